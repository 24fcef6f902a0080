/** A period looked through from its newest days: what is frequent fills a page from the first of them. Pure. */
import type { CallFilter } from './period.ts';

const dayMs = 86_400_000;
/** Days of the first stretch, and how much longer each is than the one before. */
export interface Stretches {
  first: number;
  growth: number;
}
/** Few rows, wherever they are. */
export const oneStretch: Stretches = { first: 100_000, growth: 1 };
/** The day after the last one, which only far time zones have, the last one and two before: frequent words fill a page from them. */
const lastDays = 4;
/** An index of words by call is asked for half a year at the price of a few weeks. */
export const stretchesOfCalls: Stretches = { first: lastDays, growth: 60 };
/** A week: one operator's page is in it, whatever the day of the week. Then copies of calls, at the price of a few weeks. */
export const stretchesOfLists: Stretches = { first: 8, growth: 30 };
/**
 * Where it is known how much the period holds: the last days in which a page of it is to be expected, and half as many again; else
 * all. Nothing found: all at once.
 */
export const stretchesOfFound = (found: number, size: number, { from, to }: CallFilter): Stretches => ({
  first: Math.max(lastDays, Math.ceil((1.5 * size * ((Date.parse(to) - Date.parse(from)) / dayMs + 1)) / found)),
  growth: stretchesOfCalls.growth,
});
/** An index of words is asked once more at the price of five weeks of it. */
export const stretchesOfWords: Stretches = { first: lastDays, growth: 8 };
/** Reading what was said is dear: a week too much of it costs more than to ask again. */
export const stretchesOfTexts: Stretches = { first: lastDays, growth: 4 };

/** The UTC days of the filter up to `newest`, in stretches from the newest to the oldest, each longer than the one before. */
function* daysBackwards(
  { from, to }: CallFilter,
  newest: string,
  { first: firstDays, growth }: Stretches,
): Generator<{ since: string; until: string; isLast: boolean }, void> {
  // A local day touches the UTC days beside it.
  const first = Date.parse(from) - dayMs;
  let until = Math.min(Date.parse(to) + dayMs, Date.parse(newest));
  for (let days = firstDays; until >= first; days *= growth) {
    const since = Math.max(first, until - (days - 1) * dayMs);
    yield { since: isoDay(since), until: isoDay(until), isLast: since === first };
    until = since - dayMs;
  }
}

const isoDay = (time: number) => new Date(time).toISOString().slice(0, 10);

/**
 * Rows of one stretch after the other, until there are `size`.
 * @param ask `isLast`: there is no stretch behind it
 */
export async function fromNewest<T>(
  filter: CallFilter,
  newest: string,
  size: number,
  stretches: Stretches,
  ask: (part: { since: string; until: string; size: number }, isLast: boolean) => Promise<T[]>,
): Promise<T[]> {
  const rows: T[] = [];
  for (const { isLast, ...days } of daysBackwards(filter, newest, stretches)) {
    rows.push(...(await ask({ ...days, size: size - rows.length }, isLast)));
    if (rows.length >= size) break;
  }
  return rows;
}
