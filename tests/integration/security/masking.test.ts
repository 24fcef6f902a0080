/** Personal data of a call: masked in all that is stored and answered, beeped in the sound, shown with the right and a reason only. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Call, callSchema } from '../../../analyzer/domain/call.ts';
import { decodeRecording } from '../../../analyzer/sound/decode.ts';
import { inspectRecording } from '../../../analyzer/sound/inspect-recording.ts';
import { openFactsClient } from '../../../analyzer/storage/facts/client.ts';
import { filesWith } from '../../support/raw-files.ts';
import { testApp } from '../../support/test-app.ts';
import { waitFor } from '../../support/wait-for.ts';
import { samplePath } from '../sound/sample-calls.ts';

const given = testApp();
const recording = readFileSync(samplePath('01_perfect.wav'));
const card = '4276 3800 1234 5675';
/** The client dictates his account number here. */
const account = { start: 23.2, end: 26.1 };
const secrets = ['4276', '1234 5675', 'триста сорок пять', 'Ковалёв', 'Петрович', 'Ровио'];
let id = '';
let unmasker = '';

function transcript(): Call {
  const call = callSchema.parse(JSON.parse(readFileSync(samplePath('01_perfect.transcript.json'), 'utf8')));
  const spoken = { speaker: 'client' as const, start: 96, end: 99, text: `Карта у меня ${card}, запишите.` };
  const segments = [...call.segments, spoken].sort((a, b) => a.start - b.start);
  return { ...call, operator: { id: 'op-1', name: 'Марина' }, segments };
}

beforeAll(async () => {
  const { id: externalId, segments, ...metadata } = transcript();
  const taken = await given.analyzer.recordings.take(Readable.from([recording]));
  const receipt = await given.analyzer.intake.receive({
    source: 'upload',
    externalId,
    metadata,
    recording: taken.name,
    transcript: segments,
  });
  id = receipt.id;
  await given.analyzer.startWorking();
  await waitFor(async () => (await given.analyzer.ledger.find(id))?.state === 'done', 100);
  const password = 'пароль того, кому можно';
  await given.analyzer.accounts.create({
    login: 'unmasker',
    name: 'unmasker',
    role: 'supervisor',
    operatorId: null,
    password,
    grants: ['call.every_team', 'call.unmask'],
  });
  const session = await given.app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { login: 'unmasker', password },
  });
  expect(session.statusCode, session.body).toBe(200);
  unmasker = `sid=${session.cookies.find(({ name }) => name === 'sid')?.value ?? ''}`;
});

const get = (url: string, cookie: string, headers: Record<string, string> = {}) =>
  given.app.inject({ method: 'GET', url, headers: { cookie, ...headers } });
const unmask = (cookie: string, payload: object) =>
  given.app.inject({ method: 'POST', url: `/api/calls/${id}/unmask`, headers: { cookie }, payload });

describe('P02 no personal data in what is stored', () => {
  it('not in the facts store, whatever the table', async () => {
    const note = JSON.parse(readFileSync(join(given.folder, 'run', 'servers.json'), 'utf8'));
    const client = openFactsClient(note.facts);
    try {
      const list = await client.query({ query: 'SHOW TABLES', format: 'JSONEachRow' });
      const tables = (await list.json<{ name: string }>()).map(({ name }) => name);
      expect(tables).toContain('originals');
      // Lexicons hold examples of phrases, no calls.
      for (const name of tables.filter((table) => table !== 'lexicons')) {
        const rows = await client.query({
          query: 'SELECT * FROM {name:Identifier}',
          query_params: { name },
          format: 'JSONEachRow',
        });
        const text = JSON.stringify(await rows.json());
        for (const secret of secrets) expect(text.includes(secret), `${secret} in ${name}`).toBe(false);
        expect(/(?:ковалев|петрович|ровио)/.test(text), `names in ${name}`).toBe(false);
      }
    } finally {
      await client.close();
    }
  });

  it('not in the state, nor any other file but sealed ones', async () => {
    for (const secret of secrets) expect(filesWith(join(given.folder, 'state'), secret), secret).toEqual([]);
    // A call is done a moment before the plain copy of its sound goes.
    await waitFor(() => readdirSync(join(given.folder, 'tmp')).length === 0);
  });

  it('the recording on disk is sealed', async () => {
    const { sha256 } = await given.analyzer.recordings.take(Readable.from([recording]));
    const stored = readFileSync(given.analyzer.recordings.path(sha256));
    expect(stored.subarray(0, 8).toString('latin1')).toBe('KAMSEAL1');
    expect(stored.includes(recording.subarray(400_000, 400_064))).toBe(false);
  });
});

