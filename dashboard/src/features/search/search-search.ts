/** What the address of the search says. Anything that makes no sense is left out. */
import * as z from 'zod/mini';
import type { SearchFilter } from '../../api/search.ts';

const someText = z.string().check(z.minLength(1), z.maxLength(200));
const score = z.string().check(z.regex(/^(100|\d{1,2})$/));
const readers = {
  q: someText,
  mode: z.enum(['phrase']),
  distance: z.enum(['1', '3', '5', '10']),
  channel: z.enum(['operator', 'client']),
  said: z.enum(['no']),
  from: z.iso.date(),
  to: z.iso.date(),
  operator: someText,
  min: score,
  max: score,
};
type Name = keyof typeof readers;
const names = Object.keys(readers) as Name[];
export type WordsSearch = { [N in Name]?: z.infer<(typeof readers)[N]> | undefined };

/** Names what was dropped as undefined: otherwise the router would hand it on raw. */
export function readWordsSearch(raw: Record<string, unknown>): WordsSearch {
  return Object.fromEntries(names.map((name) => [name, readers[name].safeParse(raw[name]).data])) as WordsSearch;
}

export const brokenInWordsSearch = (raw: Record<string, unknown>): Name[] =>
  names.filter((name) => raw[name] !== undefined && !readers[name].safeParse(raw[name]).success);

/** What the server is asked; null while there are no words. */
export const searchFilterOf = ({ q, ...rest }: WordsSearch): SearchFilter | null =>
  q === undefined ? null : { q, ...rest };

/** As it is kept under a name: as it stands in the address, without «?». */
export const queryOf = (search: WordsSearch): string =>
  new URLSearchParams(
    Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ).toString();
