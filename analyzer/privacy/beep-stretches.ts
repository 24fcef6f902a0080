/** Where the sound of a masked call must be covered, in seconds. */
import type { Segment } from '../domain/call.ts';
import type { PersonalSpan } from './personal-span.ts';

/** How far a time may be off that is only spread over the letters of a segment, seconds. */
const spreadError = 1;

/** Stretches in the order of time, joined where they touch. Words without times of their own are covered widely. */
export function beepStretches(
  segments: readonly Segment[],
  spans: readonly PersonalSpan[],
): { start: number; end: number }[] {
  const stretches = spans.map(({ segment, start, end }) => {
    if (segments[segment]?.words?.length) return { start, end };
    return { start: Math.max(0, start - spreadError), end: end + spreadError };
  });
  const joined: { start: number; end: number }[] = [];
  for (const stretch of stretches.sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && stretch.start <= last.end) last.end = Math.max(last.end, stretch.end);
    else joined.push({ ...stretch });
  }
  return joined;
}
