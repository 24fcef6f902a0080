/** Who reaches what: every route × actor × method, foreign calls, links, sockets (A18–A31 of shared/notes/security.md). */
import { randomUUID } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import { beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { attachment } from '../../../api/access/attachment.ts';
import { type Actor, actors, type Role } from '../../../api/access/permissions.ts';
import { outcomeOf, printRoutes, type RouteEntry } from '../../../api/access/route-table.ts';
import { signedInAs } from '../../support/sign-in.ts';
import { testApp } from '../../support/test-app.ts';
import { foreignWords, twoCalls } from '../../support/two-calls.ts';

const given = testApp();
const calls = twoCalls(given);
const strong = 'семь зелёных черепах у озера';
/** Cookies of people with grants or teams. */
const cookies: Record<string, string> = {};
let machineKey = '';

beforeAll(async () => {
  const people: [string, Role, string[]][] = [
    ['teamlead', 'supervisor', []],
    ['downloader', 'supervisor', ['call.every_team', 'call.download']],
    ['listener', 'trainer', ['call.listen']],
    ['reader', 'manager', ['call.read']],
  ];
  for (const [login, role, grants] of people) {
    const team = login === 'teamlead' ? await given.analyzer.teams.create('Первая', ['op-1']) : null;
    await given.analyzer.accounts.create({
      login,
      name: login,
      role,
      operatorId: null,
      password: strong,
      grants,
      teamIds: team === null ? [] : [team],
    });
    cookies[login] = await signedInAs(given.app, login, strong);
  }
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const key = await given.analyzer.apiKeys.create({ name: 'АТС', scopes: ['call.upload'], expiresAt, createdBy: 'x' });
  machineKey = key.secret;
});

const as = (cookie: string, url: string, more: Partial<InjectOptions> = {}) =>
  given.app.inject({ url, ...more, headers: { ...more.headers, cookie } } as InjectOptions);
const operator = (url: string, more?: Partial<InjectOptions>) => as(given.cookies.operator, url, more);
const headersOf = (actor: Actor): Record<string, string> =>
  actor === 'machine' ? { authorization: `Bearer ${machineKey}` } : { cookie: given.cookies[actor] };
const filled = (route: RouteEntry, id: string) =>
  route.url
    .replace(':id', id)
    .replace(/:[a-zA-Z]+/g, randomUUID())
    .replace('*', 'x');

describe('the table of rights', () => {
  it('A23 is what every route answers to every actor, by its own method', async () => {
    // Routes that would end the sessions the other requests need.
    const ends = (route: RouteEntry) => route.url === '/api/session' && route.method === 'DELETE';
    // The socket asks for the Origin first: A64.
    const isSocket = (route: RouteEntry) => route.url === '/api/live';
    for (const route of given.app.routeTable.filter((one) => !ends(one) && !isSocket(one))) {
      const request = { method: route.method as 'GET', url: filled(route, randomUUID()) };
      const anonymous = await given.app.inject(request);
      expect(anonymous.statusCode === 401, `nobody ${route.method} ${route.url}`).toBe(
        outcomeOf(route, 'anonymous') === 'sign in',
      );
      for (const actor of actors) {
        if (actor === 'machine' && route.access === 'call.upload') continue;
        const { statusCode } = await given.app.inject({ ...request, headers: headersOf(actor) });
        const expected = outcomeOf(route, actor);
        expect(
          [statusCode === 403, statusCode === 401],
          `${actor} ${route.method} ${route.url}: ${statusCode}`,
        ).toEqual([expected === 'forbidden', false]);
      }
    }
    expect(given.app.routeTable.length).toBeGreaterThan(20);
    expect(printRoutes(given.app.routeTable)).toMatch(/GET \/api\/calls\/:id\/audio +call\.listen +401 +да +да +403/);
  });

  it('A24 lets nobody give rights to himself or out of his place', async () => {
    const id = (await given.analyzer.accounts.list()).find((one) => one.login === 'supervisor')?.id ?? '';
    for (const role of ['operator', 'supervisor', 'trainer', 'manager'] as const) {
      const payload = { role: 'administrator' };
      const answer = await as(given.cookies[role], `/api/accounts/${id}`, { method: 'PATCH', payload });
      expect(answer.statusCode, role).toBe(403);
    }
    const me = (await as(given.cookies.administrator, '/api/session')).json().user.id;
    const own = await as(given.cookies.administrator, `/api/accounts/${me}`, {
      method: 'PATCH',
      payload: { grants: [] },
    });
    expect(own.statusCode).toBe(409);
    const strange = await as(given.cookies.administrator, `/api/accounts/${id}`, {
      method: 'PATCH',
      payload: { grants: ['account.manage'] },
    });
    expect(strange.statusCode).toBe(400);
    expect((await given.analyzer.accounts.find(id))?.role).toBe('supervisor');
  });

  it('A31 holds for HEAD, OPTIONS and TRACE as well', async () => {
    for (const route of given.app.routeTable.filter((one) => one.method === 'GET' && one.access !== 'public')) {
      const url = filled(route, calls.foreign);
      expect((await given.app.inject({ method: 'HEAD', url })).statusCode, `HEAD ${url}`).toBe(401);
      for (const method of ['OPTIONS', 'TRACE'] as const) {
        const answer = await operator(url, { method: method as 'OPTIONS' });
        expect(answer.statusCode, `${method} ${url}`).toBe(404);
      }
    }
    const head = await operator(`/api/calls/${calls.foreign}`, { method: 'HEAD' });
    const missing = await operator(`/api/calls/${randomUUID()}`, { method: 'HEAD' });
    expect([head.statusCode, head.headers['content-length']]).toEqual([404, missing.headers['content-length']]);
  });

  it('gives grants to one person and not to the role', async () => {
    expect((await as(cookies.reader ?? '', `/api/calls/${calls.own}`)).statusCode).toBe(200);
    expect((await as(given.cookies.manager, `/api/calls/${calls.own}`)).statusCode).toBe(403);
    expect((await as(cookies.listener ?? '', `/api/calls/${calls.own}/audio`)).statusCode).toBe(200);
    expect((await as(given.cookies.trainer, `/api/calls/${calls.own}/audio`)).statusCode).toBe(403);
  });
});

describe('a foreign call', () => {
  it('A18 is not there for an operator: neither call, sound, wave nor any other part', async () => {
    const parts = given.app.routeTable.filter(
      (route) => route.url.startsWith('/api/calls/:id') && outcomeOf(route, 'operator') === 'granted',
    );
    expect(parts.length).toBeGreaterThanOrEqual(3);
    for (const route of parts.filter((one) => one.method === 'GET' || one.method === 'HEAD')) {
      const method = route.method as 'GET';
      const strange = await operator(filled(route, calls.foreign), { method });
      const missing = await operator(filled(route, randomUUID()), { method });
      expect(strange.statusCode, route.url).toBe(404);
      expect(strange.body).toBe(missing.body);
      const shape = ({ headers }: typeof strange) =>
        Object.keys(headers).filter((name) => !name.startsWith('x-ratelimit'));
      expect(shape(strange)).toEqual(shape(missing));
    }
    expect((await operator(`/api/calls/${calls.own}`)).statusCode).toBe(200);
    expect((await operator(`/api/calls/${calls.own}/audio`)).statusCode).toBe(200);
  });

  it('A18 is not there for a supervisor of another team either', async () => {
    const lead = cookies.teamlead ?? '';
    expect((await as(lead, '/api/calls')).json()).toMatchObject({ total: 1, items: [{ id: calls.own }] });
    expect((await as(lead, '/api/operators')).json().items).toEqual([{ id: 'op-1', name: 'Светлана' }]);
    for (const part of ['', '/audio', '/peaks']) {
      expect((await as(lead, `/api/calls/${calls.foreign}${part}`)).statusCode).toBe(404);
      expect((await as(lead, `/api/calls/${calls.own}${part}`)).statusCode).toBe(200);
    }
    expect((await as(lead, `/api/calls/${calls.foreign}/retry`, { method: 'POST' })).statusCode).toBe(404);
  });

  it('A19 A20 is in no list, count or page, whatever the filter', async () => {
    const urls = ['?operator=op-2', '?state=done', '?limit=200', '', '?operator=op-1'];
    const lists = await Promise.all(urls.map((query) => operator(`/api/calls${query}`)));
    expect(lists.map((list) => list.json().total)).toEqual([0, 1, 1, 1, 1]);
    for (const list of lists) expect(list.body).not.toContain(calls.foreign);
    for (const query of [
      '?operator[]=op-1&operator[]=op-2',
      '?operator=op-1&operator=op-2',
      '?operatorId=op-2',
      '?sort=operator',
      '?group=operator',
    ]) {
      expect((await operator(`/api/calls${query}`)).statusCode, query).toBe(400);
    }
    const beyond = Buffer.from(`2000-01-01T00:00:00.000Z ${randomUUID()}`).toString('base64url');
    expect((await operator(`/api/calls?cursor=${beyond}`)).json()).toMatchObject({
      items: [],
      nextCursor: null,
      total: 1,
    });
  });

  it('A18 A21 A30 leaves no word, name, number or id in anything an operator can reach', async () => {
    const reachable = given.app.routeTable.filter(
      (route) => route.method === 'GET' && ['open', 'granted'].includes(outcomeOf(route, 'operator')),
    );
    const secrets = [...Object.values(foreignWords), calls.foreign];
    for (const route of reachable) {
      for (const id of [calls.own, randomUUID()]) {
        for (const query of ['', '?limit=200', `?operator=${encodeURIComponent('op-2')}`]) {
          const { body } = await operator(`${filled(route, id)}${query}`);
          for (const secret of secrets) expect(body.includes(secret), `${route.url}${query}: ${secret}`).toBe(false);
        }
      }
    }
    // The words are there: somebody who may see them does.
    const seen = await as(given.cookies.supervisor, `/api/calls/${calls.foreign}`);
    expect(seen.body).toContain(foreignWords.phrase);
    expect(seen.body).toContain(foreignWords.operator);
  });

  it('A22 cannot be made one’s own: calls are not written by their readers', async () => {
    for (const method of ['PATCH', 'PUT', 'DELETE'] as const) {
      const payload = { operatorId: 'op-1', score: 100, reviewedBy: 'x' };
      const answer = await operator(`/api/calls/${calls.own}`, { method, payload });
      expect([403, 404]).toContain(answer.statusCode);
    }
    expect((await given.analyzer.ledger.find(calls.foreign))?.metadata.operator?.id).toBe('op-2');
  });

  it('A25 is not found by an id of another kind', async () => {
    const ids = [
      '1',
      '..%2f..%2fetc',
      '%2e%2e',
      '%00',
      'x'.repeat(5_000),
      '00000000-0000-1000-8000-000000000000',
      `${calls.own}x`,
      calls.own.toUpperCase(),
    ];
    for (const id of ids) {
      const answer = await operator(`/api/calls/${id}`);
      expect([400, 404, 414], id.slice(0, 40)).toContain(answer.statusCode);
    }
  });
});

describe('a link to a recording', () => {
  const link = async (cookie = cookies.downloader ?? '') =>
    new URL((await as(cookie, `/api/calls/${calls.own}/download`, { method: 'POST' })).json().url, 'http://x');
  const follow = (url: URL, cookie = cookies.downloader ?? '') => as(cookie, `${url.pathname}${url.search}`);

  it('A26 is good for one person, one call and five minutes', async () => {
    const honest = await follow(await link());
    expect(honest.statusCode).toBe(200);
    expect(honest.headers['content-disposition']).toMatch(/^attachment; filename="own-call\.mp3"/);
    const change = async (edit: (url: URL) => void) => {
      const url = await link();
      edit(url);
      return (await follow(url)).statusCode;
    };
    const until = (url: URL, by: number) =>
      url.searchParams.set('until', String(Number(url.searchParams.get('until')) + by));
    expect(await change((url) => until(url, 1))).toBe(403);
    expect(await change((url) => until(url, -86_400_000))).toBe(403);
    expect(
      await change((url) => {
        url.pathname = url.pathname.replace(calls.own, calls.foreign);
      }),
    ).toBe(403);
    expect(await change((url) => url.searchParams.set('key', 'A'.repeat(43)))).toBe(403);
    expect(await change((url) => url.searchParams.set('variant', 'original'))).toBe(400);
    expect(await change((url) => url.searchParams.delete('key'))).toBe(400);
    expect((await follow(await link(), given.cookies.supervisor)).statusCode).toBe(403);
    expect((await given.app.inject((await link()).href.slice('http://x'.length))).statusCode).toBe(401);
  });

  it('A27 A29 opens nothing after the rights behind it are gone', async () => {
    const team = await given.analyzer.teams.create('Вторая', ['op-1']);
    const made = await given.analyzer.accounts.create({
      login: 'goer',
      name: 'x',
      role: 'supervisor',
      operatorId: null,
      password: strong,
      grants: ['call.download'],
      teamIds: [team ?? ''],
    });
    const cookie = await signedInAs(given.app, 'goer', strong);
    const url = await link(cookie);
    expect((await follow(url, cookie)).statusCode).toBe(200);
    await given.analyzer.teams.change(team ?? '', 'Вторая', ['op-9']);
    expect((await follow(url, cookie)).statusCode).toBe(404);
    const payload = { disabled: true };
    await as(given.cookies.administrator, `/api/accounts/${made?.id}`, { method: 'PATCH', payload });
    expect((await follow(url, cookie)).statusCode).toBe(401);
  });

  it('A41 names the file in a form that changes no header', () => {
    for (const name of [
      'звонок "1"',
      'a\r\nSet-Cookie: x=1',
      '../../etc/passwd',
      "x'y%z*",
      'a\u202Egpj',
      '',
      'x'.repeat(5_000),
    ]) {
      const header = attachment(name, 'audio/mpeg');
      expect(header).toMatch(
        /^attachment; filename="[\x20\x21\x23-\x5b\x5d-\x7e]+"; filename\*=UTF-8''[\w.~%!#$&+^`|-]+$/,
      );
      expect(header).not.toMatch(/[\r\n/\\]/);
    }
    expect(attachment('звонок', 'audio/wav')).toContain(`filename*=UTF-8''${encodeURIComponent('звонок.wav')}`);
  });
});

describe('the live connection', () => {
  it('A28 tells an operator of own calls only, and ends with the rights', async () => {
    const made = await given.analyzer.accounts.create({
      login: 'follower',
      name: 'x',
      role: 'operator',
      operatorId: 'op-1',
      password: strong,
    });
    const address = new URL(await given.app.listen({ port: 0, host: '127.0.0.1' }));
    const headers = { cookie: await signedInAs(given.app, 'follower', strong), origin: address.origin };
    const socket = new WebSocket(`ws://${address.host}/api/live`, { headers });
    const heard: string[] = [];
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    socket.on('message', (data) => heard.push(String(data)));
    await new Promise((resolve) => socket.once('open', resolve));
    for (const wish of [{ subscribe: calls.foreign }, { subscribe: '*' }, { type: 'subscribe', topic: 'calls' }]) {
      socket.send(JSON.stringify(wish));
    }
    for (const id of [calls.foreign, calls.own]) {
      const progress = { id, state: 'done' as const, stage: null, percent: 100 };
      await given.analyzer.queue.bull.emit('global:progress', 'x', progress);
    }
    const { waitFor } = await import('../../support/wait-for.ts');
    await waitFor(() => heard.some((text) => text.includes(calls.own)));
    expect(heard.join()).not.toContain(calls.foreign);
    const payload = { disabled: true };
    await as(given.cookies.administrator, `/api/accounts/${made?.id}`, { method: 'PATCH', payload });
    expect(await closed).toBe(1008);
  });
});
