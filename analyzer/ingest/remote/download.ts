/** Brings a file from another machine into a temporary one: whole, within its size, never waiting for ever. */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { freeBytes, KamertonError, noRoomError } from '../../platform/index.ts';
import { type FoundFile, type LocalFile, StillChanging } from '../place.ts';

/** A connection that brings nothing for so long is dead. */
const idleMs = 60_000;
/** Whatever trickles in for longer is not worth waiting for. */
const longestMs = 30 * 60_000;

export interface DownloadParts {
  tempFolder: string;
  /** Largest recording that is taken, bytes. */
  maxBytes: number;
}

/**
 * Downloads `file` by the stream that `open` gives. Errors of the stream itself come out as they are.
 * @throws KamertonError `too_large`, `no_room`; StillChanging when there are more or fewer bytes than there were found
 */
export async function download(
  file: FoundFile,
  open: (signal: AbortSignal) => Promise<NodeJS.ReadableStream>,
  { tempFolder, maxBytes }: DownloadParts,
  signal: AbortSignal,
): Promise<LocalFile> {
  checkSize(file, maxBytes);
  await mkdir(tempFolder, { recursive: true, mode: 0o700 });
  // The copy is sealed into the store after it: for a moment it is there twice.
  if ((await freeBytes(tempFolder)) < file.size * 2)
    throw new KamertonError('no_room', 'на диске сервера не хватает места для записи: освободите его');
  const path = join(tempFolder, `fetched-${randomUUID()}`);
  const release = () => rm(path, { force: true });
  const idle = new AbortController();
  const timer = setTimeout(() => idle.abort(), idleMs);
  const either = AbortSignal.any([signal, idle.signal, AbortSignal.timeout(longestMs)]);
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      timer.refresh();
      bytes += chunk.byteLength;
      if (bytes > file.size) done(new StillChanging());
      else done(null, chunk);
    },
  });
  try {
    await pipeline(await open(either), meter, createWriteStream(path, { mode: 0o600, flags: 'wx' }), {
      signal: either,
    });
    if (bytes !== file.size) throw new StillChanging();
    return { path, found: null, release };
  } catch (error) {
    await release();
    if (either.aborted && !signal.aborted)
      throw new KamertonError('source_unavailable', 'источник перестал отдавать запись; попробую снова', {
        cause: error,
      });
    throw noRoomError(error) ?? error;
  } finally {
    clearTimeout(timer);
  }
}

/** @throws KamertonError `too_large` before a byte is asked for */
function checkSize({ size }: FoundFile, maxBytes: number): void {
  if (size > maxBytes)
    throw new KamertonError(
      'too_large',
      `запись больше ${Math.floor(maxBytes / 1_048_576)} МБ; сожмите её или поднимите предел`,
    );
}
