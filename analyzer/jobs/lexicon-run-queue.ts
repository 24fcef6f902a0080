import type { z } from 'zod';
import type { Logger } from '#platform';
import { type LexiconRun, lexiconRunSchema } from '../storage/state/lexicon-runs.ts';
import { type LexiconRunJob, lexiconRunJob } from './catalog.ts';
import { ensureJob, openBull, type QueueAddress } from './queue.ts';

/** How far a run is, for pages that are open. */
export const runProgressSchema = lexiconRunSchema.pick({
  id: true,
  kind: true,
  draftId: true,
  state: true,
  done: true,
  total: true,
});
export type RunProgress = z.infer<typeof runProgressSchema>;

export const progressOf = ({ id, kind, draftId, state, done, total }: LexiconRun): RunProgress => ({
  id,
  kind,
  draftId,
  state,
  done,
  total,
});

export type LexiconRunQueue = ReturnType<typeof openLexiconRunQueue>;

/** Does a run; throws when it should be tried again. */
export type RunHandler = (
  runId: string,
  control: { signal: AbortSignal; publish: (run: LexiconRun) => void },
) => Promise<void>;

/** Opens the queue; errors of its connections are a state, never a crash. */
export function openLexiconRunQueue(address: QueueAddress, onError: (error: Error) => void, logger: Logger) {
  const bull = openBull<LexiconRunJob>(address, lexiconRunJob, onError);
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let working = false;

  return {
    /** Makes sure that a run which is not ended is in the queue: a job that ended without the store hearing of it is replaced. */
    ensure: (runId: string): Promise<void> => ensureJob(bull, runId, lexiconRunJob.payload.parse({ runId })),

    /** Calls back on every move of any run, in whatever process it is worked on. */
    onProgress(listener: (run: RunProgress) => void): void {
      bull.on('global:progress', (_jobId, progress) => {
        const parsed = runProgressSchema.safeParse(progress);
        if (parsed.success) listener(parsed.data);
      });
    },

    /** Empties the queue of a Redis that has just started for us alone: the store refills it. */
    reset: () => bull.obliterate({ force: true }),

    /** Begins to take runs in this process. */
    work(handle: RunHandler): void {
      working = true;
      const processing = bull.process(1, async (job) => {
        const { runId } = lexiconRunJob.payload.parse(job.data);
        const publish = (run: LexiconRun) => {
          job.progress(progressOf(run)).catch((error: Error) => logger.warn({ err: error }, 'progress not published'));
        };
        const attempt = handle(runId, { signal: stopping.signal, publish });
        running.add(attempt);
        try {
          await attempt;
        } finally {
          running.delete(attempt);
        }
      });
      // Bull ends this promise with an error when its connections close, which is how an orderly stop looks to it.
      processing.catch((error: Error) => {
        if (!stopping.signal.aborted) logger.error({ err: error }, 'worker of lexicon runs ended');
      });
    },

    /** Gives the running one back (it goes on at the next start) and lets go of the connections. */
    async close(): Promise<void> {
      if (working) await bull.pause(true, true);
      stopping.abort();
      await Promise.allSettled(running);
      await bull.close();
    },
  };
}
