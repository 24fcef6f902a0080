/** Looks at one source again and again, in one process at a time, more and more seldom while it is out of reach. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { diskError, errorLine, type Logger } from '../platform/index.ts';
import type { IngestLog } from '../storage/state/ingest-log.ts';
import type { Leases } from '../storage/state/leases.ts';
import type { ReadySource } from './describe-recording.ts';
import { openPlace, type PlaceParts } from './open-place.ts';
import { type PlaceWatch, type WatchParts, watchPlace } from './watch-place.ts';

/** A look at a folder of 2,000 waiting files takes a fraction of a second. */
const folderEveryMs = 5_000;
const longestPauseMs = 15 * 60_000;
/** The lease is renewed while a round goes on and outlives a dead process by this. */
const leaseMs = 10 * 60_000;

export interface SourceParts extends Omit<WatchParts, 'log'>, PlaceParts {
  log: IngestLog;
  leases: Leases;
  logger: Logger;
}

export interface SourceWatch {
  /** Ends after the file that is being taken; a download is cut off. */
  stop(): Promise<void>;
}

/** Starts looking. */
export function watchSource(ready: ReadySource, parts: SourceParts): SourceWatch {
  const { log, leases, logger } = parts;
  const { source } = ready;
  const { name } = source;
  const [lease, holder] = [`ingest ${name}`, randomUUID()];
  const stopping = new AbortController();
  const everyMs = source.kind === 'folder' ? folderEveryMs : source.every_seconds * 1000;
  let watch: PlaceWatch | null = null;

  /** A round under a lease that is kept up; true when the source was reached. */
  const look = async (): Promise<boolean> => {
    let isReached = true;
    await leases.whileHeld(lease, holder, leaseMs, async (lost) => {
      watch ??= watchPlace(ready, await openPlace(ready, parts), parts);
      const { waiting, cdrCalls, problem, kept, reached } = await watch.round(AbortSignal.any([stopping.signal, lost]));
      await log.look({ name, waiting, cdr_calls: cdrCalls, problem, kept });
      isReached = reached;
    });
    // Another machine may have a way there.
    if (!isReached) await leases.release(lease, holder);
    return isReached;
  };

  const run = async () => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        failures = (await look()) ? 0 : failures + 1;
      } catch (error) {
        if (stopping.signal.aborted) break;
        // The system's own words would name the file.
        const reason = errorLine(diskError(error) ?? error);
        logger.warn({ source: name, reason }, 'source not looked at');
        await log.look({ name, waiting: 0, cdr_calls: null, problem: reason }).catch(() => {});
      }
      const longer = source.kind === 'folder' ? 1 : 2 ** Math.min(failures, 16);
      await pause(Math.max(everyMs, Math.min(longestPauseMs, everyMs * longer)), undefined, {
        signal: stopping.signal,
      }).catch(() => {});
    }
    await leases.release(lease, holder).catch(() => {});
  };
  const running = run();

  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
