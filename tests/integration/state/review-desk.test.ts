/** Claims, the review queue, drawings by lot and kept filters, on both engines of the state. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { auditSamples } from '../../../analyzer/storage/state/audit-samples.ts';
import { callEvents } from '../../../analyzer/storage/state/call-events.ts';
import { callLedger } from '../../../analyzer/storage/state/call-ledger.ts';
import { claimMs, claims } from '../../../analyzer/storage/state/claims.ts';
import type { StateDatabase } from '../../../analyzer/storage/state/database.ts';
import { type NewNotification, notifications } from '../../../analyzer/storage/state/notifications.ts';
import type { NewReviewItem } from '../../../analyzer/storage/state/review-items.ts';
import type { ReviewOrder } from '../../../analyzer/storage/state/review-order.ts';
import { reviewQueue } from '../../../analyzer/storage/state/review-queue.ts';
import { savedFilters } from '../../../analyzer/storage/state/saved-filters.ts';
import { settings } from '../../../analyzer/storage/state/settings.ts';
import { submissions } from '../../../analyzer/storage/state/submissions.ts';
import { openTestState, stateEngines } from '../../support/state-engines.ts';

const hour = 3_600_000;
const notice = (recipient: string, subject: string): NewNotification => ({
  recipient,
  kind: 'call_reviewed',
  subject,
  link: '/calls/1',
  values: {},
});

describe.each(stateEngines)('the review desk on $name', (engine) => {
  let one: StateDatabase;
  let two: StateDatabase;
  let now = Date.UTC(2026, 2, 12, 8);
  const clock = () => new Date(now);

  beforeAll(async () => {
    [one, two] = (await openTestState(engine, 2)) as [StateDatabase, StateDatabase];
  });

  it('gives a call to one of many who claim it', async () => {
    for (let round = 0; round < 20; round += 1) {
      const call = randomUUID();
      const racers = ['a', 'b', 'c', 'd'].map((who, i) => claims(i % 2 ? one : two, clock).take(call, who));
      const outcomes = await Promise.all(racers);
      const winners = outcomes.filter(({ taken }) => taken);
      expect(winners).toHaveLength(1);
      for (const { claim } of outcomes) expect(claim?.holder).toBe(winners[0]?.claim?.holder);
    }
  });

  it('keeps a claim while it is renewed and gives it on when it is over', async () => {
    const call = randomUUID();
    const desk = claims(one, clock);
    const begun = new Date(now).toISOString();
    await desk.take(call, 'a');
    now += claimMs - 1;
    expect((await desk.take(call, 'a')).claim).toMatchObject({ holder: 'a', claimedAt: begun });
    now += claimMs - 1;
    expect((await desk.take(call, 'b')).taken).toBe(false);
    await desk.release(call, 'b');
    expect((await desk.of([call])).get(call)?.holder).toBe('a');
    now += 1;
    expect(await desk.of([call])).toEqual(new Map());
    expect((await desk.take(call, 'b')).claim).toMatchObject({ holder: 'b', claimedAt: new Date(now).toISOString() });
    await desk.release(call, 'b');
    expect((await desk.take(call, 'a')).taken).toBe(true);
    now += claimMs;
    expect(await desk.sweep()).toBeGreaterThan(0);
  });

  const item = (operatorId: string, risk: number, over: Partial<NewReviewItem> = {}): NewReviewItem => ({
    kind: 'risk',
    callId: randomUUID(),
    day: '2026-03-11',
    operatorId,
    reasons: ['conflict'],
    risk,
    ...over,
  });

  it('orders by risk × waiting and turns pages without gaps while time goes on', async () => {
    const operator = randomUUID();
    const queue = reviewQueue(one, clock);
    // waits 10 h: 2 × 10 = 20; 5 h: 3 × 5 = 15; now: 9 × 1 = 9 and 1 × 1 = 1
    const [old, middle, heavy, light] = [item(operator, 2), item(operator, 3), item(operator, 9), item(operator, 1)];
    expect(await queue.add([old])).toBe(1);
    now += 5 * hour;
    await queue.add([middle]);
    now += 5 * hour;
    expect(await queue.add([heavy, light, old])).toBe(2);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await queue.page({ operators: [operator] }, 1, cursor);
      expect(page.total).toBe(4);
      seen.push(...page.items.map(({ callId }) => callId));
      cursor = page.nextCursor ?? undefined;
      // a day later the heavy one would lead: it must not be shown twice or lost
      now += 24 * hour;
    } while (cursor !== undefined);
    expect(seen).toEqual([old, middle, heavy, light].map(({ callId }) => callId));
    expect((await queue.page({ operators: [operator] }, 10)).items[0]?.callId).toBe(heavy.callId);
    const first = await queue.first({ operators: [operator] }, 2);
    const { items } = await queue.page({ operators: [operator] }, 2);
    expect(first).toEqual(items.map(({ callId, assignee }) => ({ callId, assignee })));
    expect(first).toHaveLength(2);
    expect((await queue.page({ operators: [] }, 10)).items).toEqual([]);
  });

  it('reads in each order, page by page, and begins anew with a cursor of another', async () => {
    const operator = randomUUID();
    const queue = reviewQueue(one, clock);
    const calls = [
      { risk: 5, receivedAt: '2026-03-11T10:00:00.000Z', seconds: 60 },
      { risk: 9, receivedAt: '2026-03-11T12:00:00.000Z', seconds: null },
      { risk: 1, receivedAt: '2026-03-11T11:00:00.000Z', seconds: 300 },
    ].map((call) => ({ ...call, id: randomUUID() }));
    for (const { id, risk, receivedAt, seconds } of calls) {
      const metadata = { operator: { id: operator }, ...(seconds === null ? {} : { duration: seconds }) };
      const call = { id, externalId: id, source: 'upload' as const, recording: null, recordingSha256: null, metadata };
      await callLedger(one, () => new Date(receivedAt)).receive({ ...call, transcript: null });
      await queue.add([item(operator, risk, { callId: id })]);
      now += hour;
    }
    const inOrder = async (order: ReviewOrder) => {
      const seen: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await queue.page({ operators: [operator] }, 1, cursor, order);
        seen.push(...page.items.map(({ callId }) => calls.findIndex(({ id }) => id === callId)));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return seen;
    };
    // Waits 3 h × 5 = 15, 2 h × 9 = 18, 1 h × 1 = 1.
    expect(await inOrder('priority')).toEqual([1, 0, 2]);
    expect(await inOrder('gravest')).toEqual([1, 0, 2]);
    expect(await inOrder('waiting')).toEqual([0, 1, 2]);
    expect(await inOrder('newest')).toEqual([1, 2, 0]);
    expect(await inOrder('oldest')).toEqual([0, 2, 1]);
    expect(await inOrder('longest')).toEqual([2, 0, 1]);
    expect(await inOrder('shortest')).toEqual([1, 0, 2]);
    const { nextCursor } = await queue.page({ operators: [operator] }, 1, undefined, 'longest');
    const other = await queue.page({ operators: [operator] }, 1, nextCursor ?? '', 'oldest');
    expect(other.items[0]?.callId).toBe(calls[0]?.id);
  });

  it('keeps risk and lot apart, assigns many at once and closes for good', async () => {
    const operator = randomUUID();
    const queue = reviewQueue(one, clock);
    const risky = item(operator, 1, { reasons: ['conflict', 'low_score'] });
    await queue.add([risky, item(operator, 1, { kind: 'audit', callId: risky.callId, reasons: [] })]);
    const [audit] = (await queue.page({ operators: [operator], kind: 'audit' }, 10)).items;
    const [risk] = (await queue.page({ operators: [operator], reason: 'low_score' }, 10)).items;
    const kindOf = new Map((await queue.ofCall(risky.callId)).map(({ id, kind }) => [id, kind]));
    expect([audit, risk].map((one) => kindOf.get(one?.id ?? ''))).toEqual(['audit', 'risk']);
    expect(await queue.assign([audit?.id ?? '', risk?.id ?? '', randomUUID()], 'irina')).toBe(2);
    expect((await queue.page({ operators: [operator], assignee: 'irina' }, 10)).total).toBe(2);
    expect((await queue.page({ operators: [operator], assignee: null }, 10)).total).toBe(0);
    const call = { id: risky.callId, day: risky.day };
    await submissions(one, clock).submit({ id: randomUUID(), call, actor: 'irina' });
    await submissions(one, clock).submit({ id: randomUUID(), call, actor: 'oleg' });
    expect(await queue.assign([audit?.id ?? ''], 'oleg')).toBe(0);
    for (const closed of await queue.ofCall(risky.callId)) {
      expect(closed).toMatchObject({ state: 'done', closedBy: 'irina', assignee: 'irina' });
    }
  });

  it('ends a review once a request, in one piece', async () => {
    const call = { id: randomUUID(), day: '2026-03-11' };
    const [holder, told] = [randomUUID(), randomUUID()];
    const queue = reviewQueue(one, clock);
    await queue.add([item(randomUUID(), 1, { callId: call.id })]);
    await claims(one, clock).take(call.id, holder);
    const submission = { id: randomUUID(), call, actor: holder, tell: [notice(told, call.id)] };
    const broken = { ...submission, tell: [...submission.tell, { ...notice(told, 'two'), link: 'outside' }] };
    await expect(submissions(one, clock).submit(broken)).rejects.toThrow();
    expect((await queue.ofCall(call.id))[0]?.state).toBe('open');
    const racers = [one, two, one, two].map((database) => submissions(database, clock).submit(submission));
    expect((await Promise.all(racers)).filter(Boolean)).toHaveLength(1);
    expect(await callEvents(one).ofCalls([call.id])).toMatchObject([{ id: submission.id, kind: 'submitted' }]);
    expect((await queue.ofCall(call.id))[0]).toMatchObject({ state: 'done', closedBy: holder });
    expect(await claims(one, clock).of([call.id])).toEqual(new Map());
    expect((await notifications(one).list(told, 10)).unread).toBe(1);
    // A repeated request takes nothing from those who came after it.
    await claims(one, clock).take(call.id, holder);
    expect(await submissions(two, clock).submit(submission)).toBe(false);
    expect((await claims(one, clock).of([call.id])).get(call.id)?.holder).toBe(holder);
    const foreign = { ...submission, call: { ...call, id: randomUUID() } };
    await expect(submissions(one, clock).submit(foreign)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('sets a value that nobody has set once: all who ask at once get the same', async () => {
    const racers = Array.from({ length: 8 }, (_, n) =>
      settings(n % 2 ? one : two, clock).readOrSet('test.seed', z.string(), `seed ${n}`),
    );
    const [seed = '', ...others] = new Set(await Promise.all(racers));
    expect(others).toEqual([]);
    expect(await settings(two, clock).readOrSet('test.seed', z.string(), 'late')).toBe(seed);
  });

  it('writes a drawing down once, with its calls', async () => {
    const samples = auditSamples(one, clock);
    const sample = {
      seed: 's1',
      operatorId: randomUUID(),
      from: '2026-03-01',
      to: '2026-03-08',
      population: 40,
      populationSha256: 'a'.repeat(64),
      size: 2,
      drawnBy: 'irina',
    };
    const items = [item(sample.operatorId, 1), item(sample.operatorId, 1)];
    const drawn = await samples.add(sample, items);
    // Another server draws a moment later, when one more call has come: what was written first stands.
    const late = { ...sample, population: 41, populationSha256: 'b'.repeat(64) };
    expect(await auditSamples(two, clock).add(late, [...items, item(sample.operatorId, 1)])).toEqual(drawn);
    expect(await samples.list(sample.operatorId)).toEqual([drawn]);
    const queue = reviewQueue(one, clock);
    const page = await queue.page({ operators: [sample.operatorId] }, 10);
    const written = (await Promise.all(page.items.map(({ callId }) => queue.ofCall(callId)))).flat();
    expect(written.map((one) => [one.kind, one.sampleId])).toEqual([
      ['audit', drawn.id],
      ['audit', drawn.id],
    ]);
  });

  it('keeps filters by person, page and name', async () => {
    const filters = savedFilters(one, clock);
    const first = await filters.save('irina', { page: 'queue', name: 'Мои', query: '?a=1' });
    const again = await filters.save('irina', { page: 'queue', name: 'Мои', query: '?a=2' });
    expect(again).toEqual({ ...first, query: '?a=2' });
    await filters.save('irina', { page: 'calls', name: 'Мои', query: '' });
    expect(await filters.list('irina', 'queue')).toEqual([again]);
    expect(await filters.remove('oleg', first.id)).toBe(false);
    expect(await filters.remove('irina', first.id)).toBe(true);
    expect(await filters.list('irina', 'queue')).toEqual([]);
  });
});
