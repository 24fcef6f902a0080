/** The queue, the audit sample, claims, assignment, filters and the live word of them. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { drawSample } from '../../../analyzer/desk/draw-sample.ts';
import type { Role } from '../../../api/access/permissions.ts';
import { addJudgedCall } from '../../support/judged-call.ts';
import { testApp } from '../../support/test-app.ts';
import { waitFor } from '../../support/wait-for.ts';

const given = testApp();
let grave: string;
let slight: string;
let other: string;
let otherId: string;
let port: number;

beforeAll(async () => {
  const conflict = { id: 'conflict.empathy', title: '', section: '5.6.5', weight: 4, earned: 0, findings: [] };
  slight = await addJudgedCall(given.analyzer, { operatorId: 'op-1' });
  grave = await addJudgedCall(given.analyzer, {
    operatorId: 'op-2',
    analysis: {
      score: 0,
      quality: 40,
      compliance: 0,
      fatal: ['speech.rude'],
      criteria: [{ ...conflict, outcome: 'failed', evidence: [], reason: '', fatal: false }],
    },
  });
  // Nothing in it calls for a person.
  await addJudgedCall(given.analyzer, { operatorId: 'op-1', analysis: { score: 100, findings: [] } });
  const grants = ['call.every_team'];
  const person = {
    login: 'oleg',
    name: 'Олег',
    role: 'supervisor',
    operatorId: null,
    grants,
    password: 'пароль олега 1',
  };
  otherId = (await given.analyzer.accounts.create(person))?.id ?? '';
  const payload = { login: 'oleg', password: person.password };
  const answer = await given.app.inject({ method: 'POST', url: '/api/session', payload });
  other = `sid=${answer.cookies.find(({ name }) => name === 'sid')?.value}`;
  await given.app.listen({ host: '127.0.0.1', port: 0 });
  port = (given.app.server.address() as AddressInfo).port;
});

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const ask = (cookie: string, method: Method, url: string, payload?: object) =>
  given.app.inject({ method, url, headers: { cookie }, ...(payload === undefined ? {} : { payload }) });
const as = (role: Role, method: Method, url: string, payload?: object) =>
  ask(given.cookies[role], method, url, payload);
const queue = async (query = '') => (await as('supervisor', 'GET', `/api/queue${query}`)).json();

describe('the queue of risk', () => {
  it('holds what calls for a person, the gravest first, with reasons', async () => {
    const { items, total } = await queue();
    expect(items.map(({ callId }: { callId: string }) => callId)).toEqual([grave, slight]);
    expect(total).toBe(2);
    expect(items[0]).toMatchObject({ operatorName: 'op-2', score: 0, risk: 100, claim: null, assignee: null });
    expect(items[0].reasons).toContainEqual({ code: 'fatal', count: 1 });
    // 100 points for an hour at least: 100 ÷ 24
    expect(items[0].priority).toBeCloseTo(4.17, 2);
    expect(items[1].reasons).toEqual([
      { code: 'findings', count: 1 },
      { code: 'unsure', count: 1 },
    ]);
  });

  it('is filtered and turned page by page', async () => {
    expect((await queue('?operator=op-1')).items).toHaveLength(1);
    expect((await queue('?reason=fatal')).items).toHaveLength(1);
    expect((await as('supervisor', 'GET', '/api/queue?made=up')).statusCode).toBe(400);
    const page = await queue('?limit=1');
    const rest = await queue(`?limit=1&cursor=${page.nextCursor}`);
    expect([page.items[0].callId, rest.items[0].callId]).toEqual([grave, slight]);
    expect(rest.nextCursor).toBeNull();
    const oldest = await queue('?order=oldest');
    expect(oldest.items.map(({ callId }: { callId: string }) => callId)).toEqual([slight, grave]);
    const next = (await as('supervisor', 'GET', '/api/queue/next?order=oldest')).json();
    expect(next.callId).toBe(slight);
    expect((await as('supervisor', 'GET', '/api/queue?order=by-moon')).statusCode).toBe(400);
  });

  it('is not for operators', async () => {
    expect((await as('operator', 'GET', '/api/queue')).statusCode).toBe(403);
  });

  it('gives the next free call, and loses what is finished', async () => {
    const next = async (query: string) => (await as('supervisor', 'GET', `/api/queue/next${query}`)).json().callId;
    expect(await next('')).toBe(grave);
    expect(await next(`?after=${grave}`)).toBe(slight);
    const extra = await addJudgedCall(given.analyzer, { operatorId: 'op-1' });
    expect((await queue()).total).toBe(3);
    await as('supervisor', 'POST', `/api/calls/${extra}/submission`, { id: randomUUID() });
    expect((await queue()).total).toBe(2);
    expect((await queue('?state=submitted')).items).toMatchObject([
      { callId: extra, submitted: { by: { name: 'supervisor' } } },
    ]);
  });
});

describe('claims', () => {
  it('keep two reviewers from one call, and are told at once', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/live`, {
      headers: { cookie: other, origin: `http://127.0.0.1:${port}` },
    });
    const heard: Record<string, unknown>[] = [];
    socket.on('message', (data) => heard.push(JSON.parse(String(data))));
    await once(socket, 'open');
    await waitFor(() => heard.length > 0);
    expect(heard[0]).toMatchObject({ type: 'hello' });

    expect((await as('supervisor', 'POST', `/api/calls/${grave}/claim`)).json().claim).toMatchObject({ mine: true });
    await waitFor(() => heard.some(({ type }) => type === 'claim.changed'));
    expect(heard.find(({ type }) => type === 'claim.changed')).toMatchObject({
      callId: grave,
      claim: { by: { name: 'supervisor' } },
      seq: expect.any(Number),
    });
    const late = await ask(other, 'POST', `/api/calls/${grave}/claim`);
    expect(late.statusCode).toBe(409);
    expect(late.json().message).toContain('supervisor');
    expect((await ask(other, 'GET', '/api/queue/next')).json().callId).toBe(slight);

    // Back after a while: what changed since the first message, and «everything» after another start of the server.
    socket.send(JSON.stringify({ type: 'resync', epoch: heard[0]?.epoch, seq: heard[0]?.seq }));
    socket.send(JSON.stringify({ type: 'resync', epoch: 'another', seq: 0 }));
    socket.send('{"type":"subscribe","callId":"x"}');
    const answered = (wanted: string) => heard.filter(({ type }) => type === wanted);
    await waitFor(() => answered('error').length > 0 && answered('resynced').length === 2);
    const answers = answered('resynced');
    expect(answers[0]?.callIds).toContain(grave);
    expect(answers[1]).toMatchObject({ callIds: null });
    socket.terminate();

    await as('supervisor', 'DELETE', `/api/calls/${grave}/claim`);
    expect((await ask(other, 'POST', `/api/calls/${grave}/claim`)).statusCode).toBe(200);
    await ask(other, 'DELETE', `/api/calls/${grave}/claim`);
  });

  it('say nothing to an operator about others’ calls', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/live`, {
      headers: { cookie: given.cookies.operator, origin: `http://127.0.0.1:${port}` },
    });
    const heard: Record<string, unknown>[] = [];
    socket.on('message', (data) => heard.push(JSON.parse(String(data))));
    await once(socket, 'open');
    await waitFor(() => heard.length > 0);
    await as('supervisor', 'POST', `/api/calls/${grave}/comments`, { id: randomUUID(), second: 1, text: 'чужое' });
    await as('supervisor', 'POST', `/api/calls/${slight}/claim`);
    await as('supervisor', 'POST', `/api/calls/${slight}/comments`, { id: randomUUID(), second: 1, text: 'своё' });
    await waitFor(() => heard.some(({ type }) => type === 'review.changed'));
    expect(heard.slice(1).map(({ type, callId }) => [type, callId])).toEqual([['review.changed', slight]]);
    socket.terminate();
    await as('supervisor', 'DELETE', `/api/calls/${slight}/claim`);
  });
});

describe('assignment', () => {
  it('is one request for many calls; what cannot be assigned is named', async () => {
    const unknown = randomUUID();
    const body = { callIds: [grave, slight, unknown], assignee: otherId };
    const answer = (await as('supervisor', 'POST', '/api/queue/assignments', body)).json();
    expect(answer).toMatchObject({ assigned: 2, failed: [{ id: unknown, code: 'not_found' }] });
    expect((await ask(other, 'GET', '/api/queue?assignee=mine')).json().total).toBe(2);
    expect((await queue('?assignee=nobody')).total).toBe(0);
    const told = (await ask(other, 'GET', '/api/notifications')).json();
    expect(told).toMatchObject({
      unread: 1,
      items: [{ kind: 'calls_assigned', values: { count: 2, by: 'supervisor' } }],
    });
    expect((await ask(other, 'POST', '/api/notifications/read', {})).json()).toEqual({ unread: 0 });
    const stranger = { callIds: [grave], assignee: randomUUID() };
    expect((await as('supervisor', 'POST', '/api/queue/assignments', stranger)).statusCode).toBe(400);
    await as('supervisor', 'POST', '/api/queue/assignments', { callIds: [grave, slight], assignee: null });
  });
});

describe('the audit sample', () => {
  it('draws as many of each operator as set, once, and can be drawn again', async () => {
    const settings = { samplePerOperator: 2, disputeDays: 10 };
    expect((await as('supervisor', 'PUT', '/api/desk-settings', settings)).statusCode).toBe(403);
    expect((await as('administrator', 'PUT', '/api/desk-settings', settings)).json()).toEqual(settings);
    const ids: string[] = [];
    for (const hour of [9, 10, 11, 12]) {
      const startedAt = `2026-02-0${hour % 2 === 0 ? 3 : 4}T${hour}:00:00+03:00`.replace('T9', 'T09');
      ids.push(await addJudgedCall(given.analyzer, { operatorId: 'op-3', startedAt }));
    }
    // Sunday of that week in UTC, Monday of the next one in Moscow.
    await addJudgedCall(given.analyzer, { operatorId: 'op-3', startedAt: '2026-02-08T21:30:00Z' });
    const read = async () => (await as('supervisor', 'GET', '/api/queue/sample?week=2026-W06')).json();
    const sample = await read();
    expect(sample).toMatchObject({ week: '2026-W06', provisional: false, perOperator: 2 });
    expect(sample.operators).toHaveLength(1);
    const byHand = drawSample(sample.seed, ids, 2);
    expect(sample.operators[0]).toMatchObject({ population: 4, populationHash: byHand.populationHash });
    const drawn = (one: typeof sample) => one.operators[0].calls.map(({ callId }: { callId: string }) => callId).sort();
    expect(drawn(sample)).toEqual([...byHand.callIds].sort());
    // A call that comes in late, and another size, change nothing any more.
    await addJudgedCall(given.analyzer, { operatorId: 'op-3', startedAt: '2026-02-03T15:00:00+03:00' });
    await as('administrator', 'PUT', '/api/desk-settings', { ...settings, samplePerOperator: 3 });
    expect(drawn(await read())).toEqual(drawn(sample));
    expect((await as('supervisor', 'GET', '/api/queue/sample?week=2025-W53')).statusCode).toBe(400);
  });
});

describe('saved filters', () => {
  it('are kept, renamed, shared and deleted by their owner', async () => {
    const filter = { name: 'Грубые', query: 'reason=fatal', page: 'queue' };
    const kept = (await as('supervisor', 'POST', '/api/saved-filters', filter)).json();
    expect(kept).toMatchObject({ ...filter, shared: false, mine: true });
    const url = `/api/saved-filters/${kept.id}`;
    const seenByOther = async () => (await ask(other, 'GET', '/api/saved-filters?page=queue')).json().items;
    expect(await seenByOther()).toEqual([]);
    expect((await as('supervisor', 'PATCH', url, { name: 'Грубость', shared: true })).json().name).toBe('Грубость');
    expect(await seenByOther()).toMatchObject([{ name: 'Грубость', mine: false, owner: { name: 'supervisor' } }]);
    expect((await ask(other, 'DELETE', url)).statusCode).toBe(404);
    expect((await as('supervisor', 'DELETE', url)).statusCode).toBe(204);
    expect(await seenByOther()).toEqual([]);
  });
});

afterAll(() => given.app?.server.closeAllConnections());
