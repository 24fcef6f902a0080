/** Webhooks: others are told once, signed, again and again until they answer; announced calls come in signed or not at all. */
import { createHmac, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplesFolder } from '../../../analyzer/demo/demo.ts';
import { pullRecording } from '../../../analyzer/ingest/pull-recording.ts';
import { openKeyRing } from '../../../analyzer/platform/key-ring.ts';
import { recordings } from '../../../analyzer/storage/recordings.ts';
import { openStateDatabase } from '../../../analyzer/storage/state/database.ts';
import { webhooks } from '../../../analyzer/storage/state/webhooks.ts';
import { deliverMessages } from '../../../analyzer/webhooks/deliver-messages.ts';
import { multipart } from '../../support/multipart.ts';
import { testApp } from '../../support/test-app.ts';
import { waitFor } from '../../support/wait-for.ts';

const incoming = Buffer.from('общий-секрет-с-атс-0001');
const secret = new Uint8Array(32).fill(7);
const given = testApp({ privateHosts: ['127.0.0.1'], pullHosts: ['127.0.0.1'], incomingKey: incoming, secret });
const guard = { privateHosts: ['127.0.0.1'], allowedHosts: null };

interface Heard {
  headers: IncomingMessage['headers'];
  body: string;
}
const heard: Heard[] = [];
let answers: number[] = [];
let url = '';
const sample = readFileSync(join(samplesFolder, '11_mono.mp3'));
const server = createServer(async (request, response) => {
  if (request.url === '/record.mp3') return void response.writeHead(200, { 'content-type': 'audio/mpeg' }).end(sample);
  if (request.url === '/login') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
  if (request.url === '/disguised')
    return void response.writeHead(200, { 'content-type': 'audio/wav' }).end('<html>вход</html>');
  if (request.url === '/moved') return void response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
  if (request.url === '/huge')
    return void response
      .writeHead(200, { 'content-type': 'audio/wav' })
      .end(Buffer.concat([sample, Buffer.alloc(21_000_000)]));
  let body = '';
  for await (const chunk of request) body += chunk;
  heard.push({ headers: request.headers, body });
  response.writeHead(answers.shift() ?? 200).end();
});

beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await given.analyzer.startWorking();
});
afterAll(() => void server.close());

const ask = (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  payload?: object,
  cookie = given.cookies.administrator,
) => given.app.inject({ method, url: path, headers: { cookie }, ...(payload === undefined ? {} : { payload }) });

const create = async (extra: object = {}) => {
  const made = await ask('POST', '/api/webhooks', {
    id: randomUUID(),
    name: 'CRM',
    url: `${url}/hook`,
    events: ['call.scored'],
    details: false,
    ...extra,
  });
  expect(made.statusCode, made.body).toBe(201);
  return made.json<{ id: string; key: string }>();
};

