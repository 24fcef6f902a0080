/** Searching in the transcript: every place with the words that are looked for. */
import type { Segment } from '../../api/shapes.ts';
import { plain } from './segment-layout.ts';

export interface Match {
  /** Index of the segment. */
  segment: number;
  /** Where it stands in the segment's text. */
  from: number;
  to: number;
}

/** Whose words are searched. */
export const voices = ['everyone', 'operator', 'client'] as const;
export type Voice = (typeof voices)[number];

/** A specialist speaks on the operator's side. */
const isOf = (voice: Voice, speaker: Segment['speaker']): boolean =>
  voice === 'everyone' || voice === (speaker === 'specialist' ? 'operator' : speaker);

/** All places in reading order. Case does not matter, ё is е; nothing is found by an empty query. */
export function findMatches(segments: readonly Segment[], query: string, voice: Voice = 'everyone'): Match[] {
  const searched = plain(query).trim().replace(/\s+/g, ' ');
  if (searched === '') return [];
  return segments.flatMap(({ text, speaker }, segment) => {
    if (!isOf(voice, speaker)) return [];
    const whole = plain(text);
    const matches: Match[] = [];
    for (let from = whole.indexOf(searched); from !== -1; from = whole.indexOf(searched, from + searched.length)) {
      matches.push({ segment, from, to: from + searched.length });
    }
    return matches;
  });
}

/** The matches of every segment that has some, by its index. */
export function matchesBySegment(matches: readonly Match[]): Map<number, Match[]> {
  const bySegment = new Map<number, Match[]>();
  for (const match of matches) {
    const known = bySegment.get(match.segment);
    if (known) known.push(match);
    else bySegment.set(match.segment, [match]);
  }
  return bySegment;
}

/** The next (`1`) or previous (`-1`) of `count` matches; from the last one goes on to the first. */
export const stepMatch = (current: number, count: number, direction: 1 | -1): number =>
  count === 0 ? 0 : (current + direction + count) % count;
