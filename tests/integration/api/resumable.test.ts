/** Uploads that break off and are taken up again (tus): the same bytes in the end, nobody else's, and never too many. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { samplesFolder } from '../../../analyzer/demo/demo.ts';
import { testApp } from '../../support/test-app.ts';
import { waitFor } from '../../support/wait-for.ts';

/** Room for twenty small ones, one large one and a little more. */
const given = testApp({
  environment: { KAMERTON_UPLOADS_PERSON_BYTES: '25000000', KAMERTON_UPLOADS_BYTES: '40000000' },
});
const sample = readFileSync(join(samplesFolder, '11_mono.mp3'));
let port = 0;
beforeAll(async () => {
  await given.app.listen({ host: '127.0.0.1', port: 0 });
  port = (given.app.server.address() as AddressInfo).port;
});

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** One request; `cutAfter` breaks the line after so many bytes of the body. */
function ask(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: Buffer,
  cutAfter?: number,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = plainRequest(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        agent: false,
        headers: { cookie: given.cookies.supervisor, 'tus-resumable': '1.0.0', ...headers },
      },
      async (response) => {
        let text = '';
        for await (const chunk of response) text += chunk;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      },
    );
    request.on('error', (error) =>
      cutAfter === undefined ? reject(error) : resolve({ status: 0, headers: {}, body: '' }),
    );
    if (body === undefined || cutAfter === undefined) return void request.end(body);
    const before = bytesKept();
    request.write(body.subarray(0, cutAfter), () => {
      // Broken in the middle: when something of it has come to lie on the disk, and not the whole.
      waitFor(() => bytesKept() > before).then(() => request.destroy(), reject);
    });
  });
}

/** Bytes of everything that is unfinished. */
const bytesKept = () => files().reduce((sum, name) => sum + statSync(join(given.folder, 'uploads', name)).size, 0);
const words = (fields: Record<string, string>) =>
  Object.entries(fields)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',');
const begin = (
  length: number,
  fields: Record<string, string> = { filename: 'вечер.mp3' },
  headers: Record<string, string> = {},
) => ask('POST', '/api/uploads', { 'upload-length': String(length), 'upload-metadata': words(fields), ...headers });
const patch = (path: string, offset: number, bytes: Buffer, headers: Record<string, string> = {}, cutAfter?: number) =>
  ask(
    'PATCH',
    path,
    {
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
      'content-length': String(bytes.length),
      ...headers,
    },
    bytes,
    cutAfter,
  );
/** Ends whatever the tests before left open. */
const cancelAll = async () => {
  for (const id of files())
    for (const cookie of [given.cookies.supervisor, given.cookies.administrator])
      await ask('DELETE', `/api/uploads/${id}`, { cookie });
  expect(files()).toEqual([]);
};
const files = () => readdirSync(join(given.folder, 'uploads')).filter((name) => !name.endsWith('.json'));

