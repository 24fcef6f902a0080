/** A worker of a pool that doubles numbers and ends its thread, without an error, at zero. */
import type { WorkerModule } from '../../analyzer/platform/worker-tasks.ts';

export const work: WorkerModule<null, number, number> = async () => async (task) => {
  if (task === 0) process.exit(0);
  return 2 * task;
};
