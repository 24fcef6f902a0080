/** Repeats idempotent work over a lost connection: a server that restarts is back in about a second. */
import { setTimeout as pause } from 'node:timers/promises';
import { isConnectionError, storeError } from './store-error.ts';

/** Six seconds in all; then the job that asked is repeated by its queue, or the person is told. */
const usualPausesMs = [100, 200, 400, 800, 1_600, 3_200];
/** Attempts that ran into their time limit one after another are not worth the wait. */
const longestMs = 60_000;

/**
 * The answer of the first attempt that gets one. An error of the server itself (a broken row, a wrong password) is not
 * repeated and comes as it is.
 * @throws KamertonError `store_unavailable` when the connection does not come back
 */
export async function repeated<T>(work: () => Promise<T>, pausesMs: readonly number[] = usualPausesMs): Promise<T> {
  const begun = Date.now();
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isConnectionError(error)) throw error;
      const wait = pausesMs[attempt];
      if (wait === undefined || Date.now() - begun > longestMs) throw storeError(error, 'insert');
      await pause(wait);
    }
  }
}
