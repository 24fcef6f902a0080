/** The queues: bull on Redis. The only file that makes one. */
import { setTimeout as pause } from 'node:timers/promises';
import Bull, { type QueueOptions } from 'bull';
import { type CallProgress, callProgressSchema } from '../domain/call-state.ts';
import { type AnalyzeCall, analyzeCallJob } from './catalog.ts';

/** Where Redis is: a unix socket of our own server, or the URL of the customer's. */
export type QueueAddress = { socket: string } | { url: string };

export type CallQueue = ReturnType<typeof openCallQueue>;

/** What every queue of ours is opened with. */
function queueOptions(address: QueueAddress, job: { attempts: number; backoffMs: number }): QueueOptions {
  return {
    redis: {
      maxRetriesPerRequest: null,
      enableReadyCheck: false,
      ...('socket' in address && { path: address.socket }),
    },
    // A worker that died is noticed within 30 s; CPU work is cut into slices far shorter than the lock.
    settings: { lockDuration: 25_000, stalledInterval: 5_000, maxStalledCount: 10 },
    defaultJobOptions: {
      attempts: job.attempts,
      backoff: { type: 'exponential', delay: job.backoffMs },
      removeOnComplete: 1_000,
      removeOnFail: 1_000,
    },
  };
}

/**
 * A queue of one kind of job. Bull makes its connections itself: those it is handed it neither closes nor keeps quiet when it ends.
 * Each has an error listener: a Redis that is away is a state, never a crash.
 */
export function openBull<T>(
  address: QueueAddress,
  job: { name: string; attempts: number; backoffMs: number },
  onError: (error: Error) => void,
): Bull.Queue<T> {
  const options = queueOptions(address, job);
  const bull = 'url' in address ? new Bull<T>(job.name, address.url, options) : new Bull<T>(job.name, options);
  bull.on('error', onError);
  return bull;
}

/** Makes sure that a job is in the queue; one that ended without its ledger hearing of it is replaced. */
export async function ensureJob<T>(bull: Bull.Queue<T>, jobId: string, job: T): Promise<void> {
  const known = await bull.getJob(jobId);
  const state = await known?.getState();
  if (known && (state === 'completed' || state === 'failed')) await known.remove();
  else if (known) return;
  await bull.add(job, { jobId });
}

/** Opens the queue of calls. */
export function openCallQueue(address: QueueAddress, onError: (error: Error) => void) {
  const bull = openBull<AnalyzeCall>(address, analyzeCallJob, onError);

  return {
    bull,

    /** Puts a run of a call in the queue; the same run twice is one job. */
    async add(job: AnalyzeCall): Promise<void> {
      await bull.add(analyzeCallJob.payload.parse(job), { jobId: jobId(job) });
    },

    /**
     * Makes sure that a run the ledger calls unfinished is in the queue: adds it when Redis has lost it, and replaces
     * a job that ended without the ledger hearing of it.
     */
    ensure: (job: AnalyzeCall): Promise<void> => ensureJob(bull, jobId(job), analyzeCallJob.payload.parse(job)),

    /** Removes every job of a call; false while one of them runs. */
    async forget(callId: string, runs: number): Promise<boolean> {
      for (let run = 1; run <= runs; run += 1) {
        const known = await bull.getJob(jobId({ callId, run }));
        if ((await known?.getState()) === 'active') return false;
        await known?.remove();
      }
      return true;
    },

    /** Rewrites the append-only file, so that it holds only what is still in the queue; waits until it is done. */
    async compact(): Promise<void> {
      if (!/aof_enabled:1/.test(await bull.client.info('persistence'))) return;
      const busy = async () => /aof_rewrite_(in_progress|scheduled):1/.test(await bull.client.info('persistence'));
      while (await busy()) await pause(100);
      await bull.client.bgrewriteaof();
      while (await busy()) await pause(100);
    },

    /** Empties the queue of a Redis that has just started for us alone: the ledger refills it, nothing waits for dead locks. */
    async reset(): Promise<void> {
      await bull.obliterate({ force: true });
    },

    /** Calls back on every move of any call, in whatever process it is worked on. */
    onProgress(listener: (progress: CallProgress) => void): void {
      bull.on('global:progress', (_jobId, progress) => {
        const parsed = callProgressSchema.safeParse(progress);
        if (parsed.success) listener(parsed.data);
      });
    },

    /** Calls that wait or run, or null when Redis is away. */
    async depth(): Promise<number | null> {
      if (bull.client.status !== 'ready') return null;
      const counts = await bull.getJobCounts();
      return counts.waiting + counts.active + counts.delayed;
    },

    async close(): Promise<void> {
      await bull.close();
    },
  };
}

/** Job ids must not hold «:». */
const jobId = (job: AnalyzeCall) => `${job.callId}-${job.run}`;
