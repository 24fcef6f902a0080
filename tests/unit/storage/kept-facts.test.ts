/** Facts kept in memory: when the store is asked, and when what was read before may be shown. */
import { expect, test } from 'vitest';
import type { CallFacts, CallToRead, StoredAnalysis } from '../../../analyzer/storage/facts/call-facts.ts';
import { keptFacts } from '../../../analyzer/storage/kept-facts.ts';
import { makeAnalysis } from '../../support/make-analysis.ts';

const analysisId = '2d5d1c1e-32a5-4a4e-9a35-0f4b0d4c0e02';

/** A store of one run a call that counts what it is asked. */
function opened() {
  const store = new Map<string, { run: number; score: number; steps?: number }>();
  const asked: string[][] = [];
  let generation = 'a';
  let now = 0;
  const readMany = async (calls: readonly CallToRead[]) => {
    asked.push(calls.map(({ id }) => id));
    return new Map(
      calls.flatMap(({ id }) => {
        const held = store.get(id);
        const rest = { analysisId, transcriptId: analysisId, sound: null, dropped: [] };
        return held === undefined ? [] : [[id, { ...makeAnalysis(id), ...rest, ...held } as StoredAnalysis] as const];
      }),
    );
  };
  const scores = async (calls: readonly CallToRead[]) => {
    asked.push(calls.map(({ id }) => id));
    return new Map(
      calls.flatMap(({ id }) => {
        const held = store.get(id);
        const score = { call_id: id, findings: 0, unsure: 0, fatal: [], score: held?.score ?? null };
        return held === undefined ? [] : [[id, { ...score, version: held.run }] as const];
      }),
    );
  };
  const decidedScores: CallFacts['decidedScores'] = async (calls) => {
    const found = await scores(calls);
    return new Map([...found].map(([id, score]) => [id, { ...score, steps: store.get(id)?.steps ?? 0 }]));
  };
  const facts = keptFacts(
    { readMany, scores, decidedScores } as Partial<CallFacts> as CallFacts,
    async () => generation,
    () => now,
  );
  return {
    facts,
    store,
    asked,
    move: () => {
      generation += 'a';
    },
    pass: (ms: number) => {
      now += ms;
    },
  };
}

const call = (id: string, run: number): CallToRead => ({ id, day: '2026-09-01', run, wordsDeletedAt: null });

test('a run that was read is not read again', async () => {
  const { facts, store, asked } = opened();
  store.set('a', { run: 1, score: 70 });
  store.set('b', { run: 1, score: 80 });
  expect((await facts.read(call('a', 1)))?.score).toBe(70);
  expect([...(await facts.readMany([call('a', 1), call('b', 1)])).keys()].sort()).toEqual(['a', 'b']);
  expect((await facts.read(call('b', 1)))?.score).toBe(80);
  expect(asked).toEqual([['a'], ['b']]);
});

test('readers of one moment share one question', async () => {
  const { facts, store, asked } = opened();
  store.set('a', { run: 1, score: 70 });
  const both = await Promise.all([facts.read(call('a', 1)), facts.readMany([call('a', 1)])]);
  expect(both[0]?.score).toBe(70);
  expect(both[1].get('a')?.score).toBe(70);
  expect(asked).toEqual([['a']]);
});

test('a call that was judged again is read again', async () => {
  const { facts, store, asked } = opened();
  store.set('a', { run: 1, score: 70 });
  await facts.read(call('a', 1));
  await facts.scores([call('a', 1)]);
  store.set('a', { run: 2, score: 40 });
  expect((await facts.read(call('a', 2)))?.score).toBe(40);
  expect((await facts.scores([call('a', 2)])).get('a')?.score).toBe(40);
  expect(asked).toHaveLength(4);
});

test('what the store still holds of the run before is shown and not kept: the ledger moves on before the facts', async () => {
  const { facts, store } = opened();
  store.set('a', { run: 1, score: 70 });
  expect((await facts.read(call('a', 2)))?.score).toBe(70);
  expect((await facts.scores([call('a', 2)])).get('a')?.score).toBe(70);
  store.set('a', { run: 2, score: 40 });
  expect((await facts.read(call('a', 2)))?.score).toBe(40);
  expect((await facts.scores([call('a', 2)])).get('a')?.score).toBe(40);
});

test('what people left of a call is kept until their next step: an outcome that is behind is shown and not kept', async () => {
  const { facts, store, asked } = opened();
  const decided = async (steps: number) =>
    (await facts.decidedScores([{ ...call('a', 1), steps }])).get('a')?.score ?? null;
  expect(await decided(1)).toBeNull();
  store.set('a', { run: 1, score: 90, steps: 1 });
  expect(await decided(1)).toBe(90);
  expect(await decided(1)).toBe(90);
  expect(asked).toHaveLength(2);
  expect(await decided(2)).toBe(90);
  store.set('a', { run: 1, score: 95, steps: 2 });
  expect(await decided(2)).toBe(95);
});

test('another generation forgets everything, also what was being read when it came', async () => {
  const { facts, store, move } = opened();
  store.set('a', { run: 1, score: 70 });
  await facts.read(call('a', 1));
  await facts.scores([call('a', 1)]);
  move();
  store.set('a', { run: 1, score: 71 });
  expect((await facts.scores([call('a', 1)])).get('a')?.score).toBe(71);
  const underWay = facts.read(call('a', 1));
  move();
  await underWay;
  store.set('a', { run: 1, score: 72 });
  expect((await facts.read(call('a', 1)))?.score).toBe(72);
});

test('calls whose words are deleted, and calls without a run, are never kept', async () => {
  const { facts, store, asked } = opened();
  store.set('a', { run: 1, score: 70 });
  const bare = { id: 'a', day: '2026-09-01' };
  for (const one of [{ ...call('a', 1), wordsDeletedAt: '2026-09-02T00:00:00Z' }, bare])
    for (let n = 0; n < 2; n += 1) await facts.read(one);
  expect(asked).toHaveLength(4);
});

test('nothing is shown from memory after ten minutes', async () => {
  const { facts, store, asked, pass } = opened();
  store.set('a', { run: 1, score: 70 });
  await facts.read(call('a', 1));
  pass(599_000);
  await facts.read(call('a', 1));
  expect(asked).toHaveLength(1);
  pass(2_000);
  await facts.read(call('a', 1));
  expect(asked).toHaveLength(2);
});

test('a reader cannot change what the others are shown', async () => {
  const { facts, store } = opened();
  store.set('a', { run: 1, score: 70 });
  await facts.read(call('a', 1));
  const analysis = await facts.read(call('a', 1));
  expect(() => analysis?.segments.splice(0)).toThrow(TypeError);
});
