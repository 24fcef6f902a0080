/** A pool of worker threads over one module: tasks go to the first free thread, and no more are taken than threads can do. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type ErrorCode, KamertonError } from './errors.ts';

const entry = new URL('./worker-entry.mjs', import.meta.url);

export interface WorkerPool<Task, Result> {
  /** Does a task. Await it for the answer; await `room` first for back-pressure. */
  run(task: Task): Promise<Result>;
  /** Resolves when a thread is free. */
  room(): Promise<void>;
  close(): Promise<void>;
}

type Answer<Result> = { result: Result } | { failed: { code: ErrorCode; message: string } };

interface Thread {
  worker: Worker;
  busy: boolean;
}

/**
 * Opens the threads. A thread that dies fails its task and all later ones.
 * @param module file that exports `work`, a `WorkerModule`
 * @param data given to `work` in every thread; must be clonable
 */
export function openWorkerPool<Task, Result>(
  module: URL,
  data: unknown,
  threads = availableParallelism(),
): WorkerPool<Task, Result> {
  const pool: Thread[] = Array.from({ length: threads }, () => ({
    worker: new Worker(entry, {
      workerData: { module: module.href, data },
      // Millions of short-lived words: with the room of a usual thread, sweeping it takes an eighth of the time.
      resourceLimits: { maxYoungGenerationSizeMb: 192 },
    }),
    busy: false,
  }));
  const waiting: (() => void)[] = [];
  let broken: Error | undefined;
  const wake = () => waiting.shift()?.();
  const breakDown = (error: unknown) => {
    broken ??= error instanceof Error ? error : new Error(String(error));
    for (const go of waiting.splice(0)) go();
  };
  for (const { worker } of pool) {
    worker.on('error', breakDown);
    worker.on('exit', () => breakDown(threadEnded()));
  }
  const room = async () => {
    while (broken === undefined && pool.every(({ busy }) => busy)) {
      await new Promise<void>((go) => waiting.push(go));
    }
  };
  return {
    room,
    async run(task) {
      await room();
      if (broken !== undefined) throw broken;
      const thread = pool.find(({ busy }) => !busy);
      if (thread === undefined) return this.run(task);
      thread.busy = true;
      try {
        return await ask<Task, Result>(thread.worker, task);
      } finally {
        thread.busy = false;
        wake();
      }
    },
    async close() {
      await Promise.all(pool.map(({ worker }) => worker.terminate()));
    },
  };
}

const threadEnded = () => new Error('a worker thread ended');

function ask<Task, Result>(worker: Worker, task: Task): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      worker.off('message', onAnswer);
      worker.off('error', onError);
      worker.off('exit', onExit);
    };
    const onAnswer = (answer: Answer<Result>) => {
      stop();
      if ('result' in answer) resolve(answer.result);
      else reject(new KamertonError(answer.failed.code, answer.failed.message));
    };
    const onError = (error: unknown) => {
      stop();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const onExit = () => onError(threadEnded());
    worker.on('message', onAnswer);
    worker.on('error', onError);
    worker.on('exit', onExit);
    worker.postMessage(task);
  });
}
