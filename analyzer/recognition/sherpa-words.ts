/** Tokens of sherpa-onnx with the moments of their frames become words. Pure. */
import { z } from 'zod';
import type { RecognizedWord } from './recognizer.ts';

const resultSchema = z.object({
  tokens: z.array(z.string()),
  /** Start of each token's frame, seconds from the start of what was fed. */
  timestamps: z.array(z.number()),
  /** Length of each token, seconds; only some models know it. */
  durations: z.array(z.number()).nullish(),
  /** Natural logarithms of the tokens' probabilities; only some models give them. */
  logProbabilities: z.array(z.number()).nullish(),
  /** Silence that was fed before the window, seconds. */
  shift: z.number(),
});
/** What the child process writes: one result a window. */
export const sherpaResultsSchema = z.array(resultSchema);
export type SherpaResult = z.infer<typeof resultSchema>;

/** These models emit a letter at a single frame: a word's last letter is given so long, seconds. */
const lastLetter = 0.12;

/** Words of one window, seconds. A word begins at a token that starts with a space or «▁». */
export function wordsOfSherpa(result: SherpaResult): RecognizedWord[] {
  const groups: number[][] = [];
  let isOpen = false;
  for (const [i, token] of result.tokens.entries()) {
    const begins = /^[ ▁]/.test(token);
    // A space alone parts words and belongs to none.
    if (/^[ ▁]*$/.test(token)) {
      isOpen = false;
      continue;
    }
    const current = groups.at(-1);
    if (current === undefined || begins || !isOpen) groups.push([i]);
    else current.push(i);
    isOpen = true;
  }
  return groups.flatMap((group, n) => wordOf(result, group, groups[n + 1]?.[0]));
}

function wordOf(result: SherpaResult, group: readonly number[], next: number | undefined): RecognizedWord[] {
  const text = group
    .map((i) => result.tokens[i] ?? '')
    .join('')
    .replace(/[▁ ]/g, '');
  if (!/[\p{L}\p{N}]/u.test(text)) return [];
  const at = (i: number) => (result.timestamps[i] ?? 0) - result.shift;
  const [first, last] = [group[0] ?? 0, group.at(-1) ?? 0];
  const start = Math.max(0, at(first));
  const length = result.durations?.[last];
  const end = at(last) + (length !== undefined && length > 0 ? length : lastLetter);
  const bounded = next === undefined ? end : Math.min(end, at(next));
  const logarithms = group.flatMap((i) => result.logProbabilities?.[i] ?? []);
  // All zeros mean «not known»: no model is sure of every letter.
  const isKnown = (result.logProbabilities ?? []).some((one) => one !== 0) && logarithms.length === group.length;
  const confidence = isKnown ? { confidence: Math.min(1, Math.exp(Math.min(...logarithms))) } : {};
  return [{ text, start, end: Math.max(start, bounded), ...confidence }];
}
