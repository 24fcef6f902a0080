/** Copies of files that are known by their SHA-256: made, compared, and taken over from an earlier backup as links. */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BackedFile } from './manifest.ts';

type Digest = Pick<BackedFile, 'bytes' | 'sha256'>;

/** Counts and hashes what passes. */
function meter(): { stream: Transform; digest: () => Digest } {
  const hash: Hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.byteLength;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, digest: () => ({ bytes, sha256: hash.digest('hex') }) };
}

/** Writes a stream into a new file that is on the disk when this returns. */
export async function writeMetered(source: NodeJS.ReadableStream, target: string): Promise<Digest> {
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const counted = meter();
  await pipeline(source, counted.stream, createWriteStream(target, { mode: 0o600, flags: 'wx' }));
  await syncFile(target);
  return counted.digest();
}

/** For files that come and go; whatever else keeps one from being read must not pass for its absence. */
export function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

/** Copies a file; null when it has gone meanwhile. */
export async function copyMetered(source: string, target: string): Promise<(Digest & { changed: number }) | null> {
  const file = await open(source, 'r').catch(nullIfMissing);
  if (file === null) return null;
  try {
    const { mtimeMs } = await file.stat();
    return { ...(await writeMetered(file.createReadStream({ autoClose: false }), target)), changed: mtimeMs };
  } finally {
    await file.close();
  }
}

/** Copies a file whose digest is known under its final name; false when the source is another. */
export async function copyChecked(source: string, target: string, known: Digest): Promise<boolean> {
  const part = `${target}.part`;
  await rm(part, { force: true });
  const made = await writeMetered(createReadStream(source), part).catch(nullIfMissing);
  if (made === null || made.sha256 !== known.sha256 || made.bytes !== known.bytes) {
    await rm(part, { force: true });
    return false;
  }
  await rename(part, target);
  return true;
}

/** True when the file is there and is the one. */
export async function isWhole(path: string, known: Digest): Promise<boolean> {
  const counted = meter();
  counted.stream.resume();
  const read = await pipeline(createReadStream(path), counted.stream).then(
    () => true,
    () => false,
  );
  if (!read) return false;
  const { bytes, sha256 } = counted.digest();
  return bytes === known.bytes && sha256 === known.sha256;
}

/** Makes one more name for a file of an earlier backup on the same disk; false where that cannot be. */
export async function linked(earlier: string, target: string): Promise<boolean> {
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  return link(earlier, target).then(
    () => true,
    () => false,
  );
}

export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
