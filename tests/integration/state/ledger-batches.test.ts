/** Batches of the ledger on both engines of the state, from two connections. */
import { randomUUID } from 'node:crypto';
import { CompiledQuery } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { callLedger } from '../../../analyzer/storage/state/call-ledger.ts';
import type { StateDatabase } from '../../../analyzer/storage/state/database.ts';
import { type JudgedCall, ledgerBatches } from '../../../analyzer/storage/state/ledger-batches.ts';
import { openTestState, stateEngines } from '../../support/state-engines.ts';

const makeCalls = (count: number): JudgedCall[] =>
  Array.from({ length: count }, (_, i) => ({
    id: randomUUID(),
    externalId: `c${i}`,
    source: 'demo',
    day: '2026-03-11',
    duration: 61.5,
    metadata: { started_at: '2026-03-11T09:14:05+03:00', operator: { id: 'op-1', name: 'Марина' } },
    receivedAt: '2026-03-11T06:16:00.000Z',
  }));

describe.each(stateEngines)('batches of the ledger on $name', (engine) => {
  let one: StateDatabase;
  let two: StateDatabase;
  beforeAll(async () => {
    [one, two] = (await openTestState(engine, 2)) as [StateDatabase, StateDatabase];
  });

  it('takes done calls in once, more than one statement holds', async () => {
    const calls = makeCalls(1_203);
    await ledgerBatches(one).receiveDone(calls);
    await ledgerBatches(two).receiveDone(calls);
    const ids = calls.map(({ id }) => id);
    expect(await ledgerBatches(one).knownAmong([...ids, randomUUID()])).toEqual(new Set(ids));
    const [first] = calls;
    expect(await callLedger(one).find(first?.id ?? '')).toMatchObject({
      externalId: 'c0',
      state: 'done',
      run: 1,
      duration: 61.5,
      day: '2026-03-11',
      recording: null,
      metadata: first?.metadata,
    });
  });

  it('gives the next run to exactly one of two claimants', async () => {
    const calls = makeCalls(20);
    await ledgerBatches(one).receiveDone(calls);
    for (let run = 1; run <= 30; run += 1) {
      const claim = calls.map(({ id }) => ({ id, run, next: run + 1 }));
      const won = await Promise.all([one, two].map((database) => ledgerBatches(database).claimRuns(claim)));
      expect(won.flatMap((ids) => [...ids]).sort()).toEqual(calls.map(({ id }) => id).sort());
    }
  });

  it('gives no run of a call that is not done, and none at another run than was seen', async () => {
    const calls = makeCalls(3);
    const [done, busy, moved] = calls.map(({ id }) => id) as [string, string, string];
    const batches = ledgerBatches(one);
    await batches.receiveDone(calls);
    await callLedger(one).restart(busy, ['done']);
    expect(await batches.claimRuns([{ id: moved, run: 1, next: 4 }])).toEqual(new Set([moved]));
    expect([...(await batches.doneAmong([done, busy, moved])).keys()].sort()).toEqual([done, moved].sort());
    const claims = [done, busy, moved].map((id) => ({ id, run: 1, next: 2 }));
    expect(await batches.claimRuns(claims)).toEqual(new Set([done]));
    expect((await callLedger(one).find(moved))?.run).toBe(4);
  });

  it('sees calls of other sources', async () => {
    const batches = ledgerBatches(one);
    expect(await batches.hasOtherThan('demo')).toBe(false);
    await batches.receiveDone([{ ...makeCalls(1)[0], source: 'import' } as JudgedCall]);
    expect(await batches.hasOtherThan('demo')).toBe(true);
  });
});

describe.each(stateEngines.filter(({ name }) => name === 'SQLite'))('batches in $name', (engine) => {
  it('find calls by their ids, not among all that are done', async () => {
    const [state] = await openTestState(engine);
    const asked: CompiledQuery[] = [];
    const watched = state.withPlugin({
      transformQuery: ({ node, queryId }) => {
        asked.push(state.getExecutor().compileQuery(node, queryId));
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    const calls = makeCalls(300);
    const batches = ledgerBatches(Object.assign(watched, { atomically: state.atomically }) as StateDatabase);
    await batches.doneAmong(calls.map(({ id }) => id));
    await batches.claimRuns(calls.map(({ id }) => ({ id, run: 1, next: 2 })));
    expect(asked).toHaveLength(2);
    for (const { sql, parameters } of asked) {
      const plan = await state.executeQuery<{ detail: string }>(
        CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
      );
      expect(plan.rows.map(({ detail }) => detail)).toEqual([
        'SEARCH calls USING INDEX sqlite_autoindex_calls_1 (id=?)',
      ]);
    }
  });
});