describe('a resumable upload', () => {
  it('R11 that broke off twice ends as the same recording', async () => {
    const begun = await begin(sample.length, {
      filename: 'вечер.mp3',
      metadata: JSON.stringify({ operator: { id: 'op-1' }, ring_seconds: 4 }),
    });
    expect(begun.status, begun.body).toBe(201);
    const path = String(begun.headers.location);
    expect(path).toMatch(/^\/api\/uploads\/[0-9a-f-]{36}$/);
    expect(begun.headers['upload-expires']).toBeDefined();
    await patch(path, 0, sample, {}, 100_000);
    const half = await ask('HEAD', path);
    const offset = Number(half.headers['upload-offset']);
    expect(half.status).toBe(200);
    expect(offset).toBeGreaterThan(0);
    expect(offset).toBeLessThan(sample.length);
    const next = await patch(path, offset, sample.subarray(offset, offset + 50_000));
    expect(next.status).toBe(204);
    const last = await patch(path, offset + 50_000, sample.subarray(offset + 50_000));
    expect(last.status, last.body).toBe(200);
    const { id, duplicate } = JSON.parse(last.body);
    expect(duplicate).toBe(false);
    const call = await given.analyzer.ledger.find(id);
    expect(call).toMatchObject({
      externalId: 'вечер',
      source: 'upload',
      metadata: { operator: { id: 'op-1' }, ring_seconds: 4 },
    });
    expect(call?.recordingSha256).toBe(createHash('sha256').update(sample).digest('hex'));
    expect(files()).toEqual([]);
  });

  it('A57 is nobody else’s, cannot jump, go back or beyond its end', async () => {
    const path = String((await begin(1_000)).headers.location);
    for (const method of ['HEAD', 'DELETE'])
      expect((await ask(method, path, { cookie: given.cookies.administrator })).status).toBe(404);
    expect((await patch(path, 0, Buffer.alloc(10), { cookie: given.cookies.administrator })).status).toBe(404);
    expect((await ask('HEAD', path, { cookie: given.cookies.operator })).status).toBe(403);
    expect((await ask('HEAD', path, { cookie: '' })).status).toBe(401);
    expect((await patch(path, 500, Buffer.alloc(10))).status).toBe(409);
    expect((await patch(path, -1, Buffer.alloc(10))).status).toBe(400);
    expect([400, 413]).toContain((await patch(path, 0, Buffer.alloc(1_001))).status);
    expect((await ask('HEAD', '/api/uploads/..%2F..%2Fetc%2Fpasswd')).status).toBe(404);
    expect((await ask('HEAD', '/api/uploads/00000000-0000-4000-8000-000000000000')).status).toBe(404);
    expect((await begin(-5)).status).toBe(400);
    expect((await begin(20_000_001)).status).toBe(413);
    const wrong = await begin(1_000, { filename: 'x.mp3', metadata: 'не json' });
    expect([wrong.status, JSON.parse(wrong.body).message]).toEqual([400, expect.stringContaining('metadata')]);
    expect((await begin(1_000, { filename: 'x', owner: 'другой' })).status).toBe(201);
    expect((await ask('DELETE', path)).status).toBe(204);
    expect((await ask('HEAD', path)).status).toBe(404);
  });

  it('A60 is refused when somebody has too many open', async () => {
    const before = files().length;
    const answers: number[] = [];
    for (let i = before; i < 21; i += 1) answers.push((await begin(1_000)).status);
    expect(new Set(answers.slice(0, -1))).toEqual(new Set([201]));
    expect(answers.at(-1)).toBe(429);
    expect((await begin(1_000, { filename: 'y.mp3' }, { cookie: given.cookies.administrator })).status).toBe(201);
  });

  it('carries the headers of every answer, and lets no other site read it', async () => {
    const answer = await begin(1_000, { filename: 'y.mp3' }, { cookie: given.cookies.administrator });
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['cache-control']).toContain('no-store');
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    const foreign = await begin(
      1_000,
      { filename: 'y.mp3' },
      { cookie: given.cookies.administrator, origin: 'https://evil.example' },
    );
    expect(foreign.status).toBe(403);
  });

  it('carries a recording and its transcript behind it, or a transcript alone', async () => {
    const transcript = Buffer.from(
      JSON.stringify({ id: 'парный', segments: [{ speaker: 'operator', start: 0, end: 3, text: 'Добрый день.' }] }),
    );
    await cancelAll();
    const recording = Buffer.concat([sample, Buffer.alloc(16)]);
    const both = Buffer.concat([recording, transcript]);
    const begun = await begin(both.length, {
      filename: 'запись.mp3',
      transcript_name: 'парный.json',
      transcript_bytes: String(transcript.length),
    });
    const sent = await patch(String(begun.headers.location), 0, both);
    expect(sent.status, sent.body).toBe(200);
    const call = await given.analyzer.ledger.find(JSON.parse(sent.body).id);
    expect(call?.recordingSha256).toBe(createHash('sha256').update(recording).digest('hex'));
    // The name that the transcript itself gives the call.
    expect(call?.externalId).toBe('парный');

    const alone = await begin(transcript.length, {
      filename: 'один.json',
      transcript_bytes: String(transcript.length),
    });
    const received = await patch(String(alone.headers.location), 0, transcript);
    expect(received.status, received.body).toBe(200);
    const words = await given.analyzer.ledger.find(JSON.parse(received.body).id);
    expect(words).toMatchObject({ externalId: 'парный', recordingSha256: null });

    const wrong = await begin(10, { filename: 'x.mp3', transcript_bytes: '11' });
    expect([wrong.status, JSON.parse(wrong.body).message]).toEqual([400, expect.stringContaining('transcript_bytes')]);
    const broken = await begin(4, { filename: 'x.json', transcript_bytes: '4' });
    const refused = await patch(String(broken.headers.location), 0, Buffer.from('{no}'));
    expect([refused.status, JSON.parse(refused.body).code]).toEqual([422, 'bad_transcript']);
    expect((await ask('HEAD', String(broken.headers.location))).status).toBe(404);
  });

  it('may come whole with its creation', async () => {
    const transcript = Buffer.from(
      JSON.stringify({ id: 'сразу', segments: [{ speaker: 'operator', start: 0, end: 3, text: 'Добрый вечер.' }] }),
    );
    const before = files().length;
    const whole = await ask(
      'POST',
      '/api/uploads',
      {
        'upload-length': String(transcript.length),
        'upload-metadata': words({ filename: 'сразу.json', transcript_bytes: String(transcript.length) }),
        'content-type': 'application/offset+octet-stream',
        'content-length': String(transcript.length),
      },
      transcript,
    );
    expect(whole.status, whole.body).toBe(201);
    expect((await given.analyzer.ledger.find(JSON.parse(whole.body).id))?.externalId).toBe('сразу');
    const broken = await ask(
      'POST',
      '/api/uploads',
      {
        'upload-length': '4',
        'upload-metadata': words({ filename: 'x.json', transcript_bytes: '4' }),
        'content-type': 'application/offset+octet-stream',
        'content-length': '4',
      },
      Buffer.from('{no}'),
    );
    expect([broken.status, JSON.parse(broken.body).code]).toEqual([422, 'bad_transcript']);
    await waitFor(() => files().length === before);
  });
});

