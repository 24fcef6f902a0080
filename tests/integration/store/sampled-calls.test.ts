/** The audit sample in the facts store: drawn calls arrive once with their weights, and every screen can be held to them. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { deliverOutbox } from '../../../analyzer/storage/deliver-outbox.ts';
import { callFacts } from '../../../analyzer/storage/facts/call-facts.ts';
import { callScreens } from '../../../analyzer/storage/facts/screens/screens.ts';
import { auditSamples } from '../../../analyzer/storage/state/audit-samples.ts';
import { sampledCalls } from '../../../analyzer/storage/state/migrations/0031-sampled-calls.ts';
import { outbox } from '../../../analyzer/storage/state/outbox.ts';
import { embeddedStore } from '../../support/embedded-store.ts';
import { makeAnalysis } from '../../support/make-analysis.ts';
import { makeRun } from '../../support/make-run.ts';
import { openTestState, stateEngines } from '../../support/state-engines.ts';

const store = embeddedStore();
const day = '2026-03-03';
const runs = [40, 60, 90].map((score) =>
  makeRun({ startedAt: `${day}T08:00:00.000Z`, operatorId: 'op-1', analysis: makeAnalysis('x', { score }) }),
);
const [drawn, , other] = runs.map(({ callId }) => callId);
const ids = [drawn ?? '', other ?? ''];
const itemOf = (callId: string) => ({
  kind: 'audit' as const,
  callId,
  day,
  operatorId: 'op-1',
  reasons: [],
  risk: 0,
});
const drawing = {
  seed: 'lot',
  operatorId: 'op-1',
  from: '2026-03-02',
  to: '2026-03-08',
  population: 3,
  populationSha256: 'x',
  size: 2,
  drawnBy: 'irina',
};
const read = async (query: string) => (await store.client.query({ query, format: 'JSONEachRow' })).json();

beforeAll(() => callFacts(store.client).write(...runs));

describe.each(stateEngines)('the sample on $name', (engine) => {
  it('arrives once however often it is drawn and delivered, and narrows the screens', async () => {
    const [database] = await openTestState(engine);
    const samples = auditSamples(database, () => new Date('2026-03-09T06:00:00.000Z'));
    await samples.add(drawing, ids.map(itemOf));
    await samples.add(drawing, ids.map(itemOf));
    expect((await outbox(database).depth()).waiting).toBe(2);
    await deliverOutbox(outbox(database), store.client);
    await samples.add(drawing, ids.map(itemOf));
    await deliverOutbox(outbox(database), store.client);
    const query = `SELECT call_id, operator_id, population, drawn, weight FROM bi_sampled_calls
      WHERE population = 3 ORDER BY toString(call_id)`;
    expect(await read(query)).toEqual(
      ids.toSorted().map((id) => ({ call_id: id, operator_id: 'op-1', population: 3, drawn: 2, weight: 1.5 })),
    );
    const screens = callScreens(store.client);
    const week = { from: '2026-03-02', to: '2026-03-08', zone: 'Europe/Moscow' };
    const counted = async (sampled: boolean) => {
      const [row] = await screens.scoresByOperator({ kind: 'all' }, { ...week, sampled });
      return [row?.calls, row?.mean];
    };
    expect(await counted(false)).toEqual([3, 63.333]);
    expect(await counted(true)).toEqual([2, 65]);
    expect((await screens.count({ kind: 'operator', operatorId: 'op-2' }, { ...week, sampled: true })).calls).toBe(0);
  });

  it('is put on its way by the migration when it was drawn before', async () => {
    const [database] = await openTestState(engine);
    const before = [randomUUID(), randomUUID()];
    await auditSamples(database).add({ ...drawing, size: 5, population: 2 }, before.map(itemOf));
    const rows = outbox(database);
    const made = await rows.due(10);
    await rows.delivered(made);
    await sampledCalls.up(database);
    const again = await rows.due(10);
    const facts = (list: typeof made) => list.map(({ id, key, payload }) => ({ id, key, payload }));
    expect(facts(again).toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual(
      facts(made).toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    );
    expect(await deliverOutbox(rows, store.client)).toMatchObject({ delivered: 2, refused: 0 });
  });
});
