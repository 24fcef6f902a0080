/** Which query answers a search of words, with its words in the order in which they are sought. */
import { KamertonError } from '#platform';
import type { FactsReader } from '../client.ts';
import { runFactsQuery } from '../query.ts';
import { hasTextIndexes } from '../server-version.ts';
import { hasWordsByCall } from '../words-by-call.ts';
import type { CallFilter } from './period.ts';
import { readsTexts, type SaidMode } from './said-conditions.ts';
import { type CallsSaying, saidByCall, saidByFew, saidCounts, saidQueries } from './said-queries.ts';
import { type Stretches, stretchesOfLists, stretchesOfTexts, stretchesOfWords, wholePeriod } from './stretches.ts';

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
  stretches: Stretches;
  /** Nothing of the period comes into question. */
  unheard: boolean;
}

/** So many are few: to look at them costs less than to go through half a year for what is frequent. */
const few = 500;

/**
 * The query for a search of one word at least, said by one of the speakers.
 * @throws KamertonError `too_large` for more than six words
 */
export async function chooseSaid(
  reader: FactsReader,
  filter: CallFilter,
  search: SoughtWords,
  speakers: readonly string[],
): Promise<SaidChoice> {
  const { words, distance = 0 } = search;
  const way = (await hasTextIndexes(reader)) ? 'index' : 'text';
  const mode: SaidMode = search.mode === 'phrase' && Math.trunc(distance) > 0 ? 'near' : search.mode;
  const at = words.length - 1;
  const [calls, count] = [saidQueries[way][mode][at], saidCounts[mode][at]];
  const narrow = mode === 'all' ? saidByCall.all[at] : saidByFew[mode][at];
  if (calls === undefined || count === undefined || narrow === undefined) {
    throw new KamertonError('too_large', 'в поиске не больше шести слов: уберите лишние');
  }
  const stretches = readsTexts(way, mode, words.length) ? stretchesOfTexts : stretchesOfWords;
  const usual = { calls, segments: saidQueries[way].segments, stretches, unheard: false };
  if (way === 'text' || (mode === 'all' && !(await hasWordsByCall(reader)))) return usual;
  const { from, to } = filter;
  const ofSpeakers = 'speakers' in count.params.shape ? { speakers } : {};
  const [found = 0] = await runFactsQuery(reader, count, { from, to, most: few + 1, ...formsOf(words), ...ofSpeakers });
  if (found <= few) return { ...usual, calls: narrow, stretches: wholePeriod, unheard: found === 0 };
  return mode === 'all' ? { ...usual, calls: narrow, stretches: stretchesOfLists } : usual;
}

/** Forms of words as bound values. */
export const formsOf = (words: Words) => Object.fromEntries(words.map((forms, i) => [`w${i + 1}`, [...forms]]));
