/** Cuts days into stretches of whole days with a bounded number of calls. Pure. */
import type { DayOfRuns } from '../storage/facts/outdated-runs.ts';

export interface DayChunk {
  from: string;
  to: string;
  /** Calls in it that are to be judged again. */
  calls: number;
}

/**
 * Stretches, the newest first: people look at the last weeks. A day with more calls is a stretch of its own, days with nothing to
 * do are in none of their own.
 * @param days oldest first
 */
export function* chunksOfDays(days: readonly DayOfRuns[], most: number): Generator<DayChunk> {
  let chunk: DayChunk | undefined;
  for (const { day, outdated } of days.toReversed()) {
    if (outdated === 0) continue;
    if (chunk !== undefined && chunk.calls + outdated <= most) {
      chunk.from = day;
      chunk.calls += outdated;
      continue;
    }
    if (chunk !== undefined) yield chunk;
    chunk = { from: day, to: day, calls: outdated };
  }
  if (chunk !== undefined) yield chunk;
}
