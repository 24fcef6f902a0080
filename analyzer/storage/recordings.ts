/** Recordings on disk, sealed, under names of our own; a file appears under its final name only when it is whole. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { diskError, KamertonError, type KeyRing } from '#platform';
import { type OpenedFile, openFile, rewrapFile, sealedUnder, sealingStream } from './sealed-file.ts';

/** A recording that was taken in. */
export interface StoredRecording {
  name: string;
  sha256: string;
  bytes: number;
}

/** A recording as a plain file, for programs that need one. */
export interface PlainCopy {
  path: string;
  /** Removes the copy; the stored file stays. */
  release(): Promise<void>;
}

export type Recordings = ReturnType<typeof recordings>;

/** What is made from a recording beside it: the copy browsers play, the copy without personal data, and their wave forms. */
const madeFrom = ['', '.play', '.beep', '.peaks', '.beep.peaks'] as const;
const nameParts = /^[0-9a-f]{64}(?:\.play|\.beep)?(?:\.peaks)?$/;

/** The store over a folder of its own; what is sound is sealed under the ring's keys. */
export function recordings(folder: string, maxBytes: number, ring: KeyRing) {
  const whole = join(folder, 'whole');
  const pathOf = (name: string) => {
    // Names are our own digests, so that nothing foreign reaches a path.
    if (!nameParts.test(name)) throw new KamertonError('not_found', 'запись не найдена');
    return join(whole, name.slice(0, 2), name);
  };

  /** Seals a stream into the store: written apart, synced, then renamed. */
  const write = async (name: () => string, ...streams: [NodeJS.ReadableStream, ...Transform[]]) => {
    await mkdir(join(folder, 'incoming'), { recursive: true, mode: 0o700 });
    const part = join(folder, 'incoming', randomUUID());
    try {
      const [source, ...meters] = streams;
      await pipeline([source, ...meters, sealingStream(ring), createWriteStream(part, { mode: 0o600, flags: 'wx' })]);
      const target = pathOf(name());
      await mkdir(join(target, '..'), { recursive: true, mode: 0o700 });
      await sync(part);
      await rename(part, target);
    } catch (error) {
      await rm(part, { force: true });
      throw diskError(error) ?? error;
    }
  };

  return {
    /** Path of a stored file as it lies there: a wave form is readable, sound is sealed. */
    path: pathOf,

    /**
     * Takes a stream in: counts, hashes, seals, syncs, then renames. The same sound gets the same name, so a repeat costs nothing.
     * @throws KamertonError `too_large` beyond the limit; the partial file is removed on any failure.
     */
    async take(stream: NodeJS.ReadableStream): Promise<StoredRecording> {
      const hash = createHash('sha256');
      let bytes = 0;
      let sha256 = '';
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
      await write(
        () => {
          sha256 = hash.digest('hex');
          return sha256;
        },
        stream,
        meter,
      );
      return { name: sha256, sha256, bytes };
    },

    /** Seals a file that was made from a recording into the store and removes it from where it was. */
    async keep(name: string, path: string): Promise<void> {
      await write(() => name, createReadStream(path));
      await rm(path, { force: true });
    },

    /** Opens a stored file for reading in ranges. @throws KamertonError `not_found` when it is not there */
    async open(name: string): Promise<OpenedFile> {
      return openFile(pathOf(name), ring).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'ENOENT' ? new KamertonError('not_found', 'запись удалена по сроку хранения') : error;
      });
    },

    /**
     * The stored file as a plain one: decoders seek. A sealed file is copied into `tempFolder`, which is emptied at every
     * start; call `release` in any case.
     */
    async plainCopy(name: string, tempFolder: string): Promise<PlainCopy> {
      await mkdir(tempFolder, { recursive: true, mode: 0o700 });
      const file = await this.open(name);
      if (!file.sealed) return { path: pathOf(name), release: async () => {} };
      const path = join(tempFolder, `plain-${randomUUID()}`);
      const release = () => rm(path, { force: true });
      try {
        await pipeline(file.read(), createWriteStream(path, { mode: 0o600, flags: 'wx' }));
        return { path, release };
      } catch (error) {
        await release();
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
      for (const made of madeFrom) await rm(pathOf(`${name}${made}`), { force: true });
    },

    /** Names of all stored sound, sealed or not. A folder that cannot be read is a fault: old keys would be thrown away over it. */
    async *names(): AsyncGenerator<string> {
      for (const shelf of (await namesIn(whole)).sort()) {
        for (const name of (await readdir(join(whole, shelf))).sort()) {
          if (nameParts.test(name) && !name.endsWith('.peaks')) yield name;
        }
      }
    },

    /** Recordings taken in before an instant, without what was made from them. */
    async *takenBefore(instant: Date): AsyncGenerator<string> {
      for await (const name of this.names()) {
        if (name.includes('.')) continue;
        if ((await stat(pathOf(name))).mtimeMs < instant.getTime()) yield name;
      }
    },

    /** Id of the key that a file is sealed under; null for a plain one. */
    sealedUnder: (name: string): Promise<string | null> => sealedUnder(pathOf(name)),

    /** Puts a file under the ring's current key: a sealed one by its header alone, a plain one is sealed and replaced. */
    async reseal(name: string): Promise<void> {
      if ((await sealedUnder(pathOf(name))) !== null) return rewrapFile(pathOf(name), ring);
      await write(() => name, createReadStream(pathOf(name)));
    },
  };
}

/** Nothing has been stored yet where the folder is not there. */
const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw diskError(error) ?? error;
  });

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
