/** Recordings on disk under names of our own; a file appears under its final name only when it is whole. */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { KamertonError } from '#platform';

/** A recording that was taken in. */
export interface StoredRecording {
  name: string;
  sha256: string;
  bytes: number;
}

export type Recordings = ReturnType<typeof recordings>;

/** The store over a folder of its own. */
export function recordings(folder: string, maxBytes: number) {
  const pathOf = (name: string) => join(folder, 'whole', name.slice(0, 2), name);

  return {
    /** Path of a stored recording. Names are our own digests, so that nothing foreign reaches a path. */
    path(name: string): string {
      if (!/^[0-9a-f]{64}(\.play|\.peaks)?$/.test(name)) throw new KamertonError('not_found', 'запись не найдена');
      return pathOf(name);
    },

    /**
     * Takes a stream in: counts, hashes, syncs, then renames. The same sound gets the same name, so a repeat costs nothing.
     * @throws KamertonError `too_large` beyond the limit; the partial file is removed on any failure.
     */
    async take(stream: NodeJS.ReadableStream): Promise<StoredRecording> {
      await mkdir(join(folder, 'incoming'), { recursive: true, mode: 0o700 });
      const part = join(folder, 'incoming', randomUUID());
      const hash = createHash('sha256');
      let bytes = 0;
      const meter = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          bytes += chunk.byteLength;
          if (bytes > maxBytes) {
            done(
              new KamertonError(
                'too_large',
                `запись больше ${Math.floor(maxBytes / 1_048_576)} МБ; сожмите её или поднимите предел`,
              ),
            );
            return;
          }
          hash.update(chunk);
          done(null, chunk);
        },
      });
      try {
        await pipeline(stream, meter, createWriteStream(part, { mode: 0o600, flags: 'wx' }));
        const sha256 = hash.digest('hex');
        await mkdir(join(folder, 'whole', sha256.slice(0, 2)), { recursive: true, mode: 0o700 });
        await sync(part);
        await rename(part, pathOf(sha256));
        return { name: sha256, sha256, bytes };
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },

    /** Removes what cut-off uploads of a killed process left; call it before the first upload is taken. */
    async clearIncoming(): Promise<void> {
      await rm(join(folder, 'incoming'), { recursive: true, force: true });
    },

    /** True when the recording (or a thing made from it) is there. */
    async has(name: string): Promise<boolean> {
      return stat(pathOf(name)).then(
        (found) => found.isFile(),
        () => false,
      );
    },

    /** Removes a recording and what was made from it. */
    async remove(name: string): Promise<void> {
      for (const made of [name, `${name}.play`, `${name}.peaks`]) await rm(pathOf(made), { force: true });
    },
  };
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
