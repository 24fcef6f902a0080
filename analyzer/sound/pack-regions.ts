/** Packs stretches of speech into windows for the recogniser and maps times in a window back to the recording. Pure. */
import type { Interval } from '../domain/sound-report.ts';

/** Silence between two regions of one window, seconds. */
export const windowGap = 0.3;
/** Longest window: recognisers of the Whisper family hear 30 s at a time (notes «Recognition», section «Windows»). */
const windowSeconds = 28;

/** Regions that are cut one after another into one window. */
export type SpeechWindow = readonly Interval[];

/**
 * Packs regions (seconds, in any order) into windows of at most `maxSeconds` each, gaps between regions included.
 * A longer region is cut into equal parts. Order in time is kept; empty regions are dropped.
 */
export function packRegions(
  regions: readonly Interval[],
  { maxSeconds = windowSeconds, gap = windowGap }: { maxSeconds?: number; gap?: number } = {},
): Interval[][] {
  const windows: Interval[][] = [];
  let filled = Number.POSITIVE_INFINITY;
  const ordered = regions.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  for (const part of ordered.flatMap((region) => equalParts(region, maxSeconds))) {
    const seconds = part.end - part.start;
    const last = windows.at(-1);
    if (last && filled + gap + seconds <= maxSeconds) {
      last.push(part);
      filled += gap + seconds;
    } else {
      windows.push([part]);
      filled = seconds;
    }
  }
  return windows;
}

/**
 * Seconds in a window → seconds in the recording. A time inside a gap goes to the nearer region's edge;
 * before the window or past its end, to the first start or the last end.
 */
export function timeInRecording(window: SpeechWindow, secondsInWindow: number, gap: number = windowGap): number {
  let from = 0;
  let previousEnd: number | undefined;
  for (const { start, end } of window) {
    if (secondsInWindow < from)
      return previousEnd === undefined || secondsInWindow >= from - gap / 2 ? start : previousEnd;
    if (secondsInWindow <= from + end - start) return start + secondsInWindow - from;
    from += end - start + gap;
    previousEnd = end;
  }
  return previousEnd ?? secondsInWindow;
}

/** Where the regions of a window lie inside it: one after another with a gap between them, from 0. */
export function regionsInWindow(window: SpeechWindow, gap: number = windowGap): Interval[] {
  let from = 0;
  return window.map(({ start, end }) => {
    const region = { start: from, end: from + end - start };
    from = region.end + gap;
    return region;
  });
}

function equalParts({ start, end }: Interval, maxSeconds: number): Interval[] {
  // A hair of tolerance: a region of exactly the limit must not be cut by rounding.
  const count = Math.ceil((end - start) / maxSeconds - 1e-9);
  const step = (end - start) / count;
  return Array.from({ length: count }, (_, i) => ({
    start: start + i * step,
    end: i === count - 1 ? end : start + (i + 1) * step,
  }));
}