describe('A30 masked transcript', () => {
  it('shows types instead of data to everybody, the unmasker included', async () => {
    for (const cookie of [given.cookies.operator, given.cookies.supervisor, unmasker]) {
      const answer = await get(`/api/calls/${id}`, cookie);
      expect(answer.statusCode).toBe(200);
      for (const secret of secrets) expect(answer.body.includes(secret), secret).toBe(false);
      for (const mask of ['[КАРТА]', '[ЛИЦЕВОЙ СЧЁТ]', '[АДРЕС]', '[ФИО]']) expect(answer.body).toContain(mask);
      expect(answer.body).toContain('триста сорок один');
    }
  });

  it('keeps words, quotes and text in step', async () => {
    const { analysis } = (await get(`/api/calls/${id}`, given.cookies.supervisor)).json();
    const named = analysis.segments.find((segment: { text: string }) => segment.text.startsWith('Спасибо, [ФИО]'));
    expect(named.words.map((word: { text: string }) => word.text).slice(0, 3)).toEqual(['Спасибо,', '[ФИО]', 'Мне']);
  });

  it('A30 A84 is opened with the right, a reason and a trace only', async () => {
    expect((await unmask(given.cookies.supervisor, { reason: 'спор о звонке' })).statusCode).toBe(403);
    expect((await unmask(unmasker, {})).statusCode).toBe(400);
    expect((await unmask(unmasker, { reason: ' ну  ' })).statusCode).toBe(400);
    const opened = await unmask(unmasker, { reason: 'спор о звонке' });
    expect(opened.statusCode).toBe(200);
    expect(opened.body).toContain(card);
    expect(opened.json().segments).toEqual(transcript().segments);
    const trail = await given.analyzer.audit.log.after(0, 1_000);
    const unmasking = trail.filter((row) => row.action === 'call.unmasked');
    expect(JSON.stringify(unmasking)).toContain('спор о звонке');
    expect(unmasking).toHaveLength(1);
  });
});

describe('P01 masked sound', () => {
  it('has a tone and no speech at the times of the masks, on both channels', async () => {
    const heard = await decoded((await get(`/api/calls/${id}/audio`, given.cookies.operator)).rawPayload);
    for (const channel of heard) {
      for (let at = account.start; at < account.end; at += 0.1) {
        const { total, tone } = energy(channel, at, at + 0.1);
        expect(tone / total, `${at} s`).toBeGreaterThan(0.98);
      }
    }
    const before = energy(heard[0] ?? [], 20, 22);
    expect(before.tone / before.total).toBeLessThan(0.2);
  });

  it('answers ranges exactly, and its own wave form', async () => {
    const { operator } = given.cookies;
    const whole = await get(`/api/calls/${id}/audio`, operator);
    expect(whole.headers['accept-ranges']).toBe('bytes');
    const size = whole.rawPayload.length;
    const part = await get(`/api/calls/${id}/audio`, operator, { range: 'bytes=65530-65545' });
    expect(part.statusCode).toBe(206);
    expect(part.headers['content-range']).toBe(`bytes 65530-65545/${size}`);
    expect(part.rawPayload).toEqual(whole.rawPayload.subarray(65_530, 65_546));
    const tail = await get(`/api/calls/${id}/audio`, operator, { range: 'bytes=-7' });
    expect(tail.rawPayload).toEqual(whole.rawPayload.subarray(size - 7));
    expect((await get(`/api/calls/${id}/audio`, operator, { range: `bytes=${size}-` })).statusCode).toBe(416);
    const peaks = (await get(`/api/calls/${id}/peaks`, operator)).json();
    const open = (await get(`/api/calls/${id}/peaks`, unmasker)).json();
    expect(peaks.channels).not.toEqual(open.channels);
    expect(Math.abs(peaks.duration - open.duration)).toBeLessThan(0.1);
  });

  it('is the recording itself for those who may hear everything', async () => {
    const answer = await get(`/api/calls/${id}/audio`, unmasker);
    expect(answer.headers['content-type']).toBe('audio/wav');
    expect(answer.rawPayload.equals(recording)).toBe(true);
  });

  it('is not there before the words were looked through', async () => {
    const other = Buffer.concat([recording, Buffer.alloc(2)]);
    const taken = await given.analyzer.recordings.take(Readable.from([other]));
    const call = {
      id: '0e6a4ac6-6f0f-4d1e-8a54-7c6a1b0f8f10',
      externalId: 'x',
      source: 'upload' as const,
      metadata: { operator: { id: 'op-1' } },
    };
    await given.analyzer.ledger.receive({
      ...call,
      recording: taken.name,
      recordingSha256: taken.name,
      transcript: null,
    });
    await given.analyzer.ledger.settle({ id: call.id, run: 1 }, 'failed');
    expect((await get(`/api/calls/${call.id}/audio`, given.cookies.supervisor)).statusCode).toBe(409);
    expect((await get(`/api/calls/${call.id}/audio`, unmasker)).statusCode).toBe(200);
  });
});

async function decoded(bytes: Buffer): Promise<number[][]> {
  const { writeFileSync } = await import('node:fs');
  const path = join(given.folder, 'heard.mp3');
  writeFileSync(path, bytes);
  const header = await inspectRecording(path);
  const channels: number[][] = Array.from({ length: header.channels }, () => []);
  for await (const chunk of decodeRecording(path, header, { sampleRate: 16_000 })) {
    for (const [i, samples] of chunk.entries()) for (const sample of samples) channels[i]?.push(sample);
  }
  return channels;
}

/** Energy of a stretch, and the part of it at 1 kHz. */
function energy(channel: readonly number[], from: number, to: number): { total: number; tone: number } {
  const part = channel.slice(Math.round(from * 16_000), Math.round(to * 16_000));
  let [total, cosine, sine] = [0, 0, 0];
  for (const [i, sample] of part.entries()) {
    const angle = (2 * Math.PI * 1_000 * i) / 16_000;
    total += sample * sample;
    cosine += sample * Math.cos(angle);
    sine += sample * Math.sin(angle);
  }
  return { total, tone: (2 * (cosine * cosine + sine * sine)) / part.length };
}
