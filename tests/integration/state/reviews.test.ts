/** Decisions on findings: history, current state, races and retries, on both engines of the state. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Decision, FindingAnchor } from '../../../analyzer/domain/review.ts';
import type { StateDatabase } from '../../../analyzer/storage/state/database.ts';
import { outbox } from '../../../analyzer/storage/state/outbox.ts';
import { DecisionConflict, type NewDecision, type Reviews, reviews } from '../../../analyzer/storage/state/reviews.ts';
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
const decision = (over: Partial<NewDecision> = {}): NewDecision => ({
  call: { id: randomUUID(), day: '2026-03-11', operatorId: 'op-1' },
  findingId: randomUUID(),
  anchor,
  seenVersion: 0,
  decision: { kind: 'confirm', text: '' },
  actor: 'irina',
  lexiconVersion: 'l1',
  ...over,
});

describe.each(stateEngines)('reviews on $name', (engine) => {
  let one: StateDatabase;
  let two: StateDatabase;
  let first: Reviews;
  let second: Reviews;
  let minute = 0;
  const clock = () => new Date(Date.UTC(2026, 2, 12, 8, minute++));

  beforeAll(async () => {
    [one, two] = (await openTestState(engine, 2)) as [StateDatabase, StateDatabase];
    first = reviews(one, clock);
    second = reviews(two, clock);
  });

  it('keep every decision and show the last', async () => {
    const start = decision();
    const steps: Decision[] = [
      { kind: 'confirm', text: '' },
      { kind: 'change_range', start: 10.2, end: 11, quote: 'ну вот', text: 'начинается раньше' },
      { kind: 'dismiss', reason: 'quoted', text: 'повторяет клиента' },
      { kind: 'reopen', text: '' },
    ];
    const verdicts: unknown[] = [];
    for (const [seenVersion, step] of steps.entries()) {
      const review = await first.decide({ ...start, seenVersion, decision: step });
      verdicts.push([review.version, review.verdict, review.range, review.reason]);
    }
    const range = { start: 10.2, end: 11, quote: 'ну вот' };
    expect(verdicts).toEqual([
      [1, 'confirmed', null, null],
      [2, 'confirmed', range, null],
      [3, 'dismissed', range, 'quoted'],
      [4, 'open', null, null],
    ]);
    const history = await first.history(start.call.id);
    expect(history.map((event) => [event.version, event.decision])).toEqual(steps.map((step, i) => [i + 1, step]));
    const [review] = await first.ofCall(start.call.id);
    expect(review).toMatchObject({ version: 4, anchor, callId: start.call.id, operatorId: 'op-1', origin: 'machine' });
    expect(await first.ofEntry('filler/ну', 1)).toHaveLength(1);
  });

  it('put a fact of every decision into the outbox, in milliseconds', async () => {
    const made = await first.decide(
      decision({ decision: { kind: 'change_range', start: 1.0004, end: 2, quote: 'вот', text: '' } }),
    );
    const rows = await outbox(one).due(1_000);
    const [fact] = rows.filter((row) => row.key === made.callId).map((row) => row.payload);
    expect(fact).toMatchObject({
      finding_id: made.id,
      sequence: 1,
      kind: 'change_range',
      verdict: 'confirmed',
      quote: 'вот',
      actor: 'irina',
      start_ms: 10_500,
      end_ms: 10_900,
      range_start_ms: 1_000,
      range_end_ms: 2_000,
      reason_code: '',
    });
  });

  it('take one of two decisions made at once and tell the other who was first', async () => {
    for (let round = 0; round < 30; round += 1) {
      const start = decision();
      const both = await Promise.allSettled([
        first.decide({ ...start, decision: { kind: 'dismiss', reason: 'misheard', text: '' } }),
        second.decide({ ...start, decision: { kind: 'confirm', text: '' } }),
      ]);
      const winner = both.find((outcome) => outcome.status === 'fulfilled')?.value;
      const loser = both.find((outcome) => outcome.status === 'rejected')?.reason;
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(loser).toBeInstanceOf(DecisionConflict);
      expect(loser).toMatchObject({ code: 'conflict', current: { verdict: winner?.verdict, version: 1 } });
      expect(await first.history(start.call.id)).toHaveLength(1);
    }
  });

  it('name the account that holds the newer decision', async () => {
    const account = { id: 'irina-1', login: 'irina', name: 'Ирина Ёлкина', role: 'supervisor' };
    const rest = { password_hash: '', disabled: 0, created_at: '2026-03-11T06:00:00.000Z' };
    await one
      .insertInto('users')
      .values({ ...account, ...rest } as never)
      .execute();
    for (const [actor, holder] of [
      ['irina-1', 'Ирина Ёлкина'],
      ['a deleted account', 'a deleted account'],
    ] as const) {
      const start = decision({ actor });
      await first.decide(start);
      await expect(second.decide({ ...start, actor: 'oleg' })).rejects.toMatchObject({
        holder,
        message: expect.stringContaining(holder),
      });
    }
  });

  it('take a request that is sent again for the same decision', async () => {
    const start = decision({ requestId: randomUUID() });
    const made = await first.decide(start);
    expect(await second.decide(start)).toEqual(made);
    expect(await first.history(start.call.id)).toHaveLength(1);
    await expect(second.decide({ ...start, requestId: randomUUID() })).rejects.toBeInstanceOf(DecisionConflict);
  });

  it('take a missed finding that a person adds, and refuse decisions about nothing', async () => {
    const own = { ...anchor, entry: '' };
    const added = await first.decide(decision({ anchor: own, decision: { kind: 'add', text: 'не замечено' } }));
    expect(added).toMatchObject({ origin: 'person', verdict: 'confirmed', version: 1 });
    await expect(first.decide(decision({ anchor: own }))).rejects.toMatchObject({ code: 'bad_input' });
    await expect(first.decide(decision({ decision: { kind: 'add', text: '' } }))).rejects.toMatchObject({
      code: 'bad_input',
    });
    await expect(first.decide(decision({ seenVersion: 3 }))).rejects.toMatchObject({ code: 'not_found' });
    const unsaid = decision({ decision: { kind: 'dismiss', reason: 'other', text: ' ' } });
    await expect(first.decide(unsaid)).rejects.toThrow(/напишите причину/);
  });
});
