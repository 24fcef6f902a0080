/**
 * First file of every worker thread: makes the thread read TypeScript (the option --import of the parent does not reach
 * worker threads on Node 20), then hands it to the module of `workerData`.
 */
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { serveTasks } = await import('./worker-tasks.ts');
await serveTasks(workerData);
