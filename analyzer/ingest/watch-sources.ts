/** Keeps a watch on every source of the file of sources, which is read again when it changes. */
import { errorLine } from '../platform/index.ts';
import { readSources, sourcesMark } from './read-sources.ts';
import { type SourceParts, type SourceWatch, watchSource } from './watch-source.ts';

const readEveryMs = 5_000;

export interface SourcesParts extends SourceParts {
  /** Path of the file of sources. */
  path: string;
  timeZone: string;
}

/** Name under which a fault of the file of sources itself is shown. */
const fileName = 'sources';

/** Starts looking; `stop` ends after the files that are being taken. */
export function watchSources(parts: SourcesParts): SourceWatch {
  const { path, log, logger } = parts;
  let stopped = false;
  let mark: string | null = null;
  let watches: SourceWatch[] = [];
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const readAgain = async () => {
    const now = await sourcesMark(path);
    if (now === mark) return;
    const sources = await readSources(path, parts.timeZone);
    await Promise.all(watches.map((watch) => watch.stop()));
    watches = stopped ? [] : sources.filter(({ source }) => source.on).map((ready) => watchSource(ready, parts));
    if (mark !== null || sources.length > 0)
      await log.look({ name: fileName, waiting: 0, cdr_calls: null, problem: null });
    mark = now;
  };

  const run = async () => {
    try {
      await readAgain();
    } catch (error) {
      // The sources that were read before go on.
      logger.warn({ reason: errorLine(error) }, 'sources not read');
      await log.look({ name: fileName, waiting: 0, cdr_calls: null, problem: errorLine(error) }).catch(() => {});
    }
    if (!stopped) timer = setTimeout(() => (running = run()), readEveryMs);
  };
  running = run();

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      await Promise.all(watches.map((watch) => watch.stop()));
    },
  };
}
