/** Works through a list, several entries at once; the first fault ends it for all. */

/**
 * `work` returns false to end early. Nothing new is begun once `signal` fires.
 * @throws the first error of `work`, when everything that was begun has ended
 */
export async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  const left = [...items].reverse();
  let goingOn = true;
  const lane = async () => {
    for (let item = left.pop(); item !== undefined && goingOn && !signal.aborted; item = left.pop()) {
      try {
        if (!(await work(item))) goingOn = false;
      } catch (error) {
        goingOn = false;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}
