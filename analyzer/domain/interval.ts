/** Arithmetic of intervals on the time axis of a recording, in seconds. */
import type { Interval } from './sound-report.ts';

/**
 * Sorted and joined: intervals that touch, overlap, or have a shorter gap between them than `pause` seconds become one. Empty and
 * reversed ones vanish.
 */
export function joinIntervals(intervals: readonly Interval[], pause = 0): Interval[] {
  const joined: Interval[] = [];
  let last: Interval | undefined;
  for (const { start, end } of inOrder(intervals)) {
    if (!(end > start)) continue;
    if (last && (start <= last.end || start - last.end < pause)) last.end = Math.max(last.end, end);
    else {
      last = { start, end };
      joined.push(last);
    }
  }
  return joined;
}

/** Most lists are in order already. */
function inOrder(intervals: readonly Interval[]): readonly Interval[] {
  let latest = Number.NEGATIVE_INFINITY;
  for (const { start } of intervals) {
    if (!(start >= latest)) return intervals.toSorted((a, b) => a.start - b.start);
    latest = start;
  }
  return intervals;
}

export const totalLength = (intervals: readonly Interval[]): number =>
  intervals.reduce((sum, { start, end }) => sum + Math.max(0, end - start), 0);

/** What two lists have in common. */
export function intersectIntervals(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const right = joinIntervals(b);
  const common: Interval[] = [];
  let next = 0;
  for (const left of joinIntervals(a)) {
    while (next > 0 && (right[next - 1]?.end ?? 0) > left.start) next -= 1;
    for (; next < right.length; next += 1) {
      const other = right[next];
      if (!other || other.start >= left.end) break;
      const start = Math.max(other.start, left.start);
      const end = Math.min(other.end, left.end);
      if (end > start) common.push({ start, end });
    }
  }
  return common;
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
