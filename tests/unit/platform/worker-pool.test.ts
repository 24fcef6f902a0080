/** A pool of threads: answers, and what is asked of it when a thread has ended. */
import { expect, it } from 'vitest';
import { openWorkerPool } from '../../../analyzer/platform/worker-pool.ts';

it('answers; a thread that ends fails its task and every later one instead of letting it wait', async () => {
  const module = new URL('../../support/worker-that-ends.ts', import.meta.url);
  const pool = openWorkerPool<number, number>(module, null, 1);
  try {
    expect(await Promise.all([pool.run(1), pool.run(2), pool.run(3)])).toEqual([2, 4, 6]);
    const [last, later] = await Promise.allSettled([pool.run(0), pool.run(4)]);
    expect([last.status, later.status]).toEqual(['rejected', 'rejected']);
    await expect(pool.room()).resolves.toBeUndefined();
    await expect(pool.run(5)).rejects.toThrow('a worker thread ended');
  } finally {
    await pool.close();
  }
});
