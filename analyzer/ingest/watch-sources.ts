/** Looks at every source again and again, each in one process at a time. */
import { randomUUID } from 'node:crypto';
import { errorLine, type Logger } from '../platform/index.ts';
import type { IngestLog } from '../storage/state/ingest-log.ts';
import type { Leases } from '../storage/state/leases.ts';
import type { ReadySource } from './describe-recording.ts';
import { type FolderWatch, type WatchParts, watchFolder } from './folder/watch-folder.ts';
import { readSources, sourcesMark } from './read-sources.ts';

/** A look at 2,000 waiting files takes a fraction of a second. */
const lookEveryMs = 5_000;
/** Taking a thousand recordings may take minutes: the lease is renewed at every look and outlives a dead process by this. */
const leaseMs = 10 * 60_000;

export interface SourcesParts extends Omit<WatchParts, 'log'> {
  /** Path of the file of sources. */
  path: string;
  timeZone: string;
  log: IngestLog;
  leases: Leases;
  logger: Logger;
}

export interface SourcesWatch {
  /** Ends after the file that is being taken. */
  stop(): Promise<void>;
}

/** Name under which a fault of the file of sources itself is shown. */
const fileName = 'sources';

/** Starts looking. */
export function watchSources(parts: SourcesParts): SourcesWatch {
  const { path, log, leases, logger } = parts;
  const holder = randomUUID();
  const stopping = new AbortController();
  let mark: string | null = null;
  let watches: { ready: ReadySource; watch: FolderWatch }[] = [];
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const readAgain = async () => {
    const now = await sourcesMark(path);
    if (now === mark) return;
    const sources = await readSources(path, parts.timeZone);
    watches = sources.filter(({ source }) => source.on).map((ready) => ({ ready, watch: watchFolder(ready, parts) }));
    if (mark !== null || sources.length > 0)
      await log.look({ name: fileName, waiting: 0, cdr_calls: null, problem: null });
    mark = now;
  };

  const look = async () => {
    try {
      await readAgain();
    } catch (error) {
      // The sources that were read before go on.
      logger.warn({ reason: errorLine(error) }, 'sources not read');
      await log.look({ name: fileName, waiting: 0, cdr_calls: null, problem: errorLine(error) }).catch(() => {});
    }
    for (const { ready, watch } of watches) {
      if (stopping.signal.aborted) return;
      const { name } = ready.source;
      try {
        if (!(await leases.take(`ingest ${name}`, holder, leaseMs))) continue;
        const { waiting, cdrCalls, problem } = await watch.round(stopping.signal);
        await log.look({ name, waiting, cdr_calls: cdrCalls, problem });
      } catch (error) {
        logger.warn({ source: name, reason: errorLine(error) }, 'source not looked at');
        await log.look({ name, waiting: 0, cdr_calls: null, problem: errorLine(error) }).catch(() => {});
      }
    }
  };

  const run = async () => {
    await look();
    if (!stopping.signal.aborted) timer = setTimeout(() => (running = run()), lookEveryMs);
  };
  running = run();

  return {
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await running;
      for (const { ready } of watches) await leases.release(`ingest ${ready.source.name}`, holder).catch(() => {});
    },
  };
}
