/** What is being said at a moment of the recording. */
import type { Segment } from '../../api/shapes.ts';

/** Index of the segment that is spoken at `time`, the latest to start where two overlap; -1 in silence. */
export function segmentAt(segments: readonly Segment[], time: number): number {
  return segments.findLastIndex(({ start, end }) => start <= time && time < end);
}

/** Index of the word that is spoken at `time`; -1 between words or when the words have no times. */
export function wordAt(segment: Segment | undefined, time: number): number {
  return segment?.words?.findIndex(({ start, end }) => start <= time && time < end) ?? -1;
}

/** Index of the segment to show at `time`: the spoken one, else the last that began; 0 before the first. */
export function segmentNear(segments: readonly Segment[], time: number): number {
  return Math.max(
    0,
    segments.findLastIndex(({ start }) => start <= time),
  );
}
