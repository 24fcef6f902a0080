/** The worker: takes jobs off the queue, validates, runs the handler, and stops in order. */
import { setTimeout as pause } from 'node:timers/promises';
import type { KamertonError, Logger } from '#platform';
import { type AnalyzeCallDeps, handleAnalyzeCall } from './analyze-call.handler.ts';
import { analyzeCallJob } from './catalog.ts';
import type { CallQueue } from './queue.ts';

export interface Worker {
  /** Takes no new job, aborts the running ones (they go back to waiting) and returns when they have let go. */
  stop(): Promise<void>;
}

export interface WorkerDeps extends AnalyzeCallDeps {
  /** Why no call can be worked on now, or null. */
  hindrance: () => Promise<KamertonError | null>;
}

/** While something hinders the work it is looked at again after this pause, which doubles. */
const firstLookMs = 500;
const longestLookMs = 10_000;

/** Starts working on `queue`, `concurrency` calls at a time. */
export function startWorker(queue: CallQueue, deps: WorkerDeps, concurrency: number, logger: Logger): Worker {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  const processing = queue.bull.process(concurrency, async (job) => {
    const payload = analyzeCallJob.payload.parse(job.data);
    const attempt = whenClear(deps, stopping.signal).then((clear) =>
      clear
        ? handleAnalyzeCall(payload, deps, {
            signal: stopping.signal,
            publish: (progress) => {
              job.progress(progress).catch((error: Error) => logger.warn({ err: error }, 'progress not published'));
            },
          })
        : undefined,
    );
    running.add(attempt);
    try {
      await attempt;
    } finally {
      running.delete(attempt);
    }
  });

  // Bull ends this promise with an error when its connections close, which is how an orderly stop looks to it.
  processing.catch((error: Error) => {
    if (!stopping.signal.aborted) logger.error({ err: error }, 'worker ended');
  });

  return {
    async stop() {
      await queue.bull.pause(true, true);
      stopping.abort();
      await Promise.allSettled(running);
    },
  };
}

/**
 * Waits until there is a store that takes the result and room for the work: a call that began without them would use up its
 * attempts for nothing. False when the worker stops meanwhile; the ledger still has the call.
 */
async function whenClear({ hindrance, logger }: WorkerDeps, signal: AbortSignal): Promise<boolean> {
  for (let wait = firstLookMs; !signal.aborted; wait = Math.min(wait * 2, longestLookMs)) {
    const reason = await hindrance();
    if (reason === null) return true;
    if (wait === longestLookMs) logger.warn({ code: reason.code }, 'work waits');
    await pause(wait, undefined, { signal }).catch(() => {});
  }
  return false;
}
