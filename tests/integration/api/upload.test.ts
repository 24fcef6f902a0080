/** Uploading: recordings, transcripts, both, neither, twice, and everything that is not one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { samplesFolder } from '../../../analyzer/demo/demo.ts';
import { multipart, type Part } from '../../support/multipart.ts';
import { testApp } from '../../support/test-app.ts';

// Nothing is processed here: the sound of a call that was not looked through would be closed.
const given = testApp({ uncheckedSound: true });
const sample = (name: string) => readFileSync(join(samplesFolder, name));
const upload = (parts: Part[], role: 'supervisor' | 'operator' = 'supervisor') => {
  const { headers, payload } = multipart(parts);
  return given.app.inject({
    method: 'POST',
    url: '/api/calls',
    headers: { ...headers, cookie: given.cookies[role] },
    payload,
  });
};

describe('an upload', () => {
  it('of a recording and its transcript becomes one call, also when sent twice', async () => {
    const parts = [
      { name: 'metadata', content: JSON.stringify({ operator: { id: 'op-9', name: 'Анна' } }) },
      { name: 'transcript', filename: '03_lexis.transcript.json', content: sample('03_lexis.transcript.json') },
      { name: 'recording', filename: '03_lexis.wav', content: sample('03_lexis.wav') },
    ];
    const first = await upload(parts);
    expect(first.statusCode).toBe(202);
    const second = await upload(parts);
    expect(second.json()).toEqual({ id: first.json().id, duplicate: true });
    const call = await given.analyzer.ledger.find(first.json().id);
    expect(call).toMatchObject({ externalId: '03_lexis', state: 'waiting', run: 1 });
    expect(call?.metadata.operator).toEqual({ id: 'op-9', name: 'Анна' });
    expect((await given.analyzer.ledger.transcriptOf(first.json().id))?.length).toBeGreaterThan(10);
  });

  it('A58 by twenty racers is one call', async () => {
    const parts = [{ name: 'recording', filename: 'a.mp3', content: sample('11_mono.mp3') }];
    const answers = await Promise.all(Array.from({ length: 20 }, () => upload(parts)));
    expect(answers.filter((answer) => answer.json().duplicate === false)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1);
  });

  it('by a key that may do nothing else is taken, whoever spoke: the telephony writes and reads nothing', async () => {
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const key = await given.analyzer.apiKeys.create({
      name: 'АТС',
      scopes: ['call.upload'],
      expiresAt,
      createdBy: 'x',
    });
    for (const metadata of ['{"operator":{"id":"op-7"}}', '{}']) {
      const text = `WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Оператор>Здравствуйте ${metadata}!\n`;
      const { headers, payload } = multipart([
        { name: 'metadata', content: metadata },
        { name: 'transcript', filename: 'звонок.vtt', content: text },
      ]);
      const authorization = `Bearer ${key.secret}`;
      const sent = await given.app.inject({
        method: 'POST',
        url: '/api/calls',
        headers: { ...headers, authorization },
        payload,
      });
      expect(sent.statusCode, sent.body).toBe(202);
      const read = await given.app.inject({ url: `/api/calls/${sent.json().id}`, headers: { authorization } });
      expect(read.statusCode).toBe(403);
    }
  });

  it('of a transcript alone is a call without sound', async () => {
    const text = 'WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Оператор>Здравствуйте!\n';
    const answer = await upload([{ name: 'transcript', filename: 'звонок.vtt', content: text }]);
    expect(answer.statusCode).toBe(202);
    const audio = await given.app.inject({
      url: `/api/calls/${answer.json().id}/audio`,
      headers: { cookie: given.cookies.supervisor },
    });
    expect(audio.statusCode).toBe(404);
    expect(audio.json().message).toContain('нет записи');
  });

  it('is refused in one line when it cannot be used', async () => {
    const refused: [Part[], number, RegExp][] = [
      [[], 400, /ни записи, ни расшифровки/],
      [[{ name: 'transcript', filename: 'x.json', content: '{' }], 422, /x\.json/],
      [[{ name: 'transcript', filename: 'x.txt', content: 'просто текст' }], 422, /не расшифровка/],
      [[{ name: 'metadata', content: 'не json' }], 400, /metadata/],
      [[{ name: 'surprise', content: 'x' }], 400, /лишнее поле/],
      [[{ name: 'recording', filename: 'big.wav', content: new Uint8Array(20_000_001) }], 413, /./],
    ];
    for (const [parts, status, message] of refused) {
      const answer = await upload(parts);
      expect(answer.statusCode, answer.body).toBe(status);
      expect(answer.json().message).toMatch(message);
    }
  });

  it('that is broken multipart is a 4xx', async () => {
    const cookie = given.cookies.supervisor;
    const bodies: [Record<string, string>, string][] = [
      [{ 'content-type': 'multipart/form-data' }, 'x'],
      [
        { 'content-type': 'multipart/form-data; boundary=b' },
        '--b\r\ncontent-disposition: form-data; name="recording"; filename="a"\r\n\r\ncut',
      ],
      [{ 'content-type': 'application/json' }, '{}'],
    ];
    for (const [headers, payload] of bodies) {
      const answer = await given.app.inject({
        method: 'POST',
        url: '/api/calls',
        headers: { ...headers, cookie },
        payload,
      });
      expect(answer.statusCode, `${headers['content-type']}: ${answer.body}`).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode, `${headers['content-type']}: ${answer.body}`).toBeLessThan(500);
    }
  });

  it('A47 A59 keeps hostile file names harmless', async () => {
    const names = ['../../etc/passwd.wav', '$(touch x).wav', '-y.wav', 'a\u202Egpj.wav', 'x'.repeat(250)];
    for (const [i, filename] of names.entries()) {
      const content = Buffer.concat([sample('11_mono.mp3'), Buffer.from([i])]);
      const answer = await upload([{ name: 'recording', filename, content }]);
      expect(answer.statusCode).toBe(202);
      const call = await given.analyzer.ledger.find(answer.json().id);
      expect(call?.recording).toMatch(/^[0-9a-f]{64}$/);
      expect(call?.externalId).not.toMatch(/[\p{C}/]/u);
    }
  });
});

describe('the sound of a call', () => {
  it('A51 is given in ranges, by its true type, and never to be cached', async () => {
    const uploaded = await upload([{ name: 'recording', filename: 'x.dat', content: sample('07_hold_dead_air.opus') }]);
    const answer = await given.app.inject({
      url: `/api/calls/${uploaded.json().id}/audio`,
      headers: { cookie: given.cookies.supervisor, range: 'bytes=0-99' },
    });
    expect(answer.statusCode).toBe(206);
    expect(answer.headers).toMatchObject({
      'content-type': 'audio/ogg',
      'content-range': `bytes 0-99/${sample('07_hold_dead_air.opus').byteLength}`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(answer.rawPayload.equals(sample('07_hold_dead_air.opus').subarray(0, 100))).toBe(true);
  });
});
