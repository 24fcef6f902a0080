/** What the address of an operator's page says: how long a period, in which steps. Anything that makes no sense is left out. */
import * as z from 'zod/mini';
import type { OwnPageQuery } from '../../api/own-page.ts';

const readers = {
  weeks: z.enum(['4', '12', '26']),
  step: z.enum(['day', 'week', 'month']),
};
export type MeSearchName = keyof typeof readers;
const names = Object.keys(readers) as MeSearchName[];

export type MeSearch = { [Name in MeSearchName]?: z.infer<(typeof readers)[Name]> | undefined };

export const periods = readers.weeks.options;
export const steps = readers.step.options;
const usual = { weeks: '12', step: 'week' } as const;

/** Names what was dropped as undefined: otherwise the router would hand it on raw. */
export function readMeSearch(raw: Record<string, unknown>): MeSearch {
  return Object.fromEntries(names.map((name) => [name, readers[name].safeParse(raw[name]).data])) as MeSearch;
}

/** Names of the values that `readMeSearch` drops. */
export const brokenInMeSearch = (raw: Record<string, unknown>): MeSearchName[] =>
  names.filter((name) => raw[name] !== undefined && !readers[name].safeParse(raw[name]).success);

export const shownPeriod = (search: MeSearch) => search.weeks ?? usual.weeks;
export const shownStep = (search: MeSearch) => search.step ?? usual.step;

/** The question to the server. @param today local day in the call centre's zone */
export function queryOf(search: MeSearch, today: string): OwnPageQuery {
  const days = Number(shownPeriod(search)) * 7 - 1;
  const from = new Date(Date.parse(`${today}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
  return { from, to: today, step: shownStep(search) };
}
