/** Keeps fetching announced recordings, in one process at a time. */
import { randomUUID } from 'node:crypto';
import { errorLine, type Logger } from '../../platform/index.ts';
import type { IngestLog } from '../../storage/state/ingest-log.ts';
import type { Leases } from '../../storage/state/leases.ts';
import { announcedSource, type FetchParts, fetchAnnounced } from './fetch-announced.ts';

export interface AnnouncedLoop {
  stop(): Promise<void>;
}

const pauseMs = 3_000;
const leaseMs = 60_000;
const pruneEveryMs = 3_600_000;

/** Starts; `stop` ends after the recording that is being fetched. */
export function followAnnounced(parts: FetchParts & { log: IngestLog; leases: Leases; logger: Logger }): AnnouncedLoop {
  const holder = randomUUID();
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let prunedAt = 0;

  /** Nothing is said of services that never said anything. */
  const tell = async () => {
    const { rows, waiting, givenUp, error } = await parts.announced.counts();
    if (rows === 0) return;
    const problem = givenUp > 0 ? `не получено записей – ${givenUp}, последняя причина: ${error}` : error;
    await parts.log.look({ name: announcedSource, waiting, cdr_calls: null, problem });
  };

  const round = async () => {
    try {
      await parts.leases.whileHeld('announced', holder, leaseMs, async (lost) => {
        await fetchAnnounced(parts, AbortSignal.any([stopping.signal, lost]));
        await tell();
        if (Date.now() - prunedAt > pruneEveryMs) {
          await parts.announced.prune();
          prunedAt = Date.now();
        }
      });
    } catch (error) {
      parts.logger.warn({ reason: errorLine(error) }, 'announced recordings wait');
    }
    if (!stopping.signal.aborted) timer = setTimeout(() => (running = round()), pauseMs);
  };
  let running = round();

  return {
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await running;
      await parts.leases.release('announced', holder).catch(() => {});
    },
  };
}
