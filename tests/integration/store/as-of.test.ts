/** Old dashboards: what was shown at a moment stays known after re-scores, merges, repeated writing and deletion. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type CallRun, callFacts } from '../../../analyzer/storage/facts/call-facts.ts';
import { factsEraser } from '../../../analyzer/storage/facts/erase-facts.ts';
import { migrateFacts } from '../../../analyzer/storage/facts/migrate.ts';
import { callScreens } from '../../../analyzer/storage/facts/screens/screens.ts';
import { storedParts } from '../../../analyzer/storage/facts/stored-parts.ts';
import { embeddedStore } from '../../support/embedded-store.ts';
import { makeAnalysis } from '../../support/make-analysis.ts';
import { makeRun } from '../../support/make-run.ts';

const store = embeddedStore();
const all = { kind: 'all' } as const;
const weeks = { from: '2026-03-01', to: '2026-03-31', zone: 'Europe/Moscow', step: 'week' as const };

const scored = (score: number, call: Partial<CallRun> = {}) =>
  makeRun({ analysisId: randomUUID(), ...call, analysis: makeAnalysis('x', { score, quality: score }) });

it('the scores of a moment are those that were shown then', async () => {
  const facts = callFacts(store.client);
  const screens = callScreens(store.client);
  const shown = () => screens.scoresByStep(all, weeks);
  const asOf = (at: string) => screens.scoresByStepAsOf(all, { ...weeks, as_of: at });
  /** A moment that lies between what was written before and what is written next. */
  const moment = async () => {
    await pause(5);
    const at = new Date().toISOString();
    await pause(5);
    return at;
  };
  const before = await moment();
  const [first, second, third] = [scored(80), scored(60), scored(100, { startedAt: '2026-03-18T08:00:00.000Z' })];
  await facts.write(first, second);
  const one = { at: await moment(), shown: await shown() };
  expect(one.shown.map(({ calls, mean }) => [calls, mean])).toEqual([[2, 70]]);

  await facts.write(third, scored(20, { ...first, analysisId: randomUUID(), run: 2 }));
  const two = { at: await moment(), shown: await shown() };
  expect(two.shown.map(({ calls, mean }) => [calls, mean])).toEqual([
    [2, 40],
    [1, 100],
  ]);

  // New versions alone, a delivery that comes again, and merges that drop the rows of replaced runs.
  const { day, callId } = second;
  await facts.restamp([{ day, callId, run: 2 }], { engine: 'e2', lexicon: 'l2', scorecard: 's2' });
  await facts.write(first);
  await store.client.command({ query: 'OPTIMIZE TABLE calls FINAL' });
  await store.client.command({ query: 'OPTIMIZE TABLE runs FINAL' });
  await migrateFacts(store.server.address);
  const three = { at: await moment(), shown: await shown() };
  expect(three.shown).toEqual(two.shown);

  expect(await asOf(before)).toEqual([]);
  for (const then of [one, two, three]) expect(await asOf(then.at)).toEqual(then.shown);
  const versions = await store.client.query({
    query:
      'SELECT toUInt32(version) AS v, lexicon_version AS l FROM runs FINAL WHERE call_id = {callId:UUID} ORDER BY v',
    query_params: { callId },
    format: 'JSONEachRow',
  });
  expect(await versions.json()).toEqual([
    { v: 1, l: 'sha256:aa' },
    { v: 2, l: 'l2' },
  ]);

  // A deletion takes the person and leaves the numbers, of every moment.
  await factsEraser(store.client, storedParts(store.client, undefined)).erase([
    { callId: first.callId, day: first.day, level: 'everything', newId: randomUUID() },
  ]);
  for (const then of [one, two, three]) expect(await asOf(then.at)).toEqual(then.shown);
  expect(await shown()).toEqual(three.shown);
  const left = await store.client.query({
    query: 'SELECT toUInt32(count()) AS n FROM runs WHERE call_id = {id:UUID}',
    query_params: { id: first.callId },
    format: 'JSONEachRow',
  });
  expect(await left.json()).toEqual([{ n: 0 }]);
});

it('runs of stores from before the log are in it', async () => {
  const old = scored(50, { startedAt: '2026-04-07T08:00:00.000Z' });
  await callFacts(store.client).write(old);
  await store.client.command({ query: 'TRUNCATE TABLE runs' });
  await store.client.command({
    query: "ALTER TABLE schema_migrations DELETE WHERE name = '0016_runs.sql'",
    clickhouse_settings: { mutations_sync: '2' },
  });
  await migrateFacts(store.server.address);
  const april = { ...weeks, from: '2026-04-01', to: '2026-04-30' };
  const rows = await callScreens(store.client).scoresByStepAsOf(all, { ...april, as_of: '2026-04-07T09:00:00.000Z' });
  expect(rows.map(({ calls, mean }) => [calls, mean])).toEqual([[1, 50]]);
});
