/** Mango Office and UIS announce calls in their own form: signed, once, fetched from allowed hosts, tried again until they are there. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplesFolder } from '../../../analyzer/demo/demo.ts';
import { fetchAnnounced } from '../../../analyzer/ingest/announced/fetch-announced.ts';
import { announcedCalls } from '../../../analyzer/storage/state/announced-calls.ts';
import { openStateDatabase } from '../../../analyzer/storage/state/database.ts';
import { testApp } from '../../support/test-app.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/telephony', name), 'utf8');
const mango = { key: 'mango-key-7f21', salt: 'соль, известная двоим', url: '' };
const uisSecret = 'секрет шаблона 91c4';
const hosts = { privateHosts: ['127.0.0.1'], pullHosts: ['127.0.0.1'] };
const given = testApp({ ...hosts, mango, uisSecret });

let server: Server;
/** What Mango was asked, and how often it still has to say that there is nothing yet. */
const asked: unknown[] = [];
let notYet = 0;
let now = Date.now();

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/vpbx/queries/recording/post') {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString('utf8');
      });
      request.on('end', () => {
        const form = Object.fromEntries(new URLSearchParams(body));
        const right = createHash('sha256').update(`${mango.key}${form.json}${mango.salt}`).digest('hex');
        asked.push(form.sign === right ? JSON.parse(form.json ?? '') : 'wrong signature');
        if (notYet-- > 0) response.writeHead(404).end();
        else response.writeHead(302, { location: '/once/1.mp3' }).end();
      });
    } else if (request.url === '/once/1.mp3' || request.url === '/uis.wav') {
      const name = request.url === '/uis.wav' ? '03_lexis.wav' : '11_mono.mp3';
      response.writeHead(200, { 'content-type': 'audio/mpeg' }).end(readFileSync(join(samplesFolder, name)));
    } else if (request.url === '/cut.wav') {
      const sound = readFileSync(join(samplesFolder, '03_lexis.wav'));
      response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': sound.length });
      response.write(sound.subarray(0, 20_000), () => response.destroy());
    } else response.writeHead(404).end();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  mango.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/vpbx`;
});
afterAll(() => server?.close());

/** One round of fetching, with a clock of our own. */
async function fetchNow(later = 0) {
  now += later * 1000;
  const database = await openStateDatabase(join(given.folder, 'state', 'kamerton.sqlite'));
  const { recordings, intake } = given.analyzer;
  const clock = () => new Date(now);
  const announced = announcedCalls(database, clock);
  const guard = { privateHosts: hosts.privateHosts, allowedHosts: hosts.pullHosts };
  const { log } = given.analyzer.ingest;
  const taken = await fetchAnnounced({
    announced,
    log,
    recordings,
    intake,
    admit: async () => {},
    guard,
    mango,
    clock,
  });
  const { waiting, givenUp, error } = await announced.counts();
  await database.destroy();
  return { taken, waiting, givenUp, error };
}
const calls = async () => (await given.analyzer.ledger.page({ scope: { kind: 'all' }, limit: 50 })).items;
const mangoSays = (event: string, json: string, salt = mango.salt) =>
  given.app.inject({
    method: 'POST',
    url: `/api/incoming/mango/${event}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({
      vpbx_api_key: mango.key,
      sign: createHash('sha256').update(`${mango.key}${json}${salt}`).digest('hex'),
      json,
    }).toString(),
  });
const uisSays = (change: object) =>
  given.app.inject({
    method: 'POST',
    url: '/api/incoming/uis',
    payload: { ...JSON.parse(fixture('uis/notification.json')), ...change },
  });

