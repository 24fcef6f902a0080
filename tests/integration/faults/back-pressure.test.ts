/** Uploads are refused, at once and with the moment to come back, when they could not be kept or would wait too long. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KamertonError } from '#platform';
import { samplesFolder } from '../../../analyzer/demo/demo.ts';
import { multipart } from '../../support/multipart.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { openTestApp, type TestApp } from '../../support/test-app.ts';
import { waitFor } from '../../support/wait-for.ts';

const send = ({ app, cookies }: TestApp, words: string) => {
  const vtt = `WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Оператор>${words}\n`;
  const { headers, payload } = multipart([{ name: 'transcript', filename: `${words}.vtt`, content: vtt }]);
  return app.inject({
    method: 'POST',
    url: '/api/calls',
    headers: { ...headers, cookie: cookies.supervisor },
    payload,
  });
};

describe.each([
  ['a disk with too little room', { KAMERTON_LEAST_FREE_BYTES: String(2 ** 52) }, 0, 'no_room', /кончается место/],
  ['a queue that is full', { KAMERTON_MOST_WAITING: '2' }, 2, 'overloaded', /очередь обработки заполнена/],
] as const)('%s', (_name, environment, taken, code, message) => {
  const folder = tempFolder();
  let given: TestApp & { close(): Promise<void> };
  beforeAll(async () => {
    given = await openTestApp(folder, { environment });
  });
  afterAll(() => given?.close());

  it(`lets ${taken} calls in and then answers 503 with the moment to come back`, async () => {
    for (let i = 0; i < taken; i += 1) expect((await send(given, `слово ${i}`)).statusCode).toBe(202);
    // The queue is counted once a second.
    const admission = () => given.analyzer.surroundings.admit().catch((error: KamertonError) => error.code);
    await waitFor(async () => (await admission()) === code);
    const refused = await send(given, 'лишнее');
    expect(refused.statusCode).toBe(503);
    expect(refused.headers['retry-after']).toBe('60');
    expect(refused.json()).toMatchObject({ code, message: expect.stringMatching(message) });
    expect((await given.analyzer.ledger.page({ scope: { kind: 'all' }, limit: 9 })).total).toBe(taken);
    // Reading goes on.
    const list = await given.app.inject({ url: '/api/calls', headers: { cookie: given.cookies.supervisor } });
    expect(list.statusCode).toBe(200);
  });

  it('keeps nothing of a recording that it refused', async () => {
    const content = readFileSync(join(samplesFolder, '11_mono.mp3'));
    const { headers, payload } = multipart([{ name: 'recording', filename: 'a.mp3', content }]);
    const answer = await given.app.inject({
      method: 'POST',
      url: '/api/calls',
      headers: { ...headers, cookie: given.cookies.supervisor },
      payload,
    });
    expect(answer.statusCode).toBe(503);
    // Only this folder: the parts of the running store come and go under a look at all of them.
    const recordings = join(folder, 'recordings');
    const kept = existsSync(recordings) ? readdirSync(recordings, { recursive: true, encoding: 'utf8' }) : [];
    expect(kept.filter((path) => /[0-9a-f]{64}|incoming\/./.test(path))).toEqual([]);
  });
});
