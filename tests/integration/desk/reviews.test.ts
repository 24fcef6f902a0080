/** Deciding about a call: kept once, undone without loss, told apart when two are at it, counted in the total. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { openStateDatabase } from '../../../analyzer/storage/state/database.ts';
import type { Role } from '../../../api/access/permissions.ts';
import type { CallReview } from '../../../api/features/reviews/reviews.schemas.ts';
import { addJudgedCall } from '../../support/judged-call.ts';
import { testApp } from '../../support/test-app.ts';

const given = testApp();
let call: string;
let foreign: string;
/** A second supervisor. */
let other: string;

beforeAll(async () => {
  call = await addJudgedCall(given.analyzer, { operatorId: 'op-1' });
  foreign = await addJudgedCall(given.analyzer, { operatorId: 'op-2' });
  const grants = ['call.every_team'];
  const person = {
    login: 'oleg',
    name: 'Олег',
    role: 'supervisor',
    operatorId: null,
    grants,
    password: 'пароль олега 1',
  };
  await given.analyzer.accounts.create(person);
  const payload = { login: 'oleg', password: person.password };
  const answer = await given.app.inject({ method: 'POST', url: '/api/session', payload });
  other = `sid=${answer.cookies.find(({ name }) => name === 'sid')?.value}`;
});

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const ask = (cookie: string, method: Method, url: string, payload?: object) =>
  given.app.inject({ method, url, headers: { cookie }, ...(payload === undefined ? {} : { payload }) });
const as = (role: Role, method: Method, url: string, payload?: object) =>
  ask(given.cookies[role], method, url, payload);
const review = async (id = call): Promise<CallReview> =>
  (await as('supervisor', 'GET', `/api/calls/${id}/review`)).json();
const decide = (body: object, id = call) => as('supervisor', 'POST', `/api/calls/${id}/decisions`, body);
/** The diminutive «секундочку»: certain, costs 1 of 8 points. */
const first = (found: CallReview) => found.findings[0] ?? expect.fail('no finding');

