/** Disputes, coaching, notices, acknowledgements and comments, on both engines of the state. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FindingAnchor } from '../../../analyzer/domain/review.ts';
import { acknowledgements } from '../../../analyzer/storage/state/acknowledgements.ts';
import { coaching } from '../../../analyzer/storage/state/coaching.ts';
import { comments } from '../../../analyzer/storage/state/comments.ts';
import type { StateDatabase } from '../../../analyzer/storage/state/database.ts';
import { disputes, type NewDispute } from '../../../analyzer/storage/state/disputes.ts';
import { exceptionProposals } from '../../../analyzer/storage/state/exception-proposals.ts';
import { type NewNotification, notifications } from '../../../analyzer/storage/state/notifications.ts';
import { outbox } from '../../../analyzer/storage/state/outbox.ts';
import { reviews } from '../../../analyzer/storage/state/reviews.ts';
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
const dispute = (over: Partial<NewDispute> = {}): NewDispute => ({
  findingId: randomUUID(),
  callId: randomUUID(),
  day: '2026-03-11',
  operatorId: 'op-1',
  anchor,
  openedBy: 'marina',
  text: 'Это ответ на вопрос',
  until: '2026-03-20T00:00:00.000Z',
  ...over,
});
const news = (recipient: string, subject: string): NewNotification => ({
  recipient,
  kind: 'dispute_opened',
  subject,
  link: '/calls/1',
  values: { operator: 'Марина' },
});

describe.each(stateEngines)('answers on $name', (engine) => {
  let one: StateDatabase;
  let two: StateDatabase;
  let now = Date.UTC(2026, 2, 12, 8);
  const clock = () => {
    now += 1_000;
    return new Date(now);
  };
  const factsOf = async (key: string) =>
    (await outbox(one).due(1_000)).filter((row) => row.key === key).map((row) => [row.topic, row.payload]);

  beforeAll(async () => {
    [one, two] = (await openTestState(engine, 2)) as [StateDatabase, StateDatabase];
  });

  it('open one dispute a finding, within its time, and tell it', async () => {
    const recipient = randomUUID();
    const input = dispute({ tell: [news(recipient, 'd')] });
    const opened = await disputes(one, clock).open(input);
    expect(opened).toMatchObject({ state: 'open', text: input.text, resolvedBy: null });
    await expect(disputes(two, clock).open({ ...input, text: 'и ещё' })).rejects.toMatchObject({ code: 'conflict' });
    const late = dispute({ until: new Date(now).toISOString() });
    await expect(disputes(one, clock).open(late)).rejects.toThrow(/прошло/);
    expect(await disputes(one).ofCall(late.callId)).toEqual([]);
    expect(await notifications(one).list(recipient, 10)).toMatchObject({ unread: 1, items: [{ link: '/calls/1' }] });
  });

  it('accept a dispute together with the dismissal of its finding', async () => {
    const input = dispute();
    const call = { id: input.callId, day: input.day, operatorId: input.operatorId };
    const decision = { kind: 'confirm', text: '' } as const;
    await reviews(one, clock).decide({
      call,
      findingId: input.findingId,
      anchor,
      seenVersion: 0,
      decision,
      actor: 'irina',
      lexiconVersion: 'l1',
    });
    const { id } = await disputes(one, clock).open(input);
    const resolution = {
      id,
      requestId: randomUUID(),
      actor: 'oleg',
      reason: 'верно',
      seenVersion: 1,
      lexiconVersion: 'l2',
      exception: {
        disputeId: id,
        callId: input.callId,
        rule: 'filler',
        entry: 'e',
        quote: 'ну',
        text: '',
        actor: 'oleg',
      },
    };
    const unseen = { ...resolution, verdict: 'accepted', seenVersion: 0 } as const;
    await expect(disputes(one, clock).resolve(unseen)).rejects.toMatchObject({ code: 'conflict' });
    expect(await disputes(one).find(id)).toMatchObject({ state: 'open' });
    const answers = await Promise.allSettled([
      disputes(one, clock).resolve({ ...resolution, verdict: 'accepted' }),
      disputes(two, clock).resolve({ ...resolution, verdict: 'accepted', requestId: randomUUID() }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [review] = await reviews(one).ofCall(input.callId);
    expect(review).toMatchObject({ verdict: 'dismissed', reason: 'dispute_accepted', version: 2, text: 'верно' });
    expect(
      (await factsOf(input.callId)).map(([topic, fact]) => [topic, (fact as { sequence: number }).sequence]),
    ).toEqual([
      ['decisions', 1],
      ['disputes', 1],
      ['decisions', 2],
      ['disputes', 2],
    ]);
    expect((await exceptionProposals(one).list()).filter(({ disputeId }) => disputeId === id)).toHaveLength(1);
    await expect(disputes(one).resolve({ ...resolution, verdict: 'rejected' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('decide a dispute once a request, sent again or twice at once', async () => {
    const input = dispute();
    const opened = await Promise.all([one, two].map((database) => disputes(database, clock).open(input)));
    const [id = ''] = new Set(opened.map((found) => found.id));
    const request = {
      id,
      requestId: randomUUID(),
      verdict: 'accepted',
      actor: 'oleg',
      reason: 'верно',
      seenVersion: 0,
      lexiconVersion: 'l1',
    } as const;
    // One may look at the dispute before, and at its finding after another has decided.
    const racers = [one, two, one, two, one, two].map((database) => disputes(database, clock).resolve(request));
    const resolved = new Set((await Promise.all(racers)).map(({ resolvedAt }) => resolvedAt));
    expect(resolved.size).toBe(1);
    expect([(await disputes(two, clock).resolve(request)).resolvedAt]).toEqual([...resolved]);
    expect(await reviews(one).history(input.callId)).toHaveLength(1);
    await expect(disputes(two).resolve({ ...request, actor: 'pavel' })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('reject a dispute without touching the finding, and list what is open by scope', async () => {
    const [input, other] = [dispute({ operatorId: randomUUID() }), dispute({ operatorId: randomUUID() })];
    const { id } = await disputes(one, clock).open(input);
    await disputes(one, clock).open(other);
    const scope = { state: 'open', operators: [input.operatorId] } as const;
    expect((await disputes(one).list(scope, 10)).map((found) => found.id)).toEqual([id]);
    const request = { requestId: randomUUID(), verdict: 'rejected', seenVersion: 0, lexiconVersion: 'l1' } as const;
    await disputes(one, clock).resolve({ ...request, id, actor: 'oleg', reason: 'нет' });
    expect(await disputes(one).list(scope, 10)).toEqual([]);
    expect(await reviews(one).ofCall(input.callId)).toEqual([]);
    expect(await disputes(one).find(id)).toMatchObject({ state: 'rejected', resolvedBy: 'oleg', resolution: 'нет' });
    await expect(disputes(one).resolve({ ...request, id: randomUUID(), actor: 'x', reason: '' })).rejects.toMatchObject(
      { code: 'not_found' },
    );
  });

  it('keep a coaching note with its clips until the operator has read it, once', async () => {
    const operatorId = randomUUID();
    const clip = {
      callId: randomUUID(),
      day: '2026-03-11',
      findingId: randomUUID(),
      rule: 'filler',
      entry: 'filler/ну',
      start: 1.5,
      end: 2,
    };
    const person = randomUUID();
    const note = await coaching(one, clock).write(
      { operatorId, author: 'irina', text: 'Паузы вместо «ну»', clips: [clip] },
      (id) => [{ ...news(person, id), kind: 'coaching_written', link: `/coaching/${id}` }],
    );
    expect((await notifications(one).list(person, 10)).items[0]?.link).toBe(`/coaching/${note.id}`);
    await expect(coaching(one).acknowledge(note.id, 'op-2', 'x')).rejects.toMatchObject({ code: 'not_found' });
    const read = await coaching(one, clock).acknowledge(note.id, operatorId, 'marina');
    expect(await coaching(two, clock).acknowledge(note.id, operatorId, 'marina')).toEqual(read);
    expect(await coaching(one).list([operatorId], 10)).toEqual([read]);
    expect(await coaching(one).list([], 10)).toEqual([]);
    expect((await factsOf(note.id)).map(([, fact]) => (fact as { kind: string }).kind)).toEqual([
      'written',
      'acknowledged',
    ]);
  });

  it('tell a thing once and mark only one’s own as read', async () => {
    const [mine, theirs] = [randomUUID(), randomUUID()];
    const desk = notifications(one, clock);
    await desk.tell(news(mine, 'a'), news(mine, 'a'), news(theirs, 'a'));
    await desk.tell(news(mine, 'b'));
    const { items, unread } = await desk.list(mine, 10);
    expect([items.length, unread]).toEqual([2, 2]);
    await desk.markRead(
      theirs,
      items.map(({ id }) => id),
    );
    expect((await desk.list(mine, 10)).unread).toBe(2);
    await desk.markRead(mine, [items[0]?.id ?? '']);
    expect((await desk.list(mine, 1)).unread).toBe(1);
    await desk.markRead(mine);
    expect((await desk.list(mine, 10)).unread).toBe(0);
    await expect(desk.tell({ ...news(mine, 'c'), link: 'https://example.org' })).rejects.toThrow();
    await expect(desk.tell({ ...news(mine, 'c'), link: '//example.org' })).rejects.toThrow();
  });

  it('count the first acknowledgement of a judgement', async () => {
    const call = randomUUID();
    const at = await acknowledgements(one, clock).acknowledge(call, 'run-1', 'marina');
    expect(await acknowledgements(one, clock).acknowledge(call, 'run-1', 'marina')).toBe(at);
    await acknowledgements(one, clock).acknowledge(call, 'run-2', 'marina');
    expect((await acknowledgements(one).ofCall(call)).map(({ analysisId }) => analysisId)).toEqual(['run-1', 'run-2']);
  });

  it('show comments in the order of the call until their author takes them back', async () => {
    const call = randomUUID();
    const desk = comments(one, clock);
    const later = await desk.add(call, { second: 61.25, author: 'irina', text: 'здесь' });
    const first = await desk.add(call, { second: 3, author: 'oleg', text: 'начало' });
    expect(await desk.ofCall(call)).toEqual([first, later]);
    expect(await desk.remove(call, later.id, 'oleg')).toBe(false);
    expect(await desk.remove(call, later.id, 'irina')).toBe(true);
    expect(await desk.ofCall(call)).toEqual([first]);
  });
});
