/** What webhooks tell of, who is told, and the log of watched sources, on both engines of the state. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FindingAnchor } from '../../../analyzer/domain/review.ts';
import { callLedger } from '../../../analyzer/storage/state/call-ledger.ts';
import type { StateDatabase } from '../../../analyzer/storage/state/database.ts';
import { disputes } from '../../../analyzer/storage/state/disputes.ts';
import { ingestLog } from '../../../analyzer/storage/state/ingest-log.ts';
import { reviews } from '../../../analyzer/storage/state/reviews.ts';
import { settings } from '../../../analyzer/storage/state/settings.ts';
import { webhookFeed } from '../../../analyzer/storage/state/webhook-feed.ts';
import { webhooks } from '../../../analyzer/storage/state/webhooks.ts';
import { followEvents } from '../../../analyzer/webhooks/follow-events.ts';
import { openTestState, stateEngines } from '../../support/state-engines.ts';

const anchor: FindingAnchor = {
  rule: 'filler',
  entry: 'filler/ну',
  speaker: 'operator',
  segment: 3,
  start: 10.5,
  end: 10.9,
  text: 'ну',
};
const start = Date.parse('2026-03-11T08:00:00.000Z');

describe.each(stateEngines)('on $name', (engine) => {
  let database: StateDatabase;
  let now = start;
  const clock = () => new Date(now);
  beforeAll(async () => {
    [database] = await openTestState(engine);
  });

  it('a decision, a dispute and a scored call are told once to those who asked, from when they asked', async () => {
    const hooks = webhooks(database, clock);
    const ledger = callLedger(database, clock);
    const follow = () =>
      followEvents({
        feed: webhookFeed(database),
        webhooks: hooks,
        settings: settings(database, clock),
        ledger,
        clock,
        facts: { scores: async () => new Map() },
      });
    const call = { id: randomUUID(), day: '2026-03-11', operatorId: 'op-1' };
    const decide = (findingId: string, kind: 'confirm' | 'dismiss') =>
      reviews(database, clock).decide({
        call,
        findingId,
        anchor,
        seenVersion: 0,
        actor: 'irina',
        lexiconVersion: 'l1',
        decision: kind === 'confirm' ? { kind, text: '' } : { kind, reason: 'quoted', text: '' },
      });
    await decide(randomUUID(), 'confirm');
    now += 1_000;
    const asked = {
      name: 'CRM',
      url: 'https://crm.example/',
      details: false,
      createdBy: 'admin',
      events: ['call.scored' as const, 'finding.confirmed' as const, 'dispute.opened' as const],
    };
    const all = await hooks.create(asked);
    const scored = await hooks.create({ ...asked, name: 'BI', events: ['call.scored'], details: true });
    now += 1_000;
    const [confirmed, disputed] = [randomUUID(), randomUUID()];
    await decide(confirmed, 'confirm');
    await decide(randomUUID(), 'dismiss');
    await disputes(database, clock).open({
      findingId: disputed,
      callId: call.id,
      day: call.day,
      operatorId: 'op-1',
      anchor,
      openedBy: 'marina',
      text: 'Это ответ на вопрос',
      until: '2026-03-20T00:00:00.000Z',
    });
    await ledger.receive({
      id: call.id,
      externalId: 'c1',
      source: 'import',
      recording: null,
      recordingSha256: null,
      transcript: [],
      metadata: { operator: { id: 'op-1', name: 'Марина' }, client: { phone: '+79110000017' } },
    });
    await ledger.settle({ id: call.id, run: 1 }, 'done');
    for (let turn = 0; turn < 3; turn += 1) {
      now += 20_000;
      await follow();
    }
    const told = (await hooks.messages(all.id, 10)).map(({ event, callId }) => [event, callId]);
    expect(told.sort()).toEqual([
      ['call.scored', call.id],
      ['dispute.opened', call.id],
      ['finding.confirmed', call.id],
    ]);
    expect((await hooks.messages(scored.id, 10)).map(({ event }) => event)).toEqual(['call.scored']);
    const sent = (await hooks.due(10)).map(({ event, payload }) => [event, JSON.parse(payload).data]);
    expect(sent).toContainEqual(['finding.confirmed', { call_id: call.id, finding_id: confirmed }]);
    expect(sent).toContainEqual([
      'dispute.opened',
      { call_id: call.id, finding_id: disputed, dispute_id: expect.any(String) },
    ]);
    expect(sent).toContainEqual(['call.scored', { call_id: call.id }]);
    expect(sent).toContainEqual([
      'call.scored',
      { call_id: call.id, operator_id: 'op-1', started_at: null, direction: null, score: null },
    ]);
    // What happens while all rest is told to nobody, also not afterwards.
    for (const { id } of [all, scored]) await hooks.setActive(id, false);
    now += 60_000;
    await decide(randomUUID(), 'confirm');
    now += 60_000;
    await follow();
    for (const { id } of [all, scored]) await hooks.setActive(id, true);
    await follow();
    expect(await hooks.messages(all.id, 10)).toHaveLength(3);
    // What was delivered long ago is forgotten.
    const due = await hooks.due(10);
    for (const { id } of due) await hooks.delivered(id, 200);
    // Another process has stood still with the same messages: its word comes too late.
    for (const message of due) await hooks.failed(message, 500, 'ответ 500');
    expect(await hooks.messages(all.id, 1)).toMatchObject([{ status: 200, nextTryAt: null, error: null }]);
    now += 31 * 86_400_000;
    await hooks.prune();
    expect(await hooks.messages(all.id, 10)).toEqual([]);
    expect([await hooks.remove(all.id), await hooks.remove(all.id)]).toEqual([true, false]);
  });

  it('the log of sources knows each file once and counts what became of them', async () => {
    const log = ingestLog(database, clock);
    const file = (id: string, state: 'taken' | 'duplicate' | 'refused') => ({
      id,
      source: 'ats',
      name: `${id}.wav`,
      state,
      reason: state === 'refused' ? 'сломан' : null,
    });
    for (const one of [file('a', 'taken'), file('b', 'refused'), file('c', 'duplicate')]) await log.add(one);
    await log.add(file('a', 'refused'));
    const known = await log.known(['a', 'b', 'x', ...Array.from({ length: 12_000 }, (_, i) => `n${i}`)]);
    expect(known).toEqual(
      new Map([
        ['a', { state: 'taken', reason: null }],
        ['b', { state: 'refused', reason: 'сломан' }],
      ]),
    );
    await log.look({ name: 'ats', waiting: 3, cdr_calls: 7, problem: null, kept: 5 });
    await log.look({ name: 'ats', waiting: 2, cdr_calls: null, problem: 'папки нет' });
    expect(await log.sources()).toEqual([
      {
        name: 'ats',
        lookedAt: clock().toISOString(),
        waiting: 2,
        cdrCalls: null,
        problem: 'папки нет',
        // The last count stands until the next one.
        kept: 5,
        taken: 1,
        duplicates: 1,
        refused: 1,
      },
    ]);
    expect((await log.refusals(10)).map(({ name, reason }) => [name, reason])).toEqual([['b.wav', 'сломан']]);
  });
});