describe('a decision', () => {
  it('confirms, and is counted once however often it is sent', async () => {
    const before = await review();
    expect(before.totals.current).toEqual(before.totals.automatic);
    expect(before.waiting).toBe(1);
    const body = { id: randomUUID(), findingId: first(before).id, seenVersion: 0, decision: { kind: 'confirm' } };
    expect((await decide(body)).statusCode).toBe(200);
    const again = await decide(body);
    expect(again.statusCode).toBe(200);
    expect(again.json().history).toHaveLength(1);
    expect(first(again.json()).review).toMatchObject({ verdict: 'confirmed', version: 1, by: { name: 'supervisor' } });
  });

  it('dismisses with a reason: the total follows, the machine’s answer stays beside it', async () => {
    const id = await addJudgedCall(given.analyzer, { operatorId: 'op-1' });
    const finding = first(await review(id));
    const send = (decision: object) =>
      decide({ id: randomUUID(), findingId: finding.id, seenVersion: 0, decision }, id);
    expect((await send({ kind: 'dismiss' })).statusCode).toBe(400);
    expect((await send({ kind: 'dismiss', reason: 'other', text: 'да' })).statusCode).toBe(400);
    const now: CallReview = (await send({ kind: 'dismiss', reason: 'misheard' })).json();
    // greeting 4 of 4, diminutive now 4 of 4
    expect(now.totals).toMatchObject({ automatic: { score: 87.5 }, current: { score: 100 } });
    expect(now.criteria[1]).toMatchObject({
      automatic: { outcome: 'failed', earned: 3 },
      current: { outcome: 'passed', earned: 4, from: 'decisions' },
    });
    expect(first(now).counts).toBe(false);
  });

  it('is undone to what was before; both stay in the history', async () => {
    const id = await addJudgedCall(given.analyzer, { operatorId: 'op-1' });
    const findingId = first(await review(id)).id;
    await decide({ id: randomUUID(), findingId, seenVersion: 0, decision: { kind: 'confirm' } }, id);
    const move = { kind: 'change_range', start: 9.1, end: 10, quote: 'ну секундочку' };
    const moved = randomUUID();
    await decide({ id: moved, findingId, seenVersion: 1, decision: move }, id);
    const undo = randomUUID();
    const undone = await as('supervisor', 'POST', `/api/calls/${id}/decisions/${moved}/undo`, { id: undo });
    expect(first(undone.json()).review).toMatchObject({
      verdict: 'confirmed',
      range: { start: 9.25, end: 9.8 },
      version: 3,
    });
    expect(undone.json().history).toHaveLength(3);
    const late = await as('supervisor', 'POST', `/api/calls/${id}/decisions/${moved}/undo`, { id: randomUUID() });
    expect(late.statusCode).toBe(409);
    const again = await as('supervisor', 'POST', `/api/calls/${id}/decisions/${moved}/undo`, { id: undo });
    expect(again.json().history).toHaveLength(3);
  });

  it('does not overwrite another’s: 409 with the name and the state', async () => {
    const id = await addJudgedCall(given.analyzer, { operatorId: 'op-1' });
    const findingId = first(await review(id)).id;
    const body = (decision: object) => ({ id: randomUUID(), findingId, seenVersion: 0, decision });
    const mine = await ask(other, 'POST', `/api/calls/${id}/decisions`, body({ kind: 'confirm' }));
    expect(mine.statusCode).toBe(200);
    const late = await decide(body({ kind: 'dismiss', reason: 'quoted' }), id);
    expect(late.statusCode).toBe(409);
    expect(late.json()).toMatchObject({ code: 'conflict', holder: 'Олег' });
    expect(late.json().message).toContain('Олег');
    expect(first(late.json().review).review?.verdict).toBe('confirmed');
  });

  it('adds what the machine missed, inside the operator’s words only', async () => {
    const id = await addJudgedCall(given.analyzer, { operatorId: 'op-1' });
    const send = (missed: object) =>
      decide({ id: randomUUID(), findingId: randomUUID(), seenVersion: 0, decision: { kind: 'add' }, missed }, id);
    const place = { rule: 'irritant', segment: 2, start: 9, end: 9.6, quote: 'ну секундочку' };
    expect((await send({ ...place, segment: 1, start: 4, end: 5 })).statusCode).toBe(400);
    expect((await send({ ...place, start: 20, end: 21 })).statusCode).toBe(400);
    const added: CallReview = (await send(place)).json();
    expect(added.findings.at(-1)).toMatchObject({
      origin: 'person',
      counts: true,
      rule: 'irritant',
      text: 'ну секундочку',
    });
    const event = added.history.at(-1)?.id;
    const undone = await as('supervisor', 'POST', `/api/calls/${id}/decisions/${event}/undo`, { id: randomUUID() });
    expect(undone.json().findings).toHaveLength(2);
  });

  it('reaches the audit log', async () => {
    const rows = await given.analyzer.audit.log.after(0, 1_000);
    const made = rows.filter(({ action }) => action === 'decision.made').map(({ details }) => details.kind);
    expect(made).toEqual(expect.arrayContaining(['confirm', 'dismiss', 'change_range', 'add']));
  });
});

describe('a criterion', () => {
  it('takes a person’s answer and keeps the automatic one; N/A leaves the denominator', async () => {
    const id = await addJudgedCall(given.analyzer, { operatorId: 'op-1' });
    const put = (body: object) => as('supervisor', 'PUT', `/api/calls/${id}/criteria/speech.diminutive`, body);
    const now: CallReview = (await put({ id: randomUUID(), seenVersion: 0, outcome: 'not_applicable' })).json();
    expect(now.criteria[1]).toMatchObject({
      automatic: { outcome: 'failed' },
      current: { outcome: 'not_applicable', from: 'person' },
      override: { outcome: 'not_applicable', by: { name: 'supervisor' } },
    });
    // greeting 4 of 4 alone
    expect(now.totals.current.score).toBe(100);
    expect((await put({ id: randomUUID(), seenVersion: 0, outcome: 'passed' })).statusCode).toBe(409);
    const back: CallReview = (await put({ id: randomUUID(), seenVersion: 1, outcome: null })).json();
    expect(back.totals.current.score).toBe(87.5);
    expect(back.criteria[1]?.override).toBeNull();
  });

  it('must be one of the call’s', async () => {
    const body = { id: randomUUID(), seenVersion: 0, outcome: 'passed' };
    expect((await as('supervisor', 'PUT', `/api/calls/${call}/criteria/made.up`, body)).statusCode).toBe(404);
  });
});

