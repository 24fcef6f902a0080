/** What a browser of another site, a broken client and a curious one get (A32–A41, A55–A58, A61–A71, A75–A81). */
import { randomUUID } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { listeningWatch } from '../../../api/features/calls/listening.ts';
import { fuzzRequests } from '../../support/fuzz-requests.ts';
import { multipart } from '../../support/multipart.ts';
import { testApp } from '../../support/test-app.ts';
import { twoCalls } from '../../support/two-calls.ts';
import { waitFor } from '../../support/wait-for.ts';

const given = testApp();
const calls = twoCalls(given);
let address: URL;
beforeAll(async () => {
  address = new URL(await given.app.listen({ port: 0, host: '127.0.0.1' }));
});

const as = (url: string, headers: Record<string, string> = {}, role: 'supervisor' | 'administrator' = 'supervisor') =>
  given.app.inject({ url, headers: { cookie: given.cookies[role], ...headers } });
const post = (url: string, payload: string | object, headers: Record<string, string> = {}) =>
  given.app.inject({ method: 'POST', url, payload, headers: { cookie: given.cookies.administrator, ...headers } });
const bomb = '__proto__';

/** Sends bytes as they are and gives the answer's status line; what is sent piecemeal stays open. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(address.port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (answer.includes('\r\n')) {
        resolve(answer.split('\r\n')[0] ?? '');
        socket.destroy();
      }
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
  });
}

describe('input', () => {
  it('A32 of query language stays text in every filter', async () => {
    for (const text of [
      "' OR 1=1--",
      '{x:UInt8}',
      '\\',
      "file('/etc/passwd')",
      "url('http://127.0.0.1')",
      '%',
      '_',
      "op-1'; DROP TABLE calls",
    ]) {
      const answer = await as(`/api/calls?operator=${encodeURIComponent(text)}`);
      expect([answer.statusCode, answer.json().total], text).toEqual([200, 0]);
      if (text !== '_') expect((await as(`/api/calls?cursor=${encodeURIComponent(text)}`)).statusCode, text).toBe(400);
    }
    expect((await as('/api/calls')).json().total).toBe(2);
  });

  it('A34 A40 with markup or terminal codes is text or refused, and never becomes a page', async () => {
    const name = '<img src=x onerror=alert(1)>';
    const made = await post('/api/teams', { name, operatorIds: [] });
    expect(made.statusCode).toBe(201);
    const list = await as('/api/teams', {}, 'administrator');
    expect(list.json().items.some((team: { name: string }) => team.name === name)).toBe(true);
    expect(list.headers['content-type']).toContain('application/json');
    expect(list.headers['x-content-type-options']).toBe('nosniff');
    for (const forged of ['a\r\nb', '\u001b[31mred', 'a\u202Eb', 'a\u200Bb', '\u0000', '\uFEFFx y', '\ud800']) {
      expect(
        (await post('/api/teams', { name: `x${forged}x`, operatorIds: [] })).statusCode,
        JSON.stringify(forged),
      ).toBe(400);
      expect((await post('/api/session', { login: `x${forged}x`, password: 'x' })).statusCode).toBe(400);
    }
  });

  it('A36 that would change the objects of the program is refused', async () => {
    for (const body of [
      `{"${bomb}":{"x":1}}`,
      '{"constructor":{"prototype":{"x":1}}}',
      `{"login":"a","password":"b","${bomb}":1}`,
    ]) {
      expect((await post('/api/session', body, { 'content-type': 'application/json' })).statusCode, body).toBe(400);
    }
    expect((await as(`/api/calls?${bomb}=1`)).statusCode).toBe(400);
    expect((await as('/api/calls?constructor=1')).statusCode).toBe(400);
    const form = multipart([{ name: bomb, content: 'x' }]);
    expect((await post('/api/calls', form.payload, form.headers)).statusCode).toBe(400);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('A37 A38 of the wrong type or with unknown fields is refused, not bent into shape', async () => {
    const key = { id: randomUUID(), name: 'x', scopes: ['call.upload'], days: 1 };
    const wrong = ['"1"', '[1]', '1e999', 'NaN', '-0.5', '9007199254740993', 'null', 'true', '0', '731'];
    for (const days of wrong) {
      const body = JSON.stringify(key).replace('"days":1', `"days":${days}`);
      expect((await post('/api/keys', body, { 'content-type': 'application/json' })).statusCode, days).toBe(400);
    }
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect((await post('/api/keys', deep, { 'content-type': 'application/json' })).statusCode).toBe(400);
    expect((await post('/api/keys', { ...key, admin: true })).statusCode).toBe(400);
    for (const query of [
      'limit=1.5',
      'limit=1e2',
      'limit=0x10',
      'limit=%201',
      'limit=',
      'limit[]=1',
      'limit=1&limit=2',
      'x=1',
    ]) {
      expect((await as(`/api/calls?${query}`)).statusCode, query).toBe(400);
    }
    for (const url of [
      '/api/operators?x=1',
      '/api/health?x=1',
      '/health?x=1',
      `/api/calls/${calls.own}?x=1`,
      '/api/session?token=1',
    ])
      expect((await as(url)).statusCode, url).toBe(400);
    const retry = await given.app.inject({
      method: 'POST',
      url: `/api/calls/${calls.own}/retry`,
      payload: { force: true },
      headers: { cookie: given.cookies.supervisor },
    });
    expect(retry.statusCode).toBe(400);
  });

  it('A39 in two Unicode forms is one text', async () => {
    const composed = 'Чайка';
    expect(composed.normalize('NFD')).not.toBe(composed);
    expect((await post('/api/teams', { name: composed, operatorIds: [] })).statusCode).toBe(201);
    expect((await post('/api/teams', { name: composed.normalize('NFD'), operatorIds: [] })).statusCode).toBe(409);
  });

  it('A70 asks for no more than a page', async () => {
    for (const query of ['limit=1000000000', 'limit=201'])
      expect((await as(`/api/calls?${query}`)).statusCode).toBe(400);
    const operatorIds = Array.from({ length: 10_000 }, (_, i) => `op-${i}`);
    expect((await post('/api/teams', { name: 'many', operatorIds })).statusCode).toBe(400);
    expect((await post('/api/teams', 'x'.repeat(2_000_000), { 'content-type': 'application/json' })).statusCode).toBe(
      413,
    );
  });

  it('A76 of any kind is answered without 5xx, stack, query, path or version', async () => {
    const report = await fuzzRequests(given.app, { ...given.cookies }, 500, 20_261_122);
    expect(report.failures).toEqual([]);
    expect(report.requests).toBe(500);
  }, 240_000);
});

describe('uploads', () => {
  it('A55 that are too large or too slow end, and their place is free', async () => {
    const { fastify } = await import('fastify');
    const { registerErrors } = await import('../../../api/plugins/errors.ts');
    const { registerTimeLimits } = await import('../../../api/plugins/time-limits.ts');
    const app = fastify({ handlerTimeout: 1_000 });
    registerErrors(app);
    registerTimeLimits(app, 200);
    app.removeContentTypeParser('text/plain');
    app.addContentTypeParser('text/plain', async (_request: unknown, body: AsyncIterable<Buffer>) => {
      for await (const _chunk of body);
      return 'whole';
    });
    app.post('/upload', { config: { leastUploadRate: 1_000 }, handlerTimeout: 60_000 }, async () => 'done');
    app.post('/form', async () => 'done');
    const slow = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
    const drip = (path: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(Number(slow.port), '127.0.0.1', () => {
          socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n`);
        });
        const timer = setInterval(() => socket.write('x'), 100);
        let answer = '';
        socket.on('data', (chunk) => {
          answer += chunk.toString('latin1');
        });
        socket.on('error', () => {});
        socket.on('close', () => {
          clearInterval(timer);
          resolve(answer.split('\r\n')[0] ?? '');
        });
      });
    const [upload, form] = await Promise.all([drip('/upload'), drip('/form')]);
    expect(upload).toMatch(/^(HTTP\/1\.1 4\d\d .*)?$/);
    expect(form).toBe('HTTP/1.1 408 Request Timeout');
    expect((await app.inject({ method: 'POST', url: '/form' })).statusCode).toBe(200);
    await app.close();
  });

  it('A56 in broken forms are 4xx', async () => {
    const type = 'multipart/form-data';
    const fields = Array.from({ length: 50 }, (_, i) => ({ name: `f${i}`, content: 'x' }));
    const many = multipart(fields);
    const part = '--b\r\ncontent-disposition: form-data; name="recording"; filename="a"\r\n';
    const bodies: [string, string | Buffer][] = [
      [type, 'x'],
      [`${type}; boundary=`, 'x'],
      [`${type}; boundary=b`, `${part}\r\ncut`],
      [`${type}; boundary=b`, ''],
      [many.headers['content-type'] ?? '', many.payload],
      ['application/json', '[]'],
      ['text/plain', 'x'],
    ];
    // A header that never ends is cut off; what is left of the part is a file like any other.
    const huge = `${part}x-huge: ${'y'.repeat(100_000)}\r\n\r\nz\r\n--b--`;
    expect((await post('/api/calls', huge, { 'content-type': `${type}; boundary=b` })).statusCode).toBeLessThan(500);
    for (const [contentType, body] of bodies) {
      const answer = await post('/api/calls', body, { 'content-type': contentType });
      expect(answer.statusCode, contentType).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode, contentType).toBeLessThan(500);
    }
  });
});

describe('sound', () => {
  const audio = (headers: Record<string, string>) => as(`/api/calls/${calls.own}/audio`, headers);

  it('A61 in strange ranges is 200, 206 or 416', async () => {
    const overlapping = Array.from({ length: 1_000 }, (_, i) => `${i}-${i + 10}`).join(',');
    for (const range of [
      'bytes=999999999-',
      'bytes=-0',
      'bytes=-999999999',
      'bytes=5-1',
      'lines=1-2',
      'bytes=',
      `bytes=${overlapping}`,
      'bytes=0-0,-1',
    ]) {
      const answer = await audio({ range });
      expect([200, 206, 416], range.slice(0, 30)).toContain(answer.statusCode);
    }
    expect((await audio({ range: 'bytes=999999999-' })).statusCode).toBe(416);
    expect((await audio({ range: 'bytes=0-1', 'if-range': '"other"' })).statusCode).toBe(200);
  });

  it('A68 is given to a player of our own pages only', async () => {
    for (const dest of ['audio', 'empty']) {
      const answer = await audio({ 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': dest });
      expect([answer.statusCode, answer.headers['cross-origin-resource-policy']]).toEqual([200, 'same-origin']);
      expect(answer.headers['cache-control']).toBe('private, no-store');
    }
    for (const dest of ['iframe', 'document', 'script', 'object', 'video'])
      expect((await audio({ 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': dest })).statusCode, dest).toBe(403);
    for (const site of ['cross-site', 'same-site'])
      for (const url of [`/api/calls/${calls.own}/audio`, '/api/calls'])
        expect((await as(url, { 'sec-fetch-site': site })).statusCode).toBe(403);
  });

  it('A71 taken by the hundred is refused and reported once', () => {
    let now = 0;
    const watch = listeningWatch(() => now);
    const kinds = Array.from({ length: 500 }, (_, i) => {
      now = i * 1_000;
      return watch.note('thief', `call-${i}`);
    });
    expect(kinds.filter((one) => one.kind === 'new')).toHaveLength(120);
    expect(kinds.filter((one) => one.kind === 'refused' && one.first)).toHaveLength(1);
    expect(watch.note('other', 'call-1')).toEqual({ kind: 'new' });
    now += 10 * 60_000;
    expect(watch.note('thief', 'call-499')).toEqual({ kind: 'new' });
    expect(watch.note('thief', 'call-499')).toEqual({ kind: 'same' });
  });
});

describe('other sites', () => {
  it('A63 make nothing happen in a person’s name', async () => {
    const teams = async () => (await as('/api/teams', {}, 'administrator')).json().items.length;
    const before = await teams();
    const body = { name: 'csrf', operatorIds: [] };
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'http://evil.example' },
      { origin: 'null' },
    ];
    for (const headers of foreign) expect((await post('/api/teams', body, headers)).statusCode).toBe(403);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect((await post('/api/teams', JSON.stringify(body), { 'content-type': type })).statusCode, type).toBe(415);
    expect(await teams()).toBe(before);
  });

  it('A64 A65 open no socket, and no socket is a burden', async () => {
    const url = `ws://${address.host}/api/live`;
    const tried = (headers: Record<string, string>, at = url) =>
      new Promise<number>((resolve) => {
        const socket = new WebSocket(at, { headers });
        // The server must end the connection itself: the answer is given once it has.
        socket.on('unexpected-response', (_request, response) => {
          response.resume().on('close', () => resolve(response.statusCode ?? 0));
        });
        socket.on('open', () => {
          socket.terminate();
          resolve(101);
        });
        socket.on('error', () => {});
      });
    const { cookies } = given;
    const own = { cookie: cookies.supervisor, origin: address.origin };
    for (const origin of [
      'http://evil.example',
      'null',
      `${address.origin}.evil.example`,
      address.origin.replace('127', 'x127'),
    ])
      expect(await tried({ ...own, origin }), origin).toBe(403);
    expect(await tried({ cookie: cookies.supervisor })).toBe(403);
    expect(await tried({ origin: address.origin })).toBe(401);
    expect(await tried({ origin: address.origin }, `${url}?token=${cookies.supervisor.slice(4)}`)).toBe(401);
    expect(await tried(own)).toBe(101);

    const open = async () => {
      const socket = new WebSocket(url, { headers: { ...own, cookie: cookies.trainer } });
      const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
      socket.on('error', () => {});
      await new Promise((resolve) => socket.once('open', resolve));
      return { socket, closed };
    };
    const quiet = await open();
    for (const misuse of [
      (socket: WebSocket) => socket.send('x'.repeat(1_000_000)),
      (socket: WebSocket) => socket.send(Buffer.from([0xff, 0xfe])),
      (socket: WebSocket) => socket.send(Buffer.from([0xc3, 0x28]), { binary: false }),
      (socket: WebSocket) => Array.from({ length: 300 }, () => socket.send('{}')),
      (socket: WebSocket) => Array.from({ length: 300 }, () => socket.ping()),
    ]) {
      const { socket, closed } = await open();
      misuse(socket);
      await closed;
    }
    expect(quiet.socket.readyState).toBe(WebSocket.OPEN);
    const more = [];
    for (let i = 0; i < 4; i++) more.push(await open());
    expect(await tried({ ...own, cookie: cookies.trainer })).toBe(429);
    expect(await tried({ ...own, cookie: cookies.manager })).toBe(101);
    for (const { socket } of [quiet, ...more]) socket.terminate();
    await waitFor(async () => (await tried({ ...own, cookie: cookies.trainer })) === 101);
  });

  it('A66 A67 A77 cannot frame, read or keep anything of ours', async () => {
    const answer = await as('/api/calls', { origin: 'null' });
    for (const origin of ['null', 'http://evil.example', `${address.origin}.evil.example`]) {
      const { headers } = await as('/api/calls', { origin, 'sec-fetch-site': 'same-origin' });
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(answer.headers['x-frame-options']).toBe('DENY');
    for (const url of ['/api/calls', `/api/calls/${calls.own}`, '/api/session', '/api/operators', '/api/nothing'])
      expect((await as(url)).headers['cache-control'], url).toBe('private, no-store');
  });
});

describe('the server', () => {
  it('A69 understands a request in one way only', async () => {
    const head = 'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
    const sent = [
      `${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
      'GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
      `GET /health HTTP/1.1\r\nHost: x\r\nX-Long: ${'y'.repeat(100_000)}\r\n\r\n`,
    ];
    const statuses = [];
    for (const text of sent) statuses.push((await raw(text)).split(' ')[1]);
    expect(statuses).toEqual(['400', '400', '400', '431']);
  });

  it('A75 shows nothing of itself to strangers', async () => {
    const hidden = [
      ...[
        '/metrics',
        '/docs',
        '/documentation',
        '/.git/config',
        '/.env',
        '/package.json',
        '/api/openapi.json',
        '/openapi.json',
      ],
      ...[
        '/assets/',
        '/assets/../package.json',
        '/assets/..%2f..%2fpackage.json',
        '/assets/index.js.map',
        '/api/health',
        '/data/state/kamerton.sqlite',
      ],
    ];
    for (const url of hidden) {
      const answer = await given.app.inject(url);
      expect([401, 404], url).toContain(answer.statusCode);
    }
    for (const url of ['/health', '/ready']) expect(Object.keys((await given.app.inject(url)).json())).toHaveLength(1);
    const { headers } = await given.app.inject('/health');
    expect(headers.server).toBeUndefined();
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('A81 keeps its files from other users of the machine', () => {
    const open = (folder: string): string[] =>
      readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return open(path);
        // What has gone since it was listed is nobody's.
        const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
        return entry.isFile() && (mode & 0o077) !== 0 ? [path] : [];
      });
    for (const part of ['state', 'recordings']) {
      const folder = join(given.folder, part);
      expect(statSync(folder).mode & 0o077, part).toBe(0);
      expect(open(folder)).toEqual([]);
    }
  });
});
