/** Who may reach what: every route × role, foreign calls, foreign pages. */
import { randomUUID } from 'node:crypto';
import type { RouteOptions } from 'fastify';
import { beforeAll, describe, expect, it } from 'vitest';
import { isAllowed, type Role, roles } from '../../../api/access/permissions.ts';
import { makeAnalysis } from '../../support/make-analysis.ts';
import { testApp } from '../../support/test-app.ts';

const given = testApp();
const own = randomUUID();
const foreign = randomUUID();

beforeAll(async () => {
  for (const [id, operatorId] of [
    [own, 'op-1'],
    [foreign, 'op-2'],
  ] as const) {
    await given.analyzer.ledger.receive({
      id,
      externalId: `call-of-${operatorId}`,
      source: 'upload',
      metadata: { started_at: '2026-03-11T09:14:05+03:00', operator: { id: operatorId, name: operatorId } },
      recording: null,
      recordingSha256: null,
      transcript: [],
    });
    await given.analyzer.facts.write({
      day: '2026-03-11',
      callId: id,
      analysisId: randomUUID(),
      run: 1,
      externalId: `call-of-${operatorId}`,
      startedAt: '2026-03-11T06:14:05.000Z',
      direction: 'incoming',
      operatorId,
      recordingSha256: '',
      analysis: makeAnalysis('c01'),
      sound: null,
    });
    await given.analyzer.ledger.settle({ id, run: 1 }, 'done');
  }
});

const get = (url: string, role?: Role) =>
  given.app.inject({ method: 'GET', url, headers: role ? { cookie: given.cookies[role] } : {} });

describe('roles', () => {
  it('reach exactly what the table of permissions gives them', async () => {
    const expected: [string, Parameters<typeof isAllowed>[1]][] = [
      ['/api/calls', 'call.list'],
      [`/api/calls/${own}`, 'call.read'],
      [`/api/calls/${own}/audio`, 'call.listen'],
      [`/api/calls/${own}/peaks`, 'call.listen'],
      ['/api/operators', 'call.list'],
      ['/api/health', 'health.read'],
    ];
    for (const [url, permission] of expected) {
      expect((await get(url)).statusCode, `${url} without a session`).toBe(401);
      for (const role of roles) {
        const { statusCode } = await get(url, role);
        expect(statusCode === 403, `${role} ${url}: ${statusCode}`).toBe(!isAllowed(role, permission));
      }
    }
  });

  it('cannot be forgotten: a route that declares no access fails the start', async () => {
    const { fastify } = await import('fastify');
    const { registerSession } = await import('../../../api/plugins/session.ts');
    const app = fastify();
    await registerSession(app, { ...given.analyzer, publicUrl: null });
    const route: RouteOptions = { method: 'GET', url: '/forgotten', handler: () => 'x' };
    expect(() => app.route(route)).toThrow(/declares no access/);
  });
});

describe('an operator', () => {
  it('sees own calls only, in the list and in its counts', async () => {
    const list = (await get('/api/calls', 'operator')).json();
    expect(list.items.map((call: { id: string }) => call.id)).toEqual([own]);
    expect(list.total).toBe(1);
    expect((await get('/api/calls?operator=op-2', 'operator')).json().total).toBe(0);
  });

  it('finds nobody else among the operators', async () => {
    const operators = async (role: Role) => (await get('/api/operators', role)).json().items;
    expect(await operators('operator')).toEqual([{ id: 'op-1', name: 'op-1' }]);
    expect(await operators('supervisor')).toEqual([
      { id: 'op-1', name: 'op-1' },
      { id: 'op-2', name: 'op-2' },
    ]);
    expect((await get('/api/operators', 'operator')).headers['cache-control']).toBe('private, no-store');
  });

  it('gets the same answer for a foreign call as for one that does not exist', async () => {
    for (const part of ['', '/audio', '/peaks']) {
      const strange = await get(`/api/calls/${foreign}${part}`, 'operator');
      const missing = await get(`/api/calls/${randomUUID()}${part}`, 'operator');
      expect(strange.statusCode).toBe(404);
      expect(strange.body).toBe(missing.body);
    }
    expect((await get(`/api/calls/${own}`, 'operator')).json().analysis.score).toBe(87.5);
  });
});

describe('sessions', () => {
  it('are not opened by wrong passwords and say nothing of which part was wrong', async () => {
    const answers = await Promise.all(
      ['supervisor', 'nobody'].map((login) =>
        given.app.inject({ method: 'POST', url: '/api/session', payload: { login, password: 'x' } }),
      ),
    );
    expect(answers.map((answer) => answer.statusCode)).toEqual([401, 401]);
    expect(answers[0]?.body).toBe(answers[1]?.body);
  });

  it('end with sign-out at once', async () => {
    const opened = await given.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { login: 'manager', password: 'пароль manager' },
    });
    const cookie = opened.cookies.find((one) => one.name === 'sid');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    const headers = { cookie: `${cookie?.name}=${cookie?.value}` };
    expect((await given.app.inject({ url: '/api/calls', headers })).statusCode).toBe(200);
    expect((await given.app.inject({ url: '/api/session', headers })).json().user.role).toBe('manager');
    await given.app.inject({ method: 'DELETE', url: '/api/session', headers });
    expect((await given.app.inject({ url: '/api/calls', headers })).statusCode).toBe(401);
    expect((await given.app.inject({ url: '/api/session', headers })).json()).toBeNull();
  });

  it('survive broken cookies', async () => {
    for (const cookie of ['sid=', 'sid=%00', `sid=${'x'.repeat(8000)}`, 'sid=a; sid=b']) {
      expect((await given.app.inject({ url: '/api/calls', headers: { cookie } })).statusCode).toBe(401);
      expect((await given.app.inject({ url: '/api/session', headers: { cookie } })).json()).toBeNull();
    }
  });
});

describe('requests of foreign pages', () => {
  it('are refused before anything is done', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'http://evil.example' },
      { origin: 'null' },
    ]) {
      const answer = await given.app.inject({
        method: 'POST',
        url: '/api/session',
        headers,
        payload: { login: 'supervisor', password: 'пароль supervisor' },
      });
      expect(answer.statusCode, JSON.stringify(headers)).toBe(403);
    }
  });
});

describe('wrong requests', () => {
  it('get one line and a 4xx', async () => {
    const wrong = [
      '/api/calls?limit=0',
      '/api/calls?limit=1e9',
      '/api/calls?state=lost',
      '/api/calls?unknown=1',
      '/api/calls/not-an-id',
      '/api/calls/..%2f..%2fetc',
      '/api/nothing',
    ];
    for (const url of wrong) {
      const answer = await get(url, 'supervisor');
      expect(answer.statusCode, url).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode, url).toBeLessThan(500);
      expect(Object.keys(answer.json())).toEqual(['code', 'message']);
    }
  });
});
