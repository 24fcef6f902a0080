/** The store over two shards: the statements of `store ddl` run, rows are on one shard each, and every screen says the same. */
import { beforeAll, expect, it } from 'vitest';
import { deterministicUuid } from '../../../analyzer/platform/ids.ts';
import { type CallRun, callFacts } from '../../../analyzer/storage/facts/call-facts.ts';
import type { FactsClient } from '../../../analyzer/storage/facts/client.ts';
import { readDayStates, rollDays } from '../../../analyzer/storage/facts/day-rolls.ts';
import { factsEraser } from '../../../analyzer/storage/facts/erase-facts.ts';
import { type CallScreens, callScreens } from '../../../analyzer/storage/facts/screens/screens.ts';
import { type StoredParts, storedParts } from '../../../analyzer/storage/facts/stored-parts.ts';
import { wordsByCall } from '../../../analyzer/storage/facts/words-by-call.ts';
import { makeAnalysis } from '../../support/make-analysis.ts';
import { makeRun } from '../../support/make-run.ts';
import { type TwoShards, twoShards } from '../../support/two-shards.ts';

const store = twoShards();
const all = { kind: 'all' } as const;
const month = { from: '2026-03-01', to: '2026-03-31', zone: 'Europe/Moscow' };
const weeks = { ...month, step: 'week' as const };
const page = { order: 'newest' as const, limit: 7 };
const words = (...searched: string[]) => ({ words: searched.map((word) => [word]), channel: 'both' as const });

const runs = Array.from({ length: 30 }, (_, i): CallRun => {
  const text = i % 4 === 0 ? 'расторгнуть договор' : 'нужен счётчик воды';
  return makeRun({
    startedAt: `2026-03-${String(1 + (i % 15)).padStart(2, '0')}T08:00:${String(i).padStart(2, '0')}.000Z`,
    operatorId: `op-${i % 3}`,
    externalId: `c${i}`,
    analysis: makeAnalysis('x', { score: 50 + i, segments: [{ speaker: 'client', start: 0, end: 1, text }] }),
  });
});
const idsOfSample = runs.filter((_, i) => i % 5 === 0);

beforeAll(async () => {
  for (const client of [store.single, store.cluster]) {
    await callFacts(client).write(...runs);
    await callFacts(client).write(
      ...runs.slice(0, 9).map((run) => ({ ...run, run: 2, analysis: { ...run.analysis, score: 10 } })),
    );
    const values = idsOfSample.map(({ day, callId, operatorId }) => ({
      day,
      call_id: callId,
      event_id: callId,
      sample_id: callId,
      operator_id: operatorId,
      at: '2026-03-30T00:00:00.000Z',
      period_from: day,
      period_to: day,
      population: 10,
      drawn: 2,
    }));
    await client.insert({ table: 'sampled_calls', values, format: 'JSONEachRow' });
  }
});

const questions: Record<string, (screens: CallScreens) => Promise<unknown>> = {
  list: (screens) => screens.list(all, month, page),
  worst: (screens) => screens.list(all, month, { ...page, order: 'worst' }),
  ranked: (screens) => screens.ranked(all, 'worst', { limit: 50 }),
  count: (screens) => screens.count(all, month),
  examples: (screens) => screens.examples(all, { ...month, rules: ['filler'] }, page),
  'scores by week': (screens) => screens.scoresByStep(all, weeks),
  'scores by operator': (screens) => screens.scoresByOperator(all, month),
  'scores as of': (screens) => screens.scoresByStepAsOf(all, { ...weeks, as_of: '2099-01-01T00:00:00.000Z' }),
  'heat map': (screens) => screens.weighed.criteriaByOperators(all, month),
  rules: (screens) => screens.findingsByRule(all, month),
  phrases: (screens) => screens.topPhrases(all, { ...month, most: 10 }),
  times: (screens) => screens.timesByStep(all, weeks),
  marks: (screens) => screens.versionMarks(all, month),
  word: (screens) => screens.search(all, month, { ...words('счетчик'), mode: 'all' }, page),
  'not said': (screens) => screens.search(all, month, { ...words('счетчик'), mode: 'all', notSaid: true }, page),
  phrase: (screens) => screens.search(all, month, { ...words('расторгнуть', 'договор'), mode: 'phrase' }, page),
  sample: (screens) => screens.weighed.byOperators(all, { ...month, sampled: true }),
};
/** What `ON CLUSTER` does, done by hand: each statement on each shard. */
const partsOf = ({ shard }: TwoShards): StoredParts => {
  const each = async (query: string) => {
    for (const client of shard)
      await client.command({
        query,
        clickhouse_settings: { mutations_sync: '2', allow_nondeterministic_mutations: 1 },
      });
  };
  return {
    engine: 'Distributed',
    local: (table) => `${table}_local`,
    beside: (table) => `${table}_local`,
    // The tables of plain names are in the database of the cluster.
    everywhere: (table) => `kamerton.${table}`,
    change: (table, what) => each(`ALTER TABLE ${table}_local ${what}`),
    empty: (table) => each(`TRUNCATE TABLE ${table}_local`),
    merge: (table) => each(`OPTIMIZE TABLE ${table}_local FINAL`),
    replicated: async () => {},
  };
};
const answers = async (client: FactsClient) => {
  const said = new Map<string, unknown>();
  for (const [name, ask] of Object.entries(questions)) said.set(name, await ask(callScreens(client)));
  return said;
};