describe('webhooks out', () => {
  it('tell of a scored call once, with ids alone, signed by the key that was shown', async () => {
    const bare = await create();
    const full = await create({ details: true });
    const parts = multipart([
      {
        name: 'metadata',
        content: JSON.stringify({ operator: { id: 'op-1', name: 'Светлана' }, client: { phone: '+79110000017' } }),
      },
      {
        name: 'transcript',
        filename: 'a.json',
        content: readFileSync(join(samplesFolder, '03_lexis.transcript.json')),
      },
    ]);
    const uploaded = await given.app.inject({
      method: 'POST',
      url: '/api/calls',
      payload: parts.payload,
      headers: { ...parts.headers, cookie: given.cookies.supervisor },
    });
    const callId = uploaded.json().id;
    await waitFor(async () => (await given.analyzer.ledger.find(callId))?.state === 'done', 60);
    let loop = given.analyzer.webhooks.start(secret, guard);
    await waitFor(() => heard.length >= 2);
    await loop.stop();
    // A restart looks at the last seconds again and tells nobody twice.
    loop = given.analyzer.webhooks.start(secret, guard);
    await loop.stop();
    expect(heard).toHaveLength(2);
    const bodies = heard
      .map(({ body }) => JSON.parse(body))
      .sort((a, b) => Object.keys(a.data).length - Object.keys(b.data).length);
    expect(bodies[0]).toEqual({ type: 'call.scored', timestamp: expect.any(String), data: { call_id: callId } });
    expect(bodies[1].data).toEqual({
      call_id: callId,
      operator_id: 'op-1',
      direction: 'incoming',
      started_at: expect.any(String),
      score: expect.any(Number),
    });
    expect(JSON.stringify(heard)).not.toMatch(/79110000017|Светлана/);

    const first = heard.find(({ body }) => JSON.parse(body).data.operator_id === undefined);
    expect(first?.headers['webhook-id']).toBe((await given.analyzer.webhooks.messages(bare.id, 9))[0]?.id);
    expect(bare.key).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(full.key).not.toBe(bare.key);
    for (const { id } of [bare, full]) expect((await ask('DELETE', `/api/webhooks/${id}`)).statusCode).toBe(204);
  });

  it('are signed so that the receiver can check it by the convention', async () => {
    const request = { id: randomUUID() };
    const { id, key } = await create(request);
    // The answer was lost: the same request again is the same webhook with the same key.
    expect(await create(request)).toEqual({ id, key });
    expect((await ask('GET', '/api/webhooks')).json().items).toHaveLength(1);
    heard.length = 0;
    const trial = await ask('POST', `/api/webhooks/${id}/trial`);
    expect(trial.statusCode).toBe(202);
    await deliverMessages({ webhooks: given.analyzer.webhooks, secret, guard, clock: () => new Date() });
    const [message] = heard;
    const { 'webhook-id': messageId, 'webhook-timestamp': at, 'webhook-signature': signature } = message?.headers ?? {};
    const shared = Buffer.from(key.slice('whsec_'.length), 'base64');
    const right = createHmac('sha256', shared).update(`${messageId}.${at}.${message?.body}`).digest('base64');
    expect(signature).toBe(`v1,${right}`);
    expect(Math.abs(Number(at) - Date.now() / 1000)).toBeLessThan(60);
    expect(JSON.parse(message?.body ?? '')).toMatchObject({ type: 'ping', data: {} });
    await ask('DELETE', `/api/webhooks/${id}`);
  });

  it('are tried again with growing pauses from a store that outlives the process, and given up in the end', async () => {
    const { id } = await create();
    await ask('POST', `/api/webhooks/${id}/trial`);
    const database = await openStateDatabase(join(given.folder, 'state', 'kamerton.sqlite'));
    let now = Date.now() + 1000;
    const clock = () => new Date(now);
    const store = webhooks(database, clock);
    const turn = (answer: number, seconds: number) => {
      answers = [answer];
      now += seconds * 1000;
      return deliverMessages({ webhooks: store, secret, guard, clock });
    };
    expect(await turn(500, 0)).toBe(1);
    expect(await turn(500, 9)).toBe(0);
    expect(await turn(302, 1)).toBe(1);
    const [waiting] = (await ask('GET', `/api/webhooks/${id}/messages`)).json().items;
    // The redirect was an answer: nobody followed it.
    expect(waiting).toMatchObject({ attempts: 2, status: 302, error: 'ответ 302', deliveredAt: null });
    expect(new Date(waiting.nextTryAt).getTime()).toBe(now + 60_000);
    expect(await turn(410, 60)).toBe(1);
    expect((await store.messages(id, 1))[0]).toMatchObject({
      attempts: 3,
      status: 410,
      nextTryAt: null,
      deliveredAt: null,
    });
    expect(await turn(200, 100_000)).toBe(0);
    expect((await ask('POST', `/api/webhooks/${id}/retry`)).json()).toEqual({ messages: 1 });
    now = Date.now() + 100_000_000;
    expect(await turn(204, 0)).toBe(1);
    expect((await store.messages(id, 1))[0]).toMatchObject({ status: 204, nextTryAt: null, error: null });
    expect((await ask('PUT', `/api/webhooks/${id}`, { active: false })).statusCode).toBe(204);
    await ask('POST', `/api/webhooks/${id}/trial`);
    now += 1_000_000;
    expect(await turn(200, 0)).toBe(0);
    await ask('DELETE', `/api/webhooks/${id}`);
    await database.destroy();
  });

  it('A73 never reach into the network of the server, and are the administrator’s alone', async () => {
    const body = { id: randomUUID(), name: 'x', events: ['call.scored'], details: false };
    for (const inside of [
      'http://169.254.169.254/',
      'https://10.0.0.1/',
      'http://localhost:8123/',
      'file:///etc/passwd',
    ])
      expect((await ask('POST', '/api/webhooks', { ...body, url: inside })).statusCode, inside).toBe(400);
    expect((await ask('POST', '/api/webhooks', { ...body, url: `${url}/`, events: ['call.deleted'] })).statusCode).toBe(
      400,
    );
    for (const cookie of [given.cookies.supervisor, given.cookies.manager])
      expect((await ask('POST', '/api/webhooks', { ...body, url: `${url}/` }, cookie)).statusCode).toBe(403);
    expect((await ask('PUT', `/api/webhooks/${randomUUID()}`, { active: true })).statusCode).toBe(404);
  });
});

