/** Reads `verbose_json` of OpenAI-compatible transcription servers: words with times, whatever the server calls a word. Pure. */
import { z } from 'zod';
import type { RecognizedWord } from './recognizer.ts';

const seconds = z.number().finite();
const wordSchema = z.object({
  word: z.string(),
  start: seconds.optional(),
  end: seconds.optional(),
  probability: z.number().nullish(),
});
const segmentSchema = z.object({
  start: seconds,
  end: seconds,
  text: z.string().default(''),
  words: z.array(wordSchema).nullish(),
  avg_logprob: z.number().nullish(),
});
const answerSchema = z.object({
  text: z.string().optional(),
  segments: z.array(segmentSchema).nullish(),
  words: z.array(wordSchema).nullish(),
});
type HeardWord = z.infer<typeof wordSchema>;

/** The answer is whole, but holds no times: no verbose_json. */
export class NoTimesError extends Error {}

/**
 * Words of one answer, seconds.
 * Servers differ: OpenAI and faster-whisper give words, whisper.cpp gives tokens, where a word begins at a leading space;
 * words stand in the segments or beside them; probabilities are those of words, of tokens, or only of a whole segment.
 * @throws NoTimesError; ZodError when it is no such answer
 */
export function wordsOfVerboseJson(answer: unknown): RecognizedWord[] {
  const { text, segments, words } = answerSchema.parse(answer);
  const inSegments = segments ?? [];
  if (inSegments.some((segment) => (segment.words ?? []).length > 0)) {
    return inSegments.flatMap((segment) => joinTokens(segment.words ?? [], segment));
  }
  if (words && words.length > 0) return joinTokens(words, { start: 0, end: words.at(-1)?.end ?? 0 });
  if (segments) return segments.flatMap(spreadWords);
  if ((text ?? '').trim() !== '') throw new NoTimesError();
  return [];
}

/** Tokens joined to words; where no token begins with a space, each is a word by itself. */
function joinTokens(
  tokens: readonly HeardWord[],
  around: { start: number; end: number; avg_logprob?: number | null | undefined },
): RecognizedWord[] {
  const spoken = tokens.filter((token) => !/^\s*(?:\[_[^\]]*\]|<\|[^|]*\|>)\s*$/.test(token.word));
  const areTokens = spoken.some((token) => token.word.startsWith(' '));
  const groups: HeardWord[][] = [];
  for (const token of spoken) {
    const current = groups.at(-1);
    if (current === undefined || !areTokens || token.word.startsWith(' ')) groups.push([token]);
    else current.push(token);
  }
  return groups.flatMap((group) => {
    const probabilities = group.flatMap((token) => token.probability ?? []);
    const start = group[0]?.start ?? around.start;
    return wordOf(
      group.map((token) => token.word).join(''),
      start,
      group.at(-1)?.end ?? around.end,
      probabilities.length > 0 ? Math.min(...probabilities) : ofLogarithm(around.avg_logprob),
    );
  });
}

/** A segment without words: each gets the part of the time that its letters take. */
function spreadWords(segment: z.infer<typeof segmentSchema>): RecognizedWord[] {
  const texts = segment.text.split(/\s+/).filter((word) => word !== '');
  const letters = texts.reduce((sum, word) => sum + word.length, 0);
  let at = segment.start;
  return texts.flatMap((word) => {
    const start = at;
    at += ((segment.end - segment.start) * word.length) / letters;
    return wordOf(word, start, at, ofLogarithm(segment.avg_logprob));
  });
}

const ofLogarithm = (logarithm: number | null | undefined) => (logarithm == null ? undefined : Math.exp(logarithm));

function wordOf(raw: string, start: number, end: number, probability: number | undefined): RecognizedWord[] {
  const text = raw
    .replace(/\ufffd/g, '')
    .trim()
    .replace(/\s+/g, ' ');
  // A dash or dots that stand alone are no words.
  if (!/[\p{L}\p{N}]/u.test(text)) return [];
  const from = Math.max(0, start);
  const confidence = probability === undefined ? {} : { confidence: Math.min(1, Math.max(0, probability)) };
  return [{ text, start: from, end: Math.max(from, end), ...confidence }];
}