describe('Mango Office', () => {
  it('the recording waits for the call, is asked for until it is there, and becomes one call', async () => {
    notYet = 1;
    // The messages come in any order, and more than once.
    for (let again = 0; again < 2; again += 1)
      expect((await mangoSays('events/record/added', fixture('mango/record-added.json'))).statusCode).toBe(200);
    now = Date.now();
    expect(await fetchNow(1)).toMatchObject({ taken: 0, waiting: 1, error: 'сведения о звонке ещё не пришли' });
    // Some write the address with «/» at its end.
    expect((await mangoSays('events/summary/', fixture('mango/summary.json'))).statusCode).toBe(200);
    expect(await fetchNow(21)).toMatchObject({
      taken: 0,
      waiting: 1,
      error: expect.stringContaining('Mango отвечает 404'),
    });
    expect(await fetchNow(5)).toMatchObject({ taken: 0, waiting: 1 });
    expect(await fetchNow(60)).toEqual({ taken: 1, waiting: 0, givenUp: 0, error: null });
    expect(asked).toEqual(
      Array.from({ length: 2 }, () => ({ recording_id: 'MToxMDAxMTQxMDo1OTk5NzY1MDM2OjA=', action: 'download' })),
    );
    await mangoSays('events/record/added', fixture('mango/record-added.json'));
    expect(await fetchNow(60)).toMatchObject({ taken: 0, waiting: 0 });
    expect(await calls()).toMatchObject([
      {
        source: 'import',
        externalId: 'MzQ5MTE4Njk4ODk=',
        metadata: {
          direction: 'incoming',
          started_at: '2026-03-11T09:14:05+03:00',
          operator: { id: '202' },
          client: { phone: '+79110000017' },
        },
      },
    ]);
  });

  it('refuses what is not signed by our salt, what is no JSON, what does not fit; answers the check of the connection', async () => {
    const before = await fetchNow(60);
    const json = fixture('mango/record-added.json').replace('MToxMDAx', 'OTHER');
    expect((await mangoSays('events/record/added', json, 'другая соль')).statusCode).toBe(403);
    expect((await mangoSays('events/record/added', '{oops')).statusCode).toBe(400);
    const unfit = await mangoSays('events/record/added', '{"entry_id":"x"}');
    expect([unfit.statusCode, unfit.json().message]).toEqual([400, 'неверные поля: recording_id']);
    expect((await mangoSays('events/dtmf', '{"dtmf":"1"}')).statusCode).toBe(200);
    expect((await given.app.inject({ method: 'POST', url: '/api/incoming/mango/ping' })).statusCode).toBe(200);
    expect(await fetchNow(60)).toEqual(before);
  });

  it('a recording that never comes is given up, and told', async () => {
    const json = JSON.stringify({ entry_id: 'lost', recording_id: 'lost' });
    await mangoSays('events/record/added', json);
    notYet = 100;
    now = Math.max(now, Date.now());
    let last = await fetchNow(601);
    for (let i = 0; i < 9; i += 1) last = await fetchNow(50_000);
    expect(last).toMatchObject({ taken: 0, waiting: 0, givenUp: 1, error: expect.stringContaining('404') });
    notYet = 0;
  });
});

describe('UIS', () => {
  it('is believed by the secret of its template, and fetched once', async () => {
    const file_link = `${mango.url.replace('/vpbx', '')}/uis.wav`;
    expect((await uisSays({ secret: 'не тот', file_link })).statusCode).toBe(403);
    expect((await uisSays({ secret: uisSecret, file_link, more: 1 })).statusCode).toBe(400);
    for (let again = 0; again < 2; again += 1)
      expect((await uisSays({ secret: uisSecret, file_link })).statusCode).toBe(200);
    now = Math.max(now, Date.now());
    expect(await fetchNow(1)).toMatchObject({ taken: 1, waiting: 0 });
    expect((await calls()).filter(({ externalId }) => externalId === '203048574')).toMatchObject([
      { metadata: { operator: { id: '25606', name: 'Анна Иванова' }, queue_seconds: 41, queue: 'Абонентский отдел' } },
    ]);
  });

  it('a recording that breaks off in the middle is put off, and holds up none behind it', async () => {
    const host = mango.url.replace('/vpbx', '');
    await uisSays({ secret: uisSecret, call_session_id: '31', file_link: `${host}/cut.wav` });
    await uisSays({ secret: uisSecret, call_session_id: '32', file_link: `${host}/uis.wav` });
    now = Math.max(now, Date.now());
    expect(await fetchNow(1)).toMatchObject({ taken: 1, waiting: 1, error: expect.stringContaining('оборвалось') });
  });

  it('a link to a host that is not allowed is not followed', async () => {
    await uisSays({ secret: uisSecret, call_session_id: '2', file_link: 'https://example.com/a.mp3' });
    now = Math.max(now, Date.now());
    expect(await fetchNow(1)).toMatchObject({ taken: 0, error: expect.stringContaining('KAMERTON_PULL_HOSTS') });
  });
});
