/** The inner side of a worker pool: loads the module that does the work and answers tasks one after another. */
import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { errorLine, KamertonError } from './errors.ts';

/** What a worker module exports: made once a thread, called for each task. */
export type WorkerModule<Data, Task, Result> = (data: Data) => Promise<(task: Task) => Promise<Result>>;

const dataSchema = z.object({ module: z.url(), data: z.unknown() });

/** Answers the tasks of the parent until it ends the thread. */
export async function serveTasks(given: unknown): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('not a worker thread');
  const { module, data } = dataSchema.parse(given);
  const { work } = (await import(module)) as { work: WorkerModule<unknown, unknown, unknown> };
  const answer = await work(data);
  port.on('message', (task: unknown) => {
    answer(task).then(
      (result) => port.postMessage({ result }),
      (error: unknown) => {
        const code = error instanceof KamertonError ? error.code : 'internal';
        port.postMessage({ failed: { code, message: errorLine(error) } });
      },
    );
  });
}
