/** Cuts days into stretches of whole days with a bounded number of calls. Pure. */
import type { DayOfRuns } from '../storage/facts/outdated-runs.ts';

export interface DayChunk {
  from: string;
  to: string;
  /** Calls in it that are to be judged again. */
  calls: number;
}

/** Stretches in time order; a day with more calls is a stretch of its own, days with nothing to do are in none of their own. */
export function* chunksOfDays(days: readonly DayOfRuns[], most: number): Generator<DayChunk> {
  let chunk: DayChunk | undefined;
  for (const { day, outdated } of days) {
    if (outdated === 0) continue;
    if (chunk !== undefined && chunk.calls + outdated <= most) {
      chunk.to = day;
      chunk.calls += outdated;
      continue;
    }
    if (chunk !== undefined) yield chunk;
    chunk = { from: day, to: day, calls: outdated };
  }
  if (chunk !== undefined) yield chunk;
}
