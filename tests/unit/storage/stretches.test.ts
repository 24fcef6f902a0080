/** Stretches of a period from its newest days: nothing is left out or asked twice, and each is longer than the one before. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fromNewest,
  type Stretches,
  stretchesOfCalls,
  stretchesOfFound,
  stretchesOfLists,
  stretchesOfTexts,
  stretchesOfWords,
} from '../../../analyzer/storage/facts/screens/stretches.ts';

const period = { from: '2026-01-01', to: '2026-06-30', zone: 'Europe/Moscow' };
const dayMs = 86_400_000;
const daysOf = (since: string, until: string) => (Date.parse(until) - Date.parse(since)) / dayMs + 1;

/** Asks days that hold a row every `every` days; tells the lengths of the stretches. */
async function walk(every: number, size: number, stretches: Stretches, newest = '2290-01-01') {
  const lengths: number[] = [];
  const begin = Date.parse('2025-12-31');
  const rows = await fromNewest(period, newest, size, stretches, async (part) => {
    lengths.push(daysOf(part.since, part.until));
    const found: number[] = [];
    for (let time = Date.parse(part.until); time >= Date.parse(part.since); time -= dayMs) {
      const day = (time - begin) / dayMs;
      if (day % every === 0) found.push(day);
    }
    return found.slice(0, part.size);
  });
  return { rows, lengths };
}

describe('stretches of a period', () => {
  it('are looked through without a gap until the page is full', async () => {
    const found = fc.integer({ min: 0, max: 700 }).map((count) => stretchesOfFound(count, 51, period));
    const kinds = fc.oneof(
      fc.constantFrom(stretchesOfLists, stretchesOfCalls, stretchesOfWords, stretchesOfTexts),
      found,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 60 }),
        kinds,
        async (every, size, kind) => {
          const whole = await walk(every, size, { first: 1_000, growth: 1 });
          expect((await walk(every, size, kind)).rows).toEqual(whole.rows);
        },
      ),
    );
  });

  it('end with the day before the first and begin with the day of the cursor', async () => {
    const { rows, lengths } = await walk(1, 1_000, stretchesOfWords, '2026-02-10');
    expect(rows.at(0)).toBe(41);
    expect(rows.at(-1)).toBe(0);
    expect(lengths).toEqual([4, 32, 6]);
  });

  it('are longer, the longer nothing fills the page', async () => {
    expect((await walk(1, 4, stretchesOfWords)).lengths).toEqual([4]);
    expect((await walk(500, 51, stretchesOfWords)).lengths).toEqual([4, 32, 147]);
    expect((await walk(500, 51, stretchesOfTexts)).lengths).toEqual([4, 16, 64, 99]);
    expect((await walk(500, 51, stretchesOfCalls)).lengths).toEqual([4, 179]);
    expect((await walk(500, 51, stretchesOfLists)).lengths).toEqual([8, 175]);
  });

  it('reach at first as far back as a page is to be expected', async () => {
    // One a day: half as many days again as the page has calls.
    expect((await walk(1, 20, stretchesOfFound(181, 20, period))).lengths).toEqual([30]);
    expect((await walk(500, 20, stretchesOfFound(181, 20, period))).lengths).toEqual([30, 153]);
    expect((await walk(1, 20, stretchesOfFound(700, 1, period))).lengths).toEqual([4, 179]);
    for (const found of [0, 1, 20])
      expect((await walk(500, 20, stretchesOfFound(found, 20, period))).lengths).toEqual([183]);
  });
});