describe('room for what is unfinished', () => {
  it('A60 ends for one person, and for everybody together', async () => {
    const { administrator, trainer } = given.cookies;
    await cancelAll();
    // Both at once: neither lies on the disk when the other asks.
    const pair = await Promise.all([begin(13_000_000), begin(13_000_000)]);
    expect(pair.map(({ status }) => status).sort()).toEqual([201, 429]);
    const refused = pair.find(({ status }) => status === 429);
    expect(JSON.parse(refused?.body ?? '').message).toMatch(/^ваши незаконченные загрузки вместе с этой больше/);
    const other = await begin(20_000_000, { filename: 'a.mp3' }, { cookie: administrator });
    expect(other.status).toBe(201);
    const third = await begin(8_000_000, { filename: 'b.mp3' });
    expect([third.status, JSON.parse(third.body).code]).toEqual([503, 'no_room']);
    await ask('DELETE', String(other.headers.location), { cookie: administrator });
    expect((await begin(8_000_000, { filename: 'b.mp3' })).status).toBe(201);
    expect((await begin(1_000, { filename: 'c.mp3' }, { cookie: trainer })).status).not.toBe(201);
  });

  it('A60 is asked for by its whole length at once', async () => {
    const deferred = await ask('POST', '/api/uploads', {
      'upload-defer-length': '1',
      'upload-metadata': words({ filename: 'x.mp3' }),
    });
    expect([deferred.status, JSON.parse(deferred.body).message]).toEqual([
      400,
      expect.stringContaining('Upload-Length'),
    ]);
    expect((await begin(0)).status).toBe(400);
  });
});
