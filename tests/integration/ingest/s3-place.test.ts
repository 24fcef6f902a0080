/** A bucket as a place: listing, downloads that are whole or nothing, and every refusal in words. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkSources } from '../../../analyzer/cli/doctor-sources.ts';
import { analyzerConfigSchema, readConfig } from '../../../analyzer/config.ts';
import { readySource } from '../../../analyzer/ingest/describe-recording.ts';
import { openPlace } from '../../../analyzer/ingest/open-place.ts';
import { type FoundFile, type Place, StillChanging } from '../../../analyzer/ingest/place.ts';
import { sourceSchema } from '../../../analyzer/ingest/source.ts';
import { remoteSecrets } from '../../support/remote-shelf.ts';
import { type S3Server, s3Keys, startS3Server } from '../../support/s3-server.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const temp = tempFolder();
let server: S3Server;
beforeAll(async () => {
  server = await startS3Server();
});
afterAll(() => server.stop());

const never = new AbortController().signal;
const placeOf = (settings: Record<string, unknown> = {}, secrets: Partial<typeof remoteSecrets> = remoteSecrets) => {
  const { url: endpoint, bucket } = server;
  const source = sourceSchema.parse({ name: 'ats', kind: 's3', endpoint, allow_http: true, bucket, ...settings });
  const none = { s3AccessKey: undefined, s3SecretKey: undefined, sftpPassword: undefined };
  return openPlace(readySource(source, 'Europe/Moscow'), {
    tempFolder: temp,
    maxBytes: 1_000_000,
    secrets: { ...none, ...secrets },
  });
};
const found = async (place: Place, path: string): Promise<FoundFile> => {
  const file = (await place.scan()).recordings.find((one) => one.path === path);
  if (file === undefined) throw new Error(`no ${path}`);
  return file;
};
const whyNot = (settings: Record<string, unknown>, secrets?: Partial<typeof remoteSecrets>) =>
  placeOf(settings, secrets)
    .then((place) => place.scan())
    .then(
      () => 'reached',
      (error: Error) => error.message,
    );

describe('what lies in a bucket', () => {
  it('lists page after page, passes over what is put away, unfinished, hidden or no file', async () => {
    for (let i = 0; i < 120; i += 1) server.put(`p1/day/call-${i}.wav`, `${i}`);
    for (const name of ['done/x.wav', 'rejected/y.wav', 'day/', '.tmp/z.wav', 'a.wav.part', 'note.doc'])
      server.put(`p1/${name}`, 'x');
    server.put('p1/day/имя + пробел & знак?.json', '{}');
    server.put('p1/all.zip', 'PK');
    server.put('elsewhere/b.wav', 'x');
    const scan = await (await placeOf({ prefix: 'p1/' })).scan();
    expect(new Set(scan.recordings.map(({ path }) => path))).toEqual(
      new Set(Array.from({ length: 120 }, (_, i) => `day/call-${i}.wav`)),
    );
    expect([...scan.beside.keys()]).toEqual(['day/имя + пробел & знак?.json']);
    expect(scan.refused).toMatchObject([{ path: 'all.zip', reason: expect.stringContaining('архивы') }]);
    const flat = await (await placeOf({ prefix: 'p1/', nested: false })).scan();
    expect(flat.recordings).toEqual([]);
  });

  it('brings the whole object or nothing: cut off, grown, gone, frozen, too large', async () => {
    const place = await placeOf({ prefix: 'p2/' });
    const sound = Buffer.alloc(20_000, 7);
    server.put('p2/a.wav', sound);
    const a = await found(place, 'a.wav');
    const copy = await place.fetch(a, never);
    expect(readFileSync(copy.path).equals(sound)).toBe(true);
    await copy.release();

    server.cut(2);
    await expect(place.fetch(a, never)).rejects.toMatchObject({
      code: 'source_unavailable',
      message: expect.stringMatching(/^источник ats: http:\/\/127\.0\.0\.1:\d+: соединение оборвалось$/),
    });
    server.cut(0);
    server.put('p2/a.wav', Buffer.alloc(20_001, 7));
    await expect(place.fetch(a, never)).rejects.toBeInstanceOf(StillChanging);
    server.objects.delete('p2/a.wav');
    await expect(place.fetch(a, never)).rejects.toBeInstanceOf(StillChanging);
    server.put('p2/cold.wav', sound, 'GLACIER');
    await expect(place.fetch(await found(place, 'cold.wav'), never)).rejects.toMatchObject({ code: 'bad_input' });
    server.put('p2/big.wav', Buffer.alloc(1_000_001));
    const before = server.asked.get('GET');
    await expect(place.fetch(await found(place, 'big.wav'), never)).rejects.toMatchObject({ code: 'too_large' });
    expect(server.asked.get('GET')).toBe(before);
    expect(readdirSync(temp)).toEqual([]);
  });

  it('keeps apart what bears one name, and removes only what is old', async () => {
    const place = await placeOf({ prefix: 'p3/' });
    server.put('p3/done/d/a.wav', 'old');
    server.put('p3/d/a.wav', 'new');
    await place.moveToDone(['d/a.wav'], '0123456789abcdef');
    const under = () => [...server.objects.keys()].filter((key) => key.startsWith('p3/')).sort();
    expect(under()).toEqual(['p3/done/d/a-01234567.wav', 'p3/done/d/a.wav']);
    // What is gone already is no fault.
    await place.moveToDone(['d/a.wav'], '0123456789abcdef');
    const old = server.objects.get('p3/done/d/a.wav');
    if (old) old.at = new Date('2026-01-01T00:00:00Z');
    expect(await place.prune('done', Date.parse('2026-01-02T00:00:00Z'))).toBe(1);
    expect(under()).toEqual(['p3/done/d/a-01234567.wav']);
  });
});

describe('what hinders', () => {
  it('is told in one line with the way out, and never with a secret', async () => {
    const wrong = { s3AccessKey: s3Keys.accessKey, s3SecretKey: 'not the secret' };
    expect(await whyNot({}, wrong)).toMatch(/^источник ats: S3 не принимает ключ доступа; проверьте access_key_file/);
    expect(await whyNot({}, { ...wrong, s3AccessKey: 'nobody' })).toContain('не принимает ключ доступа');
    expect(await whyNot({}, {})).toContain('нет ключа доступа; задайте KAMERTON_S3_ACCESS_KEY');
    expect(await whyNot({ bucket: 'nothing' })).toMatch(/корзины nothing нет на http/);
    expect(await whyNot({ endpoint: 'http://127.0.0.1:1' })).toContain('соединение не принято');
    expect(await whyNot({ endpoint: server.url.replace('http', 'https') })).toContain('говорит по TLS');
    expect(await whyNot({ access_key_file: '/nowhere/key' })).toContain('/nowhere/key не читается (ENOENT)');
    server.denied.add('LIST');
    expect(await whyNot({})).toContain('не хватает права s3:ListBucket на корзину records');
    server.denied.clear();
  });

  it('takes keys from files, anew at every connection', async () => {
    const [key, secret] = [join(tempFolder(), 'key'), join(tempFolder(), 'secret')];
    writeFileSync(key, `${s3Keys.accessKey}\n`);
    writeFileSync(secret, 'old');
    const place = await placeOf({ access_key_file: key, secret_key_file: secret }, {});
    await expect(place.scan()).rejects.toMatchObject({ code: 'source_unavailable' });
    await place.rest();
    writeFileSync(secret, s3Keys.secretKey);
    expect((await place.scan()).problem).toBeNull();
  });

  it('is found by the check before anything is taken: no right to put away', async () => {
    await (await placeOf()).check();
    expect([...server.objects.keys()].some((key) => key.includes('.kamerton-check'))).toBe(false);
    server.denied.add('PUT');
    await expect((await placeOf()).check()).rejects.toThrow('не хватает права s3:PutObject');
    await (await placeOf({ after: 'leave' })).check();
    server.denied.clear();
  });

  it('is told by the doctor, a line a source', async () => {
    const folder = tempFolder();
    const own = { kind: 's3', endpoint: server.url, allow_http: true, bucket: server.bucket };
    const sources = [
      { ...own, name: 'good', prefix: 'p9/' },
      { ...own, name: 'gone', bucket: 'nothing' },
      { name: 'near', folder, after: 'leave' },
      { name: 'off', folder: '/nowhere', on: false },
    ];
    writeFileSync(join(folder, 'sources.json'), JSON.stringify({ sources }));
    const config = readConfig(analyzerConfigSchema, {
      KAMERTON_DATA_DIR: folder,
      KAMERTON_S3_ACCESS_KEY: s3Keys.accessKey,
      KAMERTON_S3_SECRET_KEY: s3Keys.secretKey,
    });
    expect(await checkSources(config)).toEqual([
      { name: 'Источник good', ok: true, detail: `${server.url} records/p9/ – читается, можно убирать принятое` },
      { name: 'Источник gone', ok: false, optional: true, detail: expect.stringContaining('корзины nothing нет') },
      { name: 'Источник near', ok: true, detail: `${folder} – читается` },
    ]);
    writeFileSync(join(folder, 'sources.json'), '{');
    expect(await checkSources(config)).toMatchObject([{ ok: false, detail: expect.stringContaining('это не JSON') }]);
  });

  it('is refused in the file of sources: secrets, open http, a prefix that is none', () => {
    const source = { name: 'ats', kind: 's3', endpoint: 'https://s3.example.ru', bucket: 'records' };
    const why = (settings: object) =>
      sourceSchema.safeParse({ ...source, ...settings }).error?.issues.map(({ message }) => message)[0];
    expect(why({})).toBeUndefined();
    expect(why({ secret_key: 'x' })).toBe(
      'секретный ключ в файле источников не пишут: укажите secret_key_file или KAMERTON_S3_SECRET_KEY',
    );
    expect(why({ endpoint: 'http://s3.example.ru' })).toContain('"allow_http": true');
    expect(why({ prefix: 'records' })).toContain('кончается на «/»');
    expect(why({ kind: 'ftp' })).toBe('kind бывает folder, s3, sftp');
    expect(why({ cdr: {} })).toContain('path (на этой машине) или at_source');
  });
});
