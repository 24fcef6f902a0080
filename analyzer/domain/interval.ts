/** Arithmetic of intervals on the time axis of a recording, in seconds. */
import type { Interval } from './sound-report.ts';

/** Sorted and joined: intervals that touch or overlap become one. Empty and reversed ones vanish. */
export function joinIntervals(intervals: readonly Interval[]): Interval[] {
  const joined: Interval[] = [];
  const sorted = intervals.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  for (const { start, end } of sorted) {
    const last = joined.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

export const totalLength = (intervals: readonly Interval[]): number =>
  intervals.reduce((sum, { start, end }) => sum + Math.max(0, end - start), 0);

/** What two lists have in common. */
export function intersectIntervals(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const right = joinIntervals(b);
  return joinIntervals(a).flatMap((left) =>
    right
      .map(({ start, end }) => ({ start: Math.max(start, left.start), end: Math.min(end, left.end) }))
      .filter(({ start, end }) => end > start),
  );
}

/** What is left of `from` when `taken` is cut out. */
export function subtractIntervals(from: readonly Interval[], taken: readonly Interval[]): Interval[] {
  const cuts = joinIntervals(taken);
  return joinIntervals(from).flatMap((whole) => {
    const rest: Interval[] = [];
    let { start } = whole;
    for (const cut of cuts) {
      if (cut.end <= start || cut.start >= whole.end) continue;
      if (cut.start > start) rest.push({ start, end: cut.start });
      start = cut.end;
    }
    if (start < whole.end) rest.push({ start, end: whole.end });
    return rest;
  });
}
