/** Which query answers a search of words, told from how much comes into question. */
import type { z } from 'zod';
import { KamertonError } from '#platform';
import type { FactsReader } from '../client.ts';
import { runFactsQuery } from '../query.ts';
import { hasTextIndexes } from '../server-version.ts';
import { hasWordsByCall } from '../words-by-call.ts';
import type { CallFilter } from './period.ts';
import { readsTexts, type SaidMode } from './said-conditions.ts';
import { type CallsSaying, type SaidCount, saidByFew, saidByRows, saidCounts, saidQueries } from './said-queries.ts';
import { type Stretches, stretchesOfCalls, stretchesOfFound, stretchesOfTexts, stretchesOfWords } from './stretches.ts';

type Words = readonly (readonly string[])[];

export const speakersOf = {
  operator: ['operator'],
  client: ['client'],
  both: ['operator', 'client', 'specialist'],
} as const;

/** What is sought, and who said it. */
export interface WordSearch {
  /** Forms of each word (`searchWords`); six words at most. */
  words: Words;
  /** `all`: each word somewhere in the call. `phrase`: one after another in one segment. */
  mode: 'all' | 'phrase';
  /** Other words that may stand between two words of a phrase, 0…10; 0 unless told. They do not reach over a mask. */
  distance?: number;
  channel: keyof typeof speakersOf;
  /** Calls in which it was not said. */
  notSaid?: boolean;
}

interface SaidChoice {
  calls: CallsSaying;
  segments: (typeof saidQueries.index)['segments'];
  stretches: Stretches;
  /** No call of the period answers. */
  nothing: boolean;
}

/** So many are few: what is frequent is not counted to its end. */
const few = 700;

/**
 * The query for a search of one word at least, for a page of `size` calls.
 * @throws KamertonError `too_large` for more than six words
 */
export async function chooseSaid(
  reader: FactsReader,
  filter: CallFilter,
  search: WordSearch,
  size: number,
): Promise<SaidChoice> {
  const { words, distance = 0, notSaid = false } = search;
  const way = (await hasTextIndexes(reader)) ? 'index' : 'text';
  const mode: SaidMode = search.mode === 'phrase' && Math.trunc(distance) > 0 ? 'near' : search.mode;
  const at = words.length - 1;
  const calls = saidQueries[way][mode][at];
  if (calls === undefined) throw new KamertonError('too_large', 'в поиске не больше шести слов: уберите лишние');
  const stretches = readsTexts(way, mode, words.length) ? stretchesOfTexts : stretchesOfWords;
  const usual = { calls, segments: saidQueries[way].segments, stretches, nothing: false };
  if (way === 'text') return usual;
  const count = { from: filter.from, to: filter.to, most: few + 1, ...formsOf(words) };
  if (mode === 'all') {
    if (!(await hasWordsByCall(reader))) return usual;
    const rows = notSaid ? 'unsaid' : 'said';
    const byRows = { ...usual, calls: saidByRows[rows].all[at] ?? calls };
    const speakers = speakersOf[search.channel];
    const found = await counted(reader, saidCounts[rows][at], { ...count, speakers: [...speakers] });
    if (found > few) return { ...byRows, stretches: stretchesOfCalls };
    return { ...byRows, stretches: stretchesOfFound(found, size, filter), nothing: found === 0 && !notSaid };
  }
  const found = await counted(reader, saidCounts[mode][at], count);
  if (found > few) return usual;
  return {
    ...usual,
    calls: saidByFew[mode][at] ?? calls,
    stretches: stretchesOfFound(found, size, filter),
    nothing: found === 0 && !notSaid,
  };
}

async function counted(
  reader: FactsReader,
  query: SaidCount | undefined,
  params: z.input<SaidCount['params']>,
): Promise<number> {
  if (query === undefined) return 0;
  const [row] = await runFactsQuery<SaidCount['params'], SaidCount['row']>(reader, query, params);
  return row?.found ?? 0;
}

/** Forms of words as bound values. */
export const formsOf = (words: Words) => Object.fromEntries(words.map((forms, i) => [`w${i + 1}`, [...forms]]));
