/** Uploads that break off and are taken up again (tus): the same bytes in the end, nobody else's, and never too many. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { samplesFolder } from '../../../analyzer/demo/demo.ts';
import { testApp } from '../../support/test-app.ts';

const given = testApp();
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
        ...{ host: '127.0.0.1', port, method, path, agent: false },
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
    request.write(body.subarray(0, cutAfter), () => setTimeout(() => request.destroy(), 100));
  });
}

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
});
