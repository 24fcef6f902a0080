/** Days that are rolled while something goes wrong: what a reader sees is what the calls say. */
import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { type CallRun, callFacts } from '../../../analyzer/storage/facts/call-facts.ts';
import type { FactsClient } from '../../../analyzer/storage/facts/client.ts';
import { forgetRolls, rollDays, rolledTables } from '../../../analyzer/storage/facts/day-rolls.ts';
import { callScreens } from '../../../analyzer/storage/facts/screens/screens.ts';
import { storedParts } from '../../../analyzer/storage/facts/stored-parts.ts';
import { embeddedStore } from '../../support/embedded-store.ts';
import { makeRun } from '../../support/make-run.ts';

const store = embeddedStore();
const zone = 'Europe/Moscow';
const all = { kind: 'all' } as const;
const month = { from: '2026-03-01', to: '2026-03-31', zone };

beforeEach(async () => {
  for (const table of ['calls', 'sampled_calls', ...rolledTables])
    await store.client.command({ query: `TRUNCATE TABLE ${table}` });
});

async function written(): Promise<CallRun[]> {
  const runs = [8, 9].map((hour) => makeRun({ startedAt: `2026-03-11T0${hour}:00:00.000Z` }));
  await callFacts(store.client).write(...runs);
  return runs;
}

/** A client to which something happens as soon as rows of a table have been counted. */
const onceCounted = (table: string, happens: () => Promise<unknown>): FactsClient =>
  Object.assign(Object.create(store.client) as FactsClient, {
    command: async (request: Parameters<FactsClient['command']>[0]) => {
      const answer = await store.client.command(request);
      if (request.query.startsWith(`INSERT INTO ${table} `)) await happens();
      return answer;
    },
  });

/** Read of the copies where they are said to hold. */
const listed = async () => {
  const { items } = await callScreens(store.client).list(all, month, { order: 'worst', limit: 50 });
  return items.map(({ id }) => id).toSorted();
};
const idsOf = (runs: readonly CallRun[]) => runs.map(({ callId }) => callId).toSorted();

it('a killed roll leaves nothing that holds, though the day is again what it was before', async () => {
  const runs = await written();
  expect(await rollDays(store.client, zone)).toBe(1);
  expect(await listed()).toEqual(idsOf(runs));
  // A row that comes twice does the same, until its parts are merged.
  const [{ day, callId }] = runs as [CallRun];
  const ids = { call_id: callId, event_id: randomUUID(), sample_id: randomUUID(), operator_id: 'op-17' };
  const week = { period_from: '2026-03-09', period_to: '2026-03-15', population: 2, drawn: 1 };
  const values = [{ day, ...ids, ...week, at: '2026-03-16 00:00:00.000' }];
  await store.client.insert({ table: 'sampled_calls', values, format: 'JSONEachRow' });
  const killed = onceCounted('day_calls', () => Promise.reject(new Error('killed')));
  await expect(rollDays(killed, zone)).rejects.toThrow('killed');
  await store.client.command({ query: 'TRUNCATE TABLE sampled_calls' });
  await store.client.command({ query: 'OPTIMIZE TABLE day_calls FINAL' });
  expect(await listed()).toEqual(idsOf(runs));
  expect(await rollDays(store.client, zone)).toBe(1);
  expect(await listed()).toEqual(idsOf(runs));
});

it.each(['day_counts', 'day_calls'])('a roll whose %s are forgotten meanwhile does not count as one', async (table) => {
  const runs = await written();
  const screens = callScreens(store.client);
  const rules = async () => (await screens.findingsByRule(all, month)).map(({ rule, in_calls }) => [rule, in_calls]);
  const before = await rules();
  expect(before).not.toEqual([]);
  const forgotten = onceCounted(table, () => forgetRolls(storedParts(store.client, undefined)));
  expect(await rollDays(forgotten, zone)).toBe(0);
  expect(await rules()).toEqual(before);
  expect(await listed()).toEqual(idsOf(runs));
  expect(await rollDays(store.client, zone)).toBe(1);
  expect(await rules()).toEqual(before);
});

it('a roll that another one has overtaken does not count', async () => {
  const runs = await written();
  const overtaken = onceCounted('day_topics', () =>
    rollDays(
      onceCounted('day_calls', () => Promise.reject(new Error('killed'))),
      zone,
    ).catch(() => {}),
  );
  expect(await rollDays(overtaken, zone)).toBe(0);
  await store.client.command({ query: 'OPTIMIZE TABLE day_calls FINAL' });
  expect(await listed()).toEqual(idsOf(runs));
});
