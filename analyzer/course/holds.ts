/** Holds: an announced silence until the operator returns, and hold music that nobody announced (5.6.4, Table 5). */
import type { Call } from '../domain/call.ts';
import { intersectIntervals, totalLength } from '../domain/interval.ts';
import type { Interval } from '../domain/sound-report.ts';
import type { Heard, PhraseFinder } from './course-phrases.ts';
import type { Timeline } from './timeline.ts';

export interface Hold extends Interval {
  /** What the client waits for: information about him, or the specialist. */
  kind: 'search' | 'connect';
  /** The words that announced it; null for music out of nowhere. */
  announced: Heard | null;
  /** Segment with which the company's side returned; null when it did not. */
  returned: number | null;
}

type Wait = Omit<Hold, 'returned'>;

/** Words may follow the announcement («минуту, пожалуйста, я открываю начисления»): at most this long, seconds. */
const tailAfterRequest = 10;
const tailAfterWork = 4;
/** Two holds with less company speech than this between them («ещё минуту, пожалуйста») are one, seconds. */
const oneHold = 5;

/**
 * @param holdMin the shortest silence that is a hold, seconds
 * @param connects where a transfer is announced or done: a hold around it waits for the specialist
 */
export function findHolds(
  call: Call,
  timeline: Timeline,
  phrases: PhraseFinder,
  holdMin: number,
  connects: readonly Heard[],
): Hold[] {
  const announcements = [
    ...phrases.find('hold_request', 'operator', 'specialist').map((heard) => ({ heard, tail: tailAfterRequest })),
    ...connects.map((heard) => ({ heard, tail: tailAfterRequest })),
    ...phrases.find('hold_work', 'operator', 'specialist').map((heard) => ({ heard, tail: tailAfterWork })),
  ];
  const holds = new Map<number, Wait>();
  for (const { heard, tail } of announcements) {
    const wait = waitAfter(heard, tail, call, timeline, holdMin);
    if (!wait || holds.has(wait.start)) continue;
    holds.set(wait.start, { ...wait, kind: kindOf(call, wait, heard, connects), announced: heard });
  }
  const announced = mergeNeighbours([...holds.values()].sort((a, b) => a.start - b.start));
  const music = unannouncedMusic(timeline, announced).map((wait) => ({
    ...wait,
    kind: kindOf(call, wait, null, connects),
    announced: null,
  }));
  return [...announced, ...music]
    .sort((a, b) => a.start - b.start)
    .map((hold) => ({ ...hold, returned: returnOf(call, hold) }));
}

/** The company's first segment after a wait. */
function returnOf(call: Call, wait: Interval): number | null {
  const index = call.segments.findIndex(
    ({ speaker, end }) => (speaker === 'operator' || speaker === 'specialist') && end > wait.end + 0.2,
  );
  return index < 0 ? null : index;
}

/** The first long silence of the company's side that begins with the announcing utterance. */
function waitAfter(heard: Heard, tail: number, call: Call, timeline: Timeline, holdMin: number): Interval | null {
  const segmentEnd = call.segments[heard.segment]?.end ?? heard.end;
  const latest = Math.min(heard.end + tail, segmentEnd + 0.5);
  const { company } = timeline;
  for (const [index, spoken] of company.entries()) {
    if (spoken.end < heard.end - 0.3) continue;
    if (spoken.end > latest) return null;
    const next = company[index + 1];
    if (!next) return null;
    const wait = { start: spoken.end, end: next.start };
    const silent = wait.end - wait.start - totalLength(intersectIntervals([wait], timeline.client));
    if (silent >= holdMin) return wait;
  }
  return null;
}

function kindOf(call: Call, wait: Interval, heard: Heard | null, connects: readonly Heard[]): Hold['kind'] {
  if (call.segments[returnOf(call, wait) ?? -1]?.speaker === 'specialist') return 'connect';
  // The transfer was announced before this wait and its specialist is not yet on the line.
  const specialist = call.segments.findIndex(({ speaker }) => speaker === 'specialist');
  const specialistFrom = call.segments[specialist]?.start ?? Number.POSITIVE_INFINITY;
  const before = connects.some(({ start }) => start <= (heard?.end ?? wait.start) && wait.start < specialistFrom);
  return before ? 'connect' : 'search';
}

function mergeNeighbours(holds: readonly Wait[]): Wait[] {
  const merged: Wait[] = [];
  for (const hold of holds) {
    const last = merged.at(-1);
    if (last && hold.start - last.end < oneHold && last.kind === hold.kind) last.end = hold.end;
    else merged.push({ ...hold });
  }
  return merged;
}

/** Music after the operator's first word and outside announced holds, up to the company's next word. */
function unannouncedMusic(timeline: Timeline, announced: readonly Interval[]): Interval[] {
  const first = timeline.company[0]?.start ?? Number.POSITIVE_INFINITY;
  return timeline.music
    .filter((music) => music.start > first && intersectIntervals([music], announced).length === 0)
    .map((music) => {
      const next = timeline.company.find(({ start }) => start >= music.end - 0.3);
      return { start: music.start, end: Math.max(music.end, next?.start ?? music.end) };
    });
}
