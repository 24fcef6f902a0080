/** Guards after recognition: what an engine invents is set apart with its reason, kept for inspection and never judged. Pure. */
import type { DroppedWord } from '../domain/call.ts';
import { intersectIntervals, joinIntervals, totalLength } from '../domain/interval.ts';
import type { Interval } from '../domain/sound-report.ts';
import { inventedRuns } from './invented-phrases.ts';
import type { RecognizedWord } from './recognizer.ts';

type DropReason = DroppedWord['reason'];

export interface GuardedWords {
  kept: RecognizedWord[];
  dropped: (RecognizedWord & { reason: DropReason })[];
}

/** Word times of engines err by some tenths of a second: so far from speech a word may lie, seconds. */
const soundTolerance = 0.3;
/** Words with a longer pause between them belong to different utterances, seconds. */
const utterancePause = 0.5;
/** No person speaks faster (notes, recognition §5); shorter utterances have too uncertain times to tell. */
const charactersPerSecond = 35;
const leastCharacters = 15;
/** An utterance below this mean probability is a guess. */
const probabilityFloor = 0.3;
/** So often may one word («да, да, да…») or a phrase stand in a row before it is a loop of the engine. */
const mostRepeats = { word: 5, phrase: 3 };
const longestLoop = 12;
/** So many words of the prompt in its own order are an echo; nobody says «ну э-э как бы» in just this way. */
const leastEcho = 4;

/**
 * Sorts recognised words of one channel into those with sound under them and inventions of the engine.
 * Words and speech must be on the same time line; guard in the time of the window, before times are mapped to the
 * recording: what an engine invents in the padding after a window would otherwise be moved onto its last word.
 * @param words in order of time
 * @param speech where the sound analysis found speech
 * @param prompt text that the engine was nudged with: engines like to repeat it where there is nothing to hear
 */
export function guardWords(words: readonly RecognizedWord[], speech: readonly Interval[], prompt = ''): GuardedWords {
  const reasons = new Map<number, DropReason>();
  const drop = (indexes: readonly number[], reason: DropReason) => {
    for (const index of indexes) if (!reasons.has(index)) reasons.set(index, reason);
  };
  const audible = joinIntervals(
    speech.map(({ start, end }) => ({ start: start - soundTolerance, end: end + soundTolerance })),
  );
  drop(
    words.flatMap((word, i) => (isAudible(word, audible) ? [] : [i])),
    'no_sound',
  );
  for (const run of inventedRuns(words)) {
    if (run.alwaysInvented || isWeak(pick(words, run.indexes), speech)) drop(run.indexes, 'invented_phrase');
  }
  drop(echoIndexes(words, prompt), 'prompt_echo');
  drop(repeatedIndexes(words), 'repetition');
  for (const indexes of utterances(words, reasons)) {
    const spoken = pick(words, indexes);
    if (isTooFast(spoken)) drop(indexes, 'too_fast');
    else if (meanProbability(spoken) < probabilityFloor) drop(indexes, 'low_probability');
  }
  const kept = words.filter((_, i) => !reasons.has(i));
  const dropped = words.flatMap((word, i) => {
    const reason = reasons.get(i);
    return reason === undefined ? [] : [{ ...word, reason }];
  });
  return { kept, dropped };
}

function pick(words: readonly RecognizedWord[], indexes: readonly number[]): RecognizedWord[] {
  return indexes.flatMap((i) => words[i] ?? []);
}

function isAudible(word: RecognizedWord, audible: readonly Interval[]): boolean {
  return audible.some(({ start, end }) => word.start < end && word.end > start);
}

/** Little speech under the words, or an engine that was not sure of them. */
function isWeak(run: readonly RecognizedWord[], speech: readonly Interval[]): boolean {
  const spoken = joinIntervals(run);
  const covered = totalLength(intersectIntervals(spoken, speech));
  return covered < totalLength(spoken) / 2 || covered === 0 || meanProbability(run) < 0.6;
}

/** 1 when the engine gives no probabilities: nothing is then held against the words. */
function meanProbability(words: readonly RecognizedWord[]): number {
  const known = words.flatMap((word) => word.confidence ?? []);
  return known.length === 0 ? 1 : known.reduce((sum, one) => sum + one, 0) / known.length;
}

/** Indexes of words in utterances: cut at pauses, without the words that are already set apart. */
function utterances(words: readonly RecognizedWord[], without: ReadonlyMap<number, DropReason>): number[][] {
  const found: number[][] = [];
  let lastEnd = Number.NEGATIVE_INFINITY;
  words.forEach((word, i) => {
    if (without.has(i)) return;
    const current = found.at(-1);
    if (current === undefined || word.start - lastEnd >= utterancePause) found.push([i]);
    else current.push(i);
    lastEnd = word.end;
  });
  return found;
}

function isTooFast(words: readonly RecognizedWord[]): boolean {
  const characters = words.reduce((sum, word) => sum + word.text.length, 0) + words.length - 1;
  const seconds = (words.at(-1)?.end ?? 0) - (words[0]?.start ?? 0);
  return characters >= leastCharacters && characters > charactersPerSecond * seconds;
}

const plainOf = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Indexes of runs that stand in the prompt word for word. */
function echoIndexes(words: readonly RecognizedWord[], prompt: string): number[] {
  const nudge = prompt.split(/\s+/).map(plainOf).filter(Boolean);
  const plain = words.map((word) => plainOf(word.text));
  const echo: number[] = [];
  for (let i = 0; i < plain.length; i++) {
    for (let from = 0; from < nudge.length; from++) {
      let length = 0;
      while (from + length < nudge.length && plain[i + length] === nudge[from + length]) length += 1;
      if (length >= leastEcho) echo.push(...Array.from({ length }, (_, n) => i + n));
    }
  }
  return echo;
}

/** Indexes of everything after the first occurrence in a loop: the same 1…12 words again and again. */
function repeatedIndexes(words: readonly RecognizedWord[]): number[] {
  const plain = words.map((word) => plainOf(word.text));
  const repeated: number[] = [];
  for (let start = 0; start < plain.length; ) {
    const loop = loopAt(plain, start);
    if (loop === undefined) {
      start += 1;
      continue;
    }
    for (let i = start + loop.length; i < loop.end; i++) repeated.push(i);
    start = loop.end;
  }
  return repeated;
}

/** The shortest loop that begins at a word: its length in words and the index after its last full turn. */
function loopAt(plain: readonly string[], start: number): { length: number; end: number } | undefined {
  for (let length = 1; length <= longestLoop; length++) {
    let end = start + length;
    while (end < plain.length && plain[end] === plain[end - length]) end += 1;
    const turns = Math.floor((end - start) / length);
    if (turns > (length === 1 ? mostRepeats.word : mostRepeats.phrase)) return { length, end: start + turns * length };
  }
  return undefined;
}
