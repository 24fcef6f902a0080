/** A period looked through from its newest days: what is frequent fills a page from the first of them. Pure. */
import type { CallFilter } from './period.ts';

const dayMs = 86_400_000;
export interface Stretches {
  /** Days of the first stretch. */
  first: number;
  /** How much longer each is than the one before: this much at least, and at most where next to nothing was found in that one. */
  growth: readonly [least: number, most: number];
}
/** Reading the calls' own rows is cheap: to ask once more costs as much as half a year. */
export const stretchesOfLists: Stretches = { first: 14, growth: [30, 30] };
/** To ask an index of words once more costs as much as five weeks of it. */
export const stretchesOfWords: Stretches = { first: 7, growth: [4, 30] };
/** Reading what was said is dear: a week too much of it costs more than to ask again. */
export const stretchesOfTexts: Stretches = { first: 7, growth: [4, 4] };

const isoDay = (time: number) => new Date(time).toISOString().slice(0, 10);

/**
 * Rows of the UTC days of the filter up to `newest`, asked for in stretches from the newest to the oldest, until there are `size`.
 * A stretch is as long as the one before lets expect that it fills the page, and half as long again.
 */
export async function fromNewest<T>(
  { from, to }: CallFilter,
  newest: string,
  size: number,
  { first, growth: [least, most] }: Stretches,
  ask: (part: { since: string; until: string; size: number }) => Promise<T[]>,
): Promise<T[]> {
  const rows: T[] = [];
  // A local day touches the UTC days beside it.
  const oldest = Date.parse(from) - dayMs;
  let until = Math.min(Date.parse(to) + dayMs, Date.parse(newest));
  let days = first;
  while (until >= oldest && rows.length < size) {
    const since = Math.max(oldest, until - (days - 1) * dayMs);
    const found = await ask({ since: isoDay(since), until: isoDay(until), size: size - rows.length });
    rows.push(...found);
    until = since - dayMs;
    days *= Math.min(most, Math.max(least, (1.5 * (size - rows.length)) / Math.max(1, found.length)));
    days = Math.ceil(days);
  }
  return rows;
}
