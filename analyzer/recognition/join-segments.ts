/** Joins the words of all channels into segments of the exchange format: turns of speech in the order of time. Pure. */
import type { Segment, Speaker, Word } from '../domain/call.ts';

/** Words of one speaker; seconds of the recording. */
export interface SpeakerWords {
  speaker: Speaker;
  words: readonly Word[];
}

/** A silence of one speaker that ends a segment, seconds. */
const segmentPause = 0.8;

/**
 * Segments of a call. A segment of one speaker ends at a pause of 0.8 s and more, and where another speaker's words begin
 * in a shorter one; words spoken at the same time stay in the segments of their own speakers.
 * The text is the words joined by single spaces.
 */
export function joinSegments(tracks: readonly SpeakerWords[], pause: number = segmentPause): Segment[] {
  const segments = tracks.flatMap(({ speaker, words }, track) => {
    const others = tracks.filter((_, i) => i !== track).flatMap((other) => other.words.map((word) => word.start));
    const isCut = (from: number, to: number) =>
      to > from && (to - from >= pause || others.some((at) => at >= from && at < to));
    return turnsOf(words, isCut).map((turn) => segmentOf(speaker, turn));
  });
  return segments.sort((a, b) => a.start - b.start || a.end - b.end);
}

function turnsOf(words: readonly Word[], isCut: (from: number, to: number) => boolean): Word[][] {
  const turns: Word[][] = [];
  let lastEnd = Number.NEGATIVE_INFINITY;
  for (const word of [...words].sort((a, b) => a.start - b.start)) {
    const turn = turns.at(-1);
    if (turn === undefined || isCut(lastEnd, word.start)) turns.push([word]);
    else turn.push(word);
    lastEnd = Math.max(lastEnd, word.end);
  }
  return turns;
}

function segmentOf(speaker: Speaker, words: Word[]): Segment {
  return {
    speaker,
    start: Math.min(...words.map((word) => word.start)),
    end: Math.max(...words.map((word) => word.end)),
    text: words.map((word) => word.text).join(' '),
    words,
  };
}
