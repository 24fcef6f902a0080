/** Pages of the list by score: with one call a page every call comes once, whether calls or copies of them are read. */
import { expect, it } from 'vitest';
import { callFacts } from '../../../analyzer/storage/facts/call-facts.ts';
import { rollDays } from '../../../analyzer/storage/facts/day-rolls.ts';
import { callScreens } from '../../../analyzer/storage/facts/screens/screens.ts';
import { embeddedStore } from '../../support/embedded-store.ts';
import { makeAnalysis } from '../../support/make-analysis.ts';
import { makeRun } from '../../support/make-run.ts';

const store = embeddedStore();
const zone = 'Europe/Moscow';
const month = { from: '2026-03-01', to: '2026-03-31', zone };
/** In single precision the first lies below its decimal number, the second above it. */
const scores = [72.35, 72.36, 72.35, 72.36, 72.35, 72.36, 66.67, 100, 0];
const written = (day: number) =>
  callFacts(store.client).write(
    ...scores.map((score) =>
      makeRun({ startedAt: `2026-03-1${day}T08:00:00.000Z`, analysis: makeAnalysis('x', { score }) }),
    ),
  );

async function everyPage(): Promise<{ ids: string[]; scores: (number | null)[] }> {
  const screens = callScreens(store.client);
  const seen: { id: string; score: number | null }[] = [];
  let cursor: string | undefined;
  do {
    const page = await screens.list({ kind: 'all' }, month, { order: 'worst', limit: 1, cursor });
    seen.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && seen.length < 100);
  return { ids: seen.map(({ id }) => id), scores: seen.map(({ score }) => score) };
}

it('the worst: by calls, by copies, by both', async () => {
  const ascending = (days: number) =>
    Array(days)
      .fill(scores)
      .flat()
      .toSorted((a, b) => a - b);
  await written(1);
  const byCalls = await everyPage();
  expect(byCalls.scores).toEqual(ascending(1));
  expect(new Set(byCalls.ids).size).toBe(scores.length);
  expect(await rollDays(store.client, zone)).toBe(1);
  expect(await everyPage()).toEqual(byCalls);
  await written(2);
  const byBoth = await everyPage();
  expect(byBoth.scores).toEqual(ascending(2));
  expect(new Set(byBoth.ids).size).toBe(2 * scores.length);
  expect(await rollDays(store.client, zone)).toBe(1);
  expect(await everyPage()).toEqual(byBoth);
});
