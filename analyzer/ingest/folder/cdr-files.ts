/** The CDR files of a source: read again when they change, each by its end only, so that years of history cost nothing. */
import { constants } from 'node:fs';
import { lstat, open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { errorLine } from '#platform';
import { type CdrIndex, cdrIndex } from '../cdr/cdr-index.ts';
import { callsOf, type Leg } from '../cdr/leg.ts';
import { readCdr } from '../cdr/read-cdr.ts';
import type { ReadySource } from '../describe-recording.ts';

/** Of a longer file only the last bytes are read: exchanges append. */
const tailBytes = 8 * 2 ** 20;
/** Of a folder the newest files count. */
const mostFiles = 5_000;
const cdrName = /\.(csv|txt|log|json|cdr)$|^queue_log([.-]\d+)?$/i;

export interface CdrFiles {
  /** What the files tell now. `problem` is for people; what could be read counts all the same. */
  load(): Promise<{ index: CdrIndex; problem: string | null }>;
}

/** Watches the CDR files of a source that has some. */
export function cdrFiles(ready: ReadySource, path: string): CdrFiles {
  let known = new Map<string, { mark: string; legs: Leg[]; problem: string | null }>();
  let index = cdrIndex([]);

  return {
    async load() {
      const files = await filesAt(path);
      if (files === null) return { index, problem: `файлов CDR нет по пути ${path}; проверьте путь и права` };
      const next: typeof known = new Map();
      let changed = files.length !== known.size;
      for (const { file, mark } of files) {
        const before = known.get(file);
        if (before?.mark === mark) next.set(file, before);
        else {
          changed = true;
          next.set(file, { mark, ...(await readOne(file, ready)) });
        }
      }
      known = next;
      const all = [...known.values()];
      if (changed) index = cdrIndex(callsOf(all.flatMap(({ legs }) => legs)));
      return { index, problem: all.find(({ problem }) => problem !== null)?.problem ?? null };
    },
  };
}

async function filesAt(path: string): Promise<{ file: string; mark: string }[] | null> {
  const found = await stat(path).catch(() => null);
  if (found === null) return null;
  if (!found.isDirectory()) return [{ file: path, mark: `${found.size} ${found.mtimeMs}` }];
  const names = (await readdir(path)).filter((name) => cdrName.test(name));
  const files = await Promise.all(
    names.map(async (name) => {
      const one = await lstat(join(path, name)).catch(() => null);
      return one?.isFile() ? [{ file: join(path, name), mark: `${one.size} ${one.mtimeMs}`, at: one.mtimeMs }] : [];
    }),
  );
  return files
    .flat()
    .sort((a, b) => b.at - a.at)
    .slice(0, mostFiles);
}

async function readOne(file: string, ready: ReadySource): Promise<{ legs: Leg[]; problem: string | null }> {
  try {
    const { legs, problems } = readCdr(await readTail(file), ready.source, ready.cdrTimeZone);
    const [first] = problems;
    const problem =
      first === undefined
        ? null
        : `${basename(file)}: не разобрано строк – ${problems.length}, первая – ${first.line} (${first.cause})`;
    return { legs, problem };
  } catch (error) {
    return { legs: [], problem: `${basename(file)}: ${errorLine(error)}` };
  }
}

/** The last bytes of a file, from the beginning of a line. */
async function readTail(path: string): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - tailBytes);
    const bytes = Buffer.alloc(size - from);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
    const read = bytes.subarray(0, bytesRead);
    // A line that is still being written is left for the next time.
    const end = read.lastIndexOf(0x0a);
    const whole =
      from > 0 || end > 0 ? (/^\s*[[{]/.test(read.toString('latin1', 0, 20)) ? read : read.subarray(0, end + 1)) : read;
    return from > 0 ? whole.subarray(whole.indexOf(0x0a) + 1) : whole;
  } finally {
    await file.close();
  }
}