describe('a foreign call', () => {
  it('does not exist for an operator, who may decide nothing', async () => {
    expect((await as('operator', 'GET', `/api/calls/${foreign}/review`)).statusCode).toBe(404);
    expect((await as('operator', 'GET', `/api/calls/${call}/review`)).statusCode).toBe(200);
    const body = { id: randomUUID(), findingId: randomUUID(), seenVersion: 0, decision: { kind: 'confirm' } };
    expect((await as('operator', 'POST', `/api/calls/${call}/decisions`, body)).statusCode).toBe(403);
    expect((await as('operator', 'POST', `/api/calls/${foreign}/acknowledgement`)).statusCode).toBe(404);
  });
});

describe('a whole review', () => {
  it('is finished by the supervisor and read by the operator, who is told', async () => {
    const id = await addJudgedCall(given.analyzer, { operatorId: 'op-1' });
    const url = `/api/calls/${id}/submission`;
    const request = { id: randomUUID() };
    // The answer to the first one is lost: the same request again, and twice at once.
    await as('supervisor', 'POST', url, request);
    const [again] = await Promise.all([1, 2].map(() => as('supervisor', 'POST', url, request)));
    const done: CallReview = again?.json() ?? expect.fail('no answer');
    expect(done.submitted).toMatchObject({ by: { name: 'supervisor' } });
    const told = (await as('operator', 'GET', '/api/notifications')).json();
    expect(told.items[0]).toMatchObject({ kind: 'call_reviewed', read: false, link: `/calls/${id}?t=0` });
    const seen: CallReview = (await as('operator', 'POST', `/api/calls/${id}/acknowledgement`)).json();
    expect(seen.acknowledgedAt).not.toBeNull();
    expect(seen.history.map(({ subject }) => subject.kind)).toEqual(['submitted', 'acknowledged']);
  });

  it('turns the roles round: the call waits to be judged anew, with the sides changed', async () => {
    const id = await addJudgedCall(given.analyzer, { operatorId: 'op-1' });
    // What cannot be noted does not happen either.
    const database = await openStateDatabase(join(given.folder, 'state', 'kamerton.sqlite'));
    await sql`CREATE TRIGGER cut BEFORE INSERT ON call_events BEGIN SELECT RAISE(ABORT, 'cut'); END`.execute(database);
    expect((await as('supervisor', 'POST', `/api/calls/${id}/swap-channels`)).statusCode).toBeGreaterThanOrEqual(500);
    expect(await given.analyzer.ledger.find(id)).toMatchObject({ state: 'done', run: 1 });
    await sql`DROP TRIGGER cut`.execute(database);
    await database.destroy();
    expect((await as('supervisor', 'POST', `/api/calls/${id}/swap-channels`)).statusCode).toBe(202);
    expect((await given.analyzer.desk.callEvents.ofCalls([id])).map(({ kind }) => kind)).toEqual(['channels_swapped']);
    expect((await given.analyzer.ledger.find(id))?.state).toBe('waiting');
    const words = await given.analyzer.ledger.transcriptOf(id);
    expect(words?.map(({ speaker }) => speaker)).toEqual(['client', 'operator', 'client']);
    expect((await as('supervisor', 'POST', `/api/calls/${id}/swap-channels`)).statusCode).toBe(409);
  });
});

describe('comments at a second', () => {
  it('are seen by all readers, changed by their author, and never sent twice', async () => {
    const id = await addJudgedCall(given.analyzer, { operatorId: 'op-1' });
    const url = `/api/calls/${id}/comments`;
    const body = { id: randomUUID(), second: 151, text: '<b>здесь</b>\nи тут' };
    await as('supervisor', 'POST', url, body);
    const list = (await as('supervisor', 'POST', url, body)).json();
    expect(list.items).toMatchObject([{ second: 151, text: body.text, mine: true, editedAt: null }]);
    expect((await as('operator', 'GET', url)).json().items).toMatchObject([{ mine: false }]);
    expect((await ask(other, 'PATCH', `${url}/${body.id}`, { text: 'чужое' })).statusCode).toBe(404);
    expect((await as('supervisor', 'PATCH', `${url}/${body.id}`, { text: 'иначе' })).json().items[0].text).toBe(
      'иначе',
    );
    expect((await ask(other, 'DELETE', `${url}/${body.id}`)).statusCode).toBe(404);
    expect((await as('supervisor', 'DELETE', `${url}/${body.id}`)).json().items).toEqual([]);
  });
});
