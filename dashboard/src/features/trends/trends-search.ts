/** What the address of the trends says: filters, the open part, what is compared. Anything that makes no sense is left out. */
import * as z from 'zod/mini';
import type { TrendCallFilter, TrendFilter } from '../../api/trends.ts';

const day = z.iso.date();
const code = z.string().check(z.regex(/^[a-z_]+(\.[a-z_]+)?$/), z.maxLength(80));
const someText = z.string().check(z.minLength(1), z.maxLength(200));
const score = z.string().check(z.regex(/^(100|\d{1,2})$/));

const filterReaders = {
  from: day,
  to: day,
  step: z.enum(['day', 'week', 'month']),
  basis: z.enum(['sample', 'all']),
  judged: z.enum(['people', 'machine']),
  team: someText,
  operator: someText,
  topic: z.string().check(z.regex(/^[a-z][a-z_]{0,39}$/)),
  hour: z.string().check(z.regex(/^([01]?\d|2[0-3])$/)),
};
const trendReaders = {
  ...filterReaders,
  view: z.enum(['criteria', 'times', 'words', 'mail']),
  by: z.enum(['operator', 'team', 'topic', 'hour']),
  criterion: code,
};
const callReaders = {
  ...filterReaders,
  criterion: code,
  rule: code,
  entry: someText,
  flag: z.enum(['fatal', 'findings', 'unsure', 'not_sure_criteria', 'no_score']),
  min: score,
  max: score,
  order: z.enum(['newest', 'worst']),
};

type Readers = Record<string, z.ZodMiniType>;
type SearchOf<R extends Readers> = { [Name in keyof R]?: z.infer<R[Name]> | undefined };
export type TrendsSearch = SearchOf<typeof trendReaders>;
export type TrendCallsSearch = SearchOf<typeof callReaders>;

/** Names what was dropped as undefined: otherwise the router would hand it on raw. */
const reading =
  <R extends Readers>(readers: R) =>
  (raw: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(readers).map(([name, reader]) => [name, reader.safeParse(raw[name]).data]),
    ) as SearchOf<R>;
const broken =
  (readers: Readers) =>
  (raw: Record<string, unknown>): string[] =>
    Object.entries(readers).flatMap(([name, reader]) =>
      raw[name] !== undefined && !reader.safeParse(raw[name]).success ? [name] : [],
    );

export const readTrendsSearch = reading(trendReaders);
export const brokenInTrendsSearch = broken(trendReaders);
export const readTrendCallsSearch = reading(callReaders);
export const brokenInTrendCallsSearch = broken(callReaders);

/** The filters as the server is asked. */
export const trendFilterOf = (search: TrendFilter): TrendFilter => {
  const { from, to, step, basis, judged, team, operator, topic, hour } = search;
  return { from, to, step, basis, judged, team, operator, topic, hour };
};

export const trendCallFilterOf = (search: TrendCallsSearch): TrendCallFilter => {
  const { criterion, rule, entry, flag, min, max, order } = search;
  return { ...trendFilterOf(search), criterion, rule, entry, flag, min, max, order };
};

export const isFiltered = (search: TrendFilter): boolean =>
  Object.values(trendFilterOf(search)).some((value) => value !== undefined);
