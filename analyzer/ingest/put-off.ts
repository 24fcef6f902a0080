/** Files that could not be fetched: they are tried again after pauses that grow, so that one of them never holds up the others. */

const firstPauseMs = 30_000;
const longestPauseMs = 60 * 60_000;

export interface PutOff {
  /** True while the file has to wait. */
  waits(id: string): boolean;
  failed(id: string): void;
  fetched(id: string): void;
}

/** `now` is a clock that never goes back, milliseconds. */
export function putOff(now: () => number = () => performance.now()): PutOff {
  const failures = new Map<string, { times: number; until: number }>();
  return {
    waits: (id) => (failures.get(id)?.until ?? Number.NEGATIVE_INFINITY) > now(),
    failed(id) {
      const times = (failures.get(id)?.times ?? 0) + 1;
      failures.set(id, { times, until: now() + Math.min(longestPauseMs, firstPauseMs * 2 ** (times - 1)) });
    },
    fetched(id) {
      failures.delete(id);
    },
  };
}
