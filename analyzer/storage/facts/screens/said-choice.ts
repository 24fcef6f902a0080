/** Which query answers a search of words, with its words in the order in which they are sought. */
import { KamertonError } from '#platform';
import type { FactsReader } from '../client.ts';
import { runFactsQuery } from '../query.ts';
import { hasTextIndexes } from '../server-version.ts';
import type { CallFilter } from './period.ts';
import { readsTexts, type SaidMode } from './said-conditions.ts';
import { type CallsSaying, fewQueries, saidQueries } from './said-queries.ts';
import { type Stretches, stretchesOfLists, stretchesOfTexts, stretchesOfWords } from './stretches.ts';

type Words = readonly (readonly string[])[];

/** What is sought, whoever said it. */
export interface SoughtWords {
  /** Forms of each word (`searchWords`); six words at most. */
  words: Words;
  /** `all`: each word somewhere in the call. `phrase`: one after another in one segment. */
  mode: 'all' | 'phrase';
  /** Other words that may stand between two words of a phrase, 0…10; 0 unless told. They do not reach over a mask. */
  distance?: number;
}

interface SaidChoice {
  calls: CallsSaying;
  segments: (typeof saidQueries.index)['segments'];
  /** Forms of each word, as the query takes them. */
  words: Words;
  stretches: Stretches;
  /** No segment of the period comes into question. */
  unheard: boolean;
}

/** So many segments are few: to look at them costs less than to go through half a year for what is frequent. */
const fewSegments = 500;

/**
 * The query for a search of one word at least.
 * @throws KamertonError `too_large` for more than six words
 */
export async function chooseSaid(reader: FactsReader, filter: CallFilter, search: SoughtWords): Promise<SaidChoice> {
  const { words, distance = 0 } = search;
  const way = (await hasTextIndexes(reader)) ? 'index' : 'text';
  const mode: SaidMode = search.mode === 'phrase' && Math.trunc(distance) > 0 ? 'near' : search.mode;
  const at = words.length - 1;
  const calls = saidQueries[way][mode][at];
  const counted = fewQueries.counted[mode][at];
  const few = fewQueries.calls[mode][at];
  if (calls === undefined || counted === undefined || few === undefined) {
    throw new KamertonError('too_large', 'в поиске не больше шести слов: уберите лишние');
  }
  const stretches = readsTexts(way, mode, words.length) ? stretchesOfTexts : stretchesOfWords;
  const usual = { calls, segments: saidQueries[way].segments, words, stretches, unheard: false };
  if (way === 'text') return usual;
  const { from, to } = filter;
  const rows = await runFactsQuery(reader, counted, { from, to, most: fewSegments + 1, ...formsOf(words) });
  const byRarity = rows.toSorted((a, b) => a.segments - b.segments);
  const fewest = byRarity[0]?.segments ?? 0;
  if (fewest > fewSegments) return usual;
  return {
    ...usual,
    calls: few,
    words: mode === 'all' ? byRarity.map(({ n }) => words[n] ?? []) : words,
    stretches: stretchesOfLists,
    unheard: fewest === 0,
  };
}

/** Forms of words as bound values. */
export const formsOf = (words: Words) => Object.fromEntries(words.map((forms, i) => [`w${i + 1}`, [...forms]]));
