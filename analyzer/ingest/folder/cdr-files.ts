/** The CDR files of a source: read again when they change, each by its end only, so that years of history cost nothing. */
import { basename } from 'node:path';
import { errorLine, KamertonError } from '#platform';
import { type CdrIndex, cdrIndex } from '../cdr/cdr-index.ts';
import { callsOf, type Leg } from '../cdr/leg.ts';
import { readCdr } from '../cdr/read-cdr.ts';
import type { ReadySource } from '../describe-recording.ts';
import type { CdrFile, CdrShelf, Place } from '../place.ts';
import { localCdr } from './local-cdr.ts';

/** Of a longer file only the last bytes are read: exchanges append. */
const tailBytes = 8 * 2 ** 20;
export interface CdrFiles {
  /** What the files tell now. `problem` is for people; what could be read counts all the same. */
  load(): Promise<{ index: CdrIndex; problem: string | null }>;
}

/** The CDR files of a source, on this machine or where its recordings lie; null for a source without. */
export function cdrFilesOf(ready: ReadySource, place: Pick<Place, 'cdr'>): CdrFiles | null {
  const path = ready.source.cdr?.path;
  const shelf = path === undefined ? place.cdr : localCdr([path].flat());
  return shelf === null ? null : cdrFiles(ready, shelf);
}

function cdrFiles(ready: ReadySource, shelf: CdrShelf): CdrFiles {
  let known = new Map<string, { mark: string; legs: Leg[]; problem: string | null }>();
  let index = cdrIndex([]);

  return {
    async load() {
      const files = await shelf.list();
      if (files === null) return { index, problem: `файлов CDR нет ${shelf.label}; проверьте путь и права` };
      const next: typeof known = new Map();
      let changed = files.length !== known.size;
      for (const file of files) {
        const { path, mark } = file;
        const before = known.get(path);
        if (before?.mark === mark) next.set(path, before);
        else {
          changed = true;
          next.set(path, { mark, ...(await readOne(shelf, file, ready)) });
        }
      }
      known = next;
      const all = [...known.values()];
      if (changed) index = cdrIndex(callsOf(all.flatMap(({ legs }) => legs)));
      return { index, problem: all.find(({ problem }) => problem !== null)?.problem ?? null };
    },
  };
}

async function readOne(
  shelf: CdrShelf,
  file: CdrFile,
  ready: ReadySource,
): Promise<{ legs: Leg[]; problem: string | null }> {
  try {
    const { legs, problems } = readCdr(await readTail(shelf, file), ready.source, ready.cdrTimeZone);
    const [first] = problems;
    const problem =
      first === undefined
        ? null
        : `${basename(file.path)}: не разобрано строк – ${problems.length}, первая – ${first.line} (${first.cause})`;
    return { legs, problem };
  } catch (error) {
    // Nobody read it: it is not known to be broken.
    if (error instanceof KamertonError && error.code === 'source_unavailable') throw error;
    return { legs: [], problem: `${basename(file.path)}: ${errorLine(error)}` };
  }
}

/** The last bytes of a file, from the beginning of a line. */
async function readTail(shelf: CdrShelf, file: CdrFile): Promise<Buffer> {
  const { bytes, before } = await shelf.readTail(file, tailBytes);
  // A line that is still being written is left for the next time.
  const end = bytes.lastIndexOf(0x0a);
  const isJson = /^\s*[[{]/.test(bytes.toString('latin1', 0, 20));
  const whole = (before > 0 || end > 0) && !isJson ? bytes.subarray(0, end + 1) : bytes;
  return before > 0 ? whole.subarray(whole.indexOf(0x0a) + 1) : whole;
}
