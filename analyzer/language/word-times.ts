/** Times and confidences of the words of a segment: the text stays the source of the quote, `words` give the time. */
import type { Segment } from '../domain/call.ts';
import { normalize } from './norm.ts';

export interface WordTime {
  start: number;
  end: number;
  confidence: number | null;
  /** False when the time is only spread over the text: no pause can be read from it. */
  measured: boolean;
}
interface Place {
  text: string;
  norm: string;
  from: number;
  to: number;
}
interface Heard extends WordTime {
  norm: string;
}

/** How far the alignment looks ahead after a difference between text and words. */
const lookahead = 8;

/**
 * One time for each word of the text. Words of the recogniser are aligned with the text by their normal form; where they
 * differ the time is spread over the characters between the aligned neighbours. Never fails: without `words` the whole
 * segment is spread.
 */
export function timeTokens(segment: Segment, places: readonly Place[]): WordTime[] {
  const same = timesOfSameWords(segment.words, places);
  if (same) return same;
  const aligned = align(places, heardWords(segment));
  const result: WordTime[] = [];
  let i = 0;
  while (i < places.length) {
    const own = aligned[i];
    if (own) {
      result.push(own);
      i += 1;
      continue;
    }
    let next = i;
    while (next < places.length && !aligned[next]) next += 1;
    const start = result.at(-1)?.end ?? segment.start;
    const end = aligned[next]?.start ?? Math.max(segment.end, start);
    result.push(...spread(places.slice(i, next), start, Math.max(start, end)));
    i = next;
  }
  return result;
}

/** Nearly always the recogniser's words are the text's own, with an end mark at most. */
function timesOfSameWords(words: Segment['words'], places: readonly Place[]): WordTime[] | null {
  if (words?.length !== places.length) return null;
  const times: WordTime[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i];
    const text = places[i]?.text;
    if (word === undefined || text === undefined) return null;
    if (word.text !== text && !(word.text.startsWith(text) && isEndMark(word.text.slice(text.length)))) return null;
    // As if shared among one piece: the same figure to the last bit.
    const end = word.start + (word.end - word.start);
    times.push({ start: word.start, end, confidence: word.confidence ?? null, measured: true });
  }
  return times;
}

const isEndMark = (rest: string): boolean => /^[.,?!:;…]+$/.test(rest);

/** The recogniser's words cut like the text, so that «51, дом» in one word meets two words of the text. */
function heardWords(segment: Segment): Heard[] {
  const heard: Heard[] = [];
  for (const word of segment.words ?? []) {
    const norms = piecesOf(word.text);
    const share = (word.end - word.start) / Math.max(1, norms.length);
    const confidence = word.confidence ?? null;
    for (let i = 0; i < norms.length; i += 1) {
      const [start, end] = [word.start + share * i, word.start + share * (i + 1)];
      heard.push({ norm: norms[i] ?? '', start, end, confidence, measured: true });
    }
  }
  return heard;
}

const cacheLimit = 100_000;
const pieces = new Map<string, readonly string[]>();

/** Normal forms of the pieces of a recognised word; cached, most words come again and again. */
function piecesOf(text: string): readonly string[] {
  const cached = pieces.get(text);
  if (cached) return cached;
  const cut = text.match(/[\p{L}\p{N}\p{M}\u00ad]+(?:[-‐‑'’.,:][\p{L}\p{N}\p{M}\u00ad]+)*/gu) ?? [];
  const norms = cut.map(normalize);
  if (pieces.size >= cacheLimit) pieces.clear();
  pieces.set(text, norms);
  return norms;
}

function align(places: readonly Place[], heard: readonly Heard[]): (WordTime | undefined)[] {
  const result: (WordTime | undefined)[] = places.map(() => undefined);
  let i = 0;
  let j = 0;
  while (i < places.length && j < heard.length) {
    const jump = nextMeeting(places, heard, i, j);
    if (!jump) {
      i += 1;
      j += 1;
      continue;
    }
    [i, j] = jump;
    const word = heard[j];
    if (word) result[i] = { start: word.start, end: word.end, confidence: word.confidence, measured: true };
    i += 1;
    j += 1;
  }
  return result;
}

/** The nearest pair of equal words at or after the two positions. */
function nextMeeting(places: readonly Place[], heard: readonly Heard[], i: number, j: number): [number, number] | null {
  for (let distance = 0; distance <= lookahead; distance += 1) {
    for (let di = 0; di <= distance; di += 1) {
      const place = places[i + di];
      const word = heard[j + distance - di];
      if (place && word && place.norm === word.norm) return [i + di, j + distance - di];
    }
  }
  return null;
}

/** Spreads a stretch of time over words by the characters of the text they cover. */
function spread(places: readonly Place[], start: number, end: number): WordTime[] {
  const first = places[0]?.from ?? 0;
  const length = Math.max(1, (places.at(-1)?.to ?? 0) - first);
  const scale = (end - start) / length;
  return places.map((place) => ({
    start: start + (place.from - first) * scale,
    end: start + (place.to - first) * scale,
    confidence: null,
    measured: false,
  }));
}
