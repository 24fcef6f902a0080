/** How people know a lexicon entry: its words and the better phrase, by the entry's code in findings. */
import type { Lexicons } from '#lexicons';

export type EntryWords = ReadonlyMap<string, { words: string; replacement: string }>;

/** Codes are «rule/entry». */
export function entryWords({ rules, diminutives }: Pick<Lexicons, 'rules' | 'diminutives'>): EntryWords {
  const phrases = rules.flatMap(({ rule, replacement, entries }) =>
    entries.map(
      ({ id, pattern, replacement: own }) =>
        [
          `${rule}/${id}`,
          { words: typeof pattern === 'string' ? pattern : pattern.join(' / '), replacement: own ?? replacement },
        ] as const,
    ),
  );
  const words = diminutives.map(
    ({ id, lemma, replacement }) => [`diminutive/${id}`, { words: lemma, replacement: replacement ?? '' }] as const,
  );
  return new Map([...words, ...phrases]);
}