it('puts each call on one shard, whole, and acknowledges when it is there', async () => {
  const found = [];
  for (const client of store.shard) {
    const answer = await client.query({
      query: `SELECT uniqExact(call_id) AS calls, (SELECT count() FROM segments_local FINAL WHERE call_id NOT IN (SELECT call_id FROM calls_local)) AS strays
        FROM calls_local`,
      format: 'JSONEachRow',
    });
    found.push(...(await answer.json<{ calls: number; strays: number }>()));
  }
  expect(found.map(({ strays }) => strays)).toEqual([0, 0]);
  expect(found.reduce((sum, { calls }) => sum + calls, 0)).toBe(runs.length);
  expect(found.every(({ calls }) => calls > 0)).toBe(true);
});

it('answers every screen as one server does, before and after the days are counted', async () => {
  expect(await answers(store.cluster)).toEqual(await answers(store.single));
  for (const client of [store.single, store.cluster]) expect(await rollDays(client, month.zone)).toBe(15);
  expect(
    (await readDayStates(store.cluster, month)).every(
      ({ builds }) => builds.machine !== null && builds.people !== null,
    ),
  ).toBe(true);
  expect(await answers(store.cluster)).toEqual(await answers(store.single));
});

it('gathers the words of calls of an older version on each shard', async () => {
  const rows = async () => {
    const answer = await store.cluster.query({
      query: 'SELECT call_id, analysis_id, words FROM said_words FINAL ORDER BY call_id',
      format: 'JSONEachRow',
    });
    return answer.json();
  };
  const written = await rows();
  expect(written).toHaveLength(runs.length);
  for (const client of store.shard) await client.command({ query: 'TRUNCATE TABLE said_words_local' });
  const words = wordsByCall(store.cluster);
  for (;;) {
    const [day] = await words.daysLeft();
    if (day === undefined) break;
    await words.fill(day);
  }
  expect(await rows()).toEqual(written);
  for (const client of store.shard) {
    const answer = await client.query({
      query: 'SELECT count() AS strays FROM said_words_local WHERE call_id NOT IN (SELECT call_id FROM calls_local)',
      format: 'JSONEachRow',
    });
    expect(await answer.json()).toEqual([{ strays: 0 }]);
  }
});

it('erases calls on every shard and keeps their numbers, as one server does', async () => {
  const erased = runs.slice(3, 8).map(({ callId, day }, i) => ({
    callId,
    day,
    newId: deterministicUuid('erased', String(i)),
    level: i % 2 === 0 ? ('everything' as const) : ('words' as const),
  }));
  await factsEraser(store.single, storedParts(store.single, undefined)).erase(erased);
  await factsEraser(store.cluster, partsOf(store)).erase(erased);
  const gone = erased.filter(({ level }) => level === 'everything').map(({ callId }) => callId);
  for (const client of store.shard) {
    for (const table of ['calls', 'segments', 'said_words', 'findings', 'criteria', 'call_words', 'runs']) {
      const answer = await client.query({
        query: `SELECT count() AS n FROM ${table}_local WHERE call_id IN {ids:Array(UUID)}`,
        query_params: { ids: gone },
        format: 'JSONEachRow',
      });
      expect(await answer.json(), table).toEqual([{ n: 0 }]);
    }
    const left = await client.query({ query: 'SELECT count() AS n FROM erasing_local', format: 'JSONEachRow' });
    expect(await left.json()).toEqual([{ n: 0 }]);
  }
  for (const table of ['segments', 'said_words']) {
    const words = await store.cluster.query({
      query: `SELECT count() AS n FROM ${table} WHERE call_id IN {ids:Array(UUID)}`,
      query_params: { ids: erased.map(({ callId }) => callId) },
      format: 'JSONEachRow',
    });
    expect(await words.json(), table).toEqual([{ n: 0 }]);
  }
  // Nor are they taken for calls whose words are still to be gathered.
  for (const client of [store.single, store.cluster]) expect(await wordsByCall(client).daysLeft()).toEqual([]);
  expect(await answers(store.cluster)).toEqual(await answers(store.single));
});