describe('announced calls', () => {
  const announce = (
    path: string,
    change: { key?: Buffer; at?: number; id?: string; body?: string; bare?: boolean } = {},
  ) => {
    const body =
      change.body ??
      JSON.stringify({ id: `вызов-${path}`, record_url: `${url}${path}`, metadata: { ring_seconds: 4 } });
    const id = change.id ?? randomUUID();
    const at = String(Math.floor(Date.now() / 1000) + (change.at ?? 0));
    const sign = createHmac('sha256', change.key ?? incoming)
      .update(`${id}.${at}.${body}`)
      .digest('base64');
    const signed = { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': `v1,${sign}` };
    return given.app.inject({
      method: 'POST',
      url: '/api/incoming/calls',
      payload: body,
      headers: { 'content-type': 'application/json', cookie: given.cookies.supervisor, ...(change.bare ? {} : signed) },
    });
  };

  it('are fetched from an allowed host and taken in', async () => {
    const answer = await announce('/record.mp3');
    expect(answer.statusCode, answer.body).toBe(202);
    const call = await given.analyzer.ledger.find(answer.json().id);
    expect(call).toMatchObject({ source: 'import', externalId: 'вызов-/record.mp3', metadata: { ring_seconds: 4 } });
    expect((await announce('/record.mp3')).json()).toEqual({ id: call?.id, duplicate: true });
  });

  it('A72 are refused unsigned, wrongly signed, old, replayed and too big', async () => {
    expect((await announce('/record.mp3', { bare: true })).statusCode).toBe(403);
    expect((await announce('/record.mp3', { key: Buffer.from('другой') })).statusCode).toBe(403);
    expect((await announce('/record.mp3', { at: -400 })).statusCode).toBe(403);
    expect((await announce('/record.mp3', { at: 400 })).statusCode).toBe(403);
    const id = randomUUID();
    expect((await announce('/record.mp3', { id })).statusCode).toBe(202);
    expect((await announce('/record.mp3', { id })).statusCode).toBe(409);
    expect((await announce('/record.mp3', { body: `"${'x'.repeat(10_000_000)}"` })).statusCode).toBe(413);
    expect(
      (await announce('/record.mp3', { body: JSON.stringify({ record_url: `${url}/record.mp3`, extra: 1 }) }))
        .statusCode,
    ).toBe(400);
  });

  it('may come again under their id when they could not be taken', async () => {
    const id = randomUUID();
    expect((await announce('/login', { id })).statusCode).toBe(400);
    expect((await announce('/login', { id })).statusCode).toBe(400);
    expect((await announce('/record.mp3', { id })).statusCode).toBe(202);
    expect((await announce('/record.mp3', { id })).statusCode).toBe(409);
  });

  it('A74 that lead to a page, to something else or to too much leave nothing behind', async () => {
    const before = (await given.analyzer.ledger.page({ scope: { kind: 'all' }, limit: 1 })).total;
    const refused = {
      '/login': [400, 'пришла страница'],
      '/disguised': [415, 'HTML'],
      '/moved': [400, 'переадресацией'],
      '/nothing': [400, 'не получена'],
    };
    for (const [path, [status, words]] of Object.entries(refused)) {
      if (path === '/nothing') answers = [404];
      const answer = await announce(path);
      expect(answer.statusCode, `${path}: ${answer.body}`).toBe(status);
      expect(answer.json().message).toContain(words);
    }
    const small = recordings(
      join(given.folder, 'small'),
      1_000_000,
      openKeyRing(join(given.folder, 'small-keys.json')),
    );
    const fetched = pullRecording(`${url}/huge`, { privateHosts: ['127.0.0.1'], allowedHosts: ['127.0.0.1'] }, small);
    await expect(fetched).rejects.toThrow('запись больше');
    expect(readdirSync(join(given.folder, 'small/incoming'))).toEqual([]);
    const elsewhere = await announce('', { body: JSON.stringify({ record_url: 'https://example.com/a.mp3' }) });
    expect(elsewhere.statusCode).toBe(400);
    expect(elsewhere.json().message).toContain('нет в списке разрешённых');
    expect((await given.analyzer.ledger.page({ scope: { kind: 'all' }, limit: 1 })).total).toBe(before);
  });
});
