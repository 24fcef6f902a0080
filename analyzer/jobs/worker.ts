/** The worker: takes jobs off the queue, validates, runs the handler, and stops in order. */
import type { Logger } from '#platform';
import { type AnalyzeCallDeps, handleAnalyzeCall } from './analyze-call.handler.ts';
import { analyzeCallJob } from './catalog.ts';
import type { CallQueue } from './queue.ts';

export interface Worker {
  /** Takes no new job, aborts the running ones (they go back to waiting) and returns when they have let go. */
  stop(): Promise<void>;
}

/** Starts working on `queue`, `concurrency` calls at a time. */
export function startWorker(queue: CallQueue, deps: AnalyzeCallDeps, concurrency: number, logger: Logger): Worker {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  const processing = queue.bull.process(concurrency, async (job) => {
    const payload = analyzeCallJob.payload.parse(job.data);
    const attempt = handleAnalyzeCall(payload, deps, {
      signal: stopping.signal,
      publish: (progress) => {
        job.progress(progress).catch((error: Error) => logger.warn({ err: error }, 'progress not published'));
      },
    });
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
