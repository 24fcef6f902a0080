/** Word error of a recognised call against its reference: by speaker, with fillers and the error of times apart. Pure. */
import { type Segment, type Speaker, speakers } from '../domain/call.ts';
import { tokenizeCall } from '../language/tokens.ts';
import { alignWords } from '../recognition/align-words.ts';
import { isHesitation } from '../rules/word-shape.ts';

/** A transcript to compare; a plain text has no speakers. */
export type ComparedText = { segments: readonly Segment[] } | { text: string };

export interface WordErrors {
  /** Words of the reference. */
  words: number;
  /** Words of the hypothesis. */
  recognized: number;
  correct: number;
  substitutions: number;
  deletions: number;
  insertions: number;
  /** (substitutions + deletions + insertions) / words; null when the reference is empty. */
  word_error: number | null;
}

/** Fillers and hesitations, which engines like to leave out. */
export interface FillerErrors {
  /** Fillers of the reference. */
  words: number;
  /** Those of them that were recognised as the same word. */
  recognized: number;
  /** Fillers of the hypothesis that the reference does not have there. */
  invented: number;
}

export interface ComparedSpeaker extends WordErrors {
  /** Null for texts without speakers. */
  speaker: Speaker | null;
  fillers: FillerErrors;
  /** Median distance of starts and of ends of words that are right, seconds; null without word times on both sides. */
  time_error: number | null;
}

export interface ComparedTexts {
  total: Omit<ComparedSpeaker, 'speaker'>;
  speakers: ComparedSpeaker[];
}

interface ComparedWord {
  text: string;
  time: { start: number; end: number } | null;
}

interface Comparison extends Omit<ComparedSpeaker, 'speaker' | 'time_error' | 'word_error'> {
  timeErrors: number[];
}

/**
 * Compares two transcripts word by word in normal form (no case, no punctuation, «ё» = «е»).
 * Each speaker's words are compared with the same speaker's; when one side is plain text, all words in their order.
 * @param fillerWords normal forms of single-word fillers; hesitations («э-э», «мм») are known without them
 */
export function compareTexts(
  reference: ComparedText,
  hypothesis: ComparedText,
  fillerWords: ReadonlySet<string>,
): ComparedTexts {
  const bySpeaker = 'segments' in reference && 'segments' in hypothesis;
  const present = speakers.filter((one) => bySpeaker && [reference, hypothesis].some((text) => hasWords(text, one)));
  const tracks: (Speaker | null)[] = bySpeaker ? present : [null];
  const isFiller = (word: string) => fillerWords.has(word) || isHesitation(word);
  const compared = tracks.map((speaker) => ({
    speaker,
    ...compareWords(wordsOf(reference, speaker), wordsOf(hypothesis, speaker), isFiller),
  }));
  return {
    total: summed(compared.reduce(add, nothing)),
    speakers: compared.map((one) => ({ speaker: one.speaker, ...summed(one) })),
  };
}

function hasWords(text: ComparedText, speaker: Speaker): boolean {
  return 'segments' in text && text.segments.some((segment) => segment.speaker === speaker && segment.text !== '');
}

function wordsOf(text: ComparedText, speaker: Speaker | null): ComparedWord[] {
  const plain = (value: string): Segment => ({ speaker: 'operator', start: 0, end: 0, text: value });
  const segments = 'segments' in text ? [...text.segments] : text.text.split(/\n/).map(plain);
  const spoken = segments
    .filter((segment) => speaker === null || segment.speaker === speaker)
    .sort((a, b) => a.start - b.start);
  return tokenizeCall({ segments: spoken }).map(({ heard, start, end, segment }) => ({
    text: heard,
    // Without times of its own a word has only its share of the segment: nothing to measure.
    time: (spoken[segment]?.words ?? []).length > 0 ? { start, end } : null,
  }));
}

function compareWords(
  reference: readonly ComparedWord[],
  hypothesis: readonly ComparedWord[],
  isFiller: (word: string) => boolean,
): Comparison {
  const found = { ...nothing, fillers: { ...nothing.fillers }, timeErrors: [] as number[] };
  found.words = reference.length;
  found.recognized = hypothesis.length;
  found.fillers.words = reference.filter((word) => isFiller(word.text)).length;
  const texts = [reference, hypothesis].map((words) => words.map((word) => word.text));
  for (const pair of alignWords(texts[0] ?? [], texts[1] ?? [])) {
    const said = pair.reference === null ? undefined : reference[pair.reference];
    const heard = pair.hypothesis === null ? undefined : hypothesis[pair.hypothesis];
    const isRight = said !== undefined && said.text === heard?.text;
    if (said === undefined) found.insertions += 1;
    else if (heard === undefined) found.deletions += 1;
    else if (isRight) found.correct += 1;
    else found.substitutions += 1;
    if (isRight && isFiller(said.text)) found.fillers.recognized += 1;
    if (!isRight && heard !== undefined && isFiller(heard.text)) found.fillers.invented += 1;
    if (isRight && said.time && heard?.time) {
      found.timeErrors.push(Math.abs(said.time.start - heard.time.start), Math.abs(said.time.end - heard.time.end));
    }
  }
  return found;
}

const nothing: Comparison = {
  words: 0,
  recognized: 0,
  correct: 0,
  substitutions: 0,
  deletions: 0,
  insertions: 0,
  fillers: { words: 0, recognized: 0, invented: 0 },
  timeErrors: [],
};

function add(a: Comparison, b: Comparison): Comparison {
  return {
    words: a.words + b.words,
    recognized: a.recognized + b.recognized,
    correct: a.correct + b.correct,
    substitutions: a.substitutions + b.substitutions,
    deletions: a.deletions + b.deletions,
    insertions: a.insertions + b.insertions,
    fillers: {
      words: a.fillers.words + b.fillers.words,
      recognized: a.fillers.recognized + b.fillers.recognized,
      invented: a.fillers.invented + b.fillers.invented,
    },
    timeErrors: [...a.timeErrors, ...b.timeErrors],
  };
}

function summed(one: Comparison): Omit<ComparedSpeaker, 'speaker'> {
  const { words, recognized, correct, substitutions, deletions, insertions, fillers } = one;
  const word_error = words === 0 ? null : (substitutions + deletions + insertions) / words;
  const counts = { words, recognized, correct, substitutions, deletions, insertions, word_error };
  return { ...counts, fillers, time_error: median(one.timeErrors) };
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) return null;
  return sorted.length % 2 === 1 ? middle : (middle + (sorted[sorted.length / 2 - 1] ?? middle)) / 2;
}
