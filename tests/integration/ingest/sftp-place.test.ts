/** A server of SFTP as a place: its key is known beforehand, downloads are whole or nothing, every refusal is told in words. */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readySource } from '../../../analyzer/ingest/describe-recording.ts';
import { openPlace } from '../../../analyzer/ingest/open-place.ts';
import { StillChanging } from '../../../analyzer/ingest/place.ts';
import { sourceSchema } from '../../../analyzer/ingest/source.ts';
import { remoteSecrets } from '../../support/remote-shelf.ts';
import { type SftpServer, sftpUser, startSftpServer } from '../../support/sftp-server.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const temp = tempFolder();
const secretsFolder = tempFolder();
const emptyFolder = tempFolder();
let server: SftpServer;
beforeAll(async () => {
  server = await startSftpServer();
});
afterAll(() => server.stop());

const never = new AbortController().signal;
const secretFile = (name: string, text: string) => {
  const path = join(secretsFolder, name);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
};
const placeOf = (settings: Record<string, unknown>, secrets = remoteSecrets) => {
  const own = { kind: 'sftp', host: '127.0.0.1', port: server.port, user: sftpUser.user, host_key: server.hostKey };
  const source = sourceSchema.parse({ name: 'ats', ...own, ...settings });
  return openPlace(readySource(source, 'Europe/Moscow'), { tempFolder: temp, maxBytes: 1_000_000, secrets });
};
const whyNot = async (settings: Record<string, unknown>, secrets?: typeof remoteSecrets) => {
  const place = await placeOf({ folder: emptyFolder, after: 'leave', nested: false, ...settings }, secrets);
  return place
    .scan()
    .then(
      () => 'reached',
      (error: Error) => error.message,
    )
    .finally(() => place.rest());
};

describe('what lies on a server', () => {
  it('lists folder after folder; links and channels are refused, what is put away or unfinished is passed over', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'день', 'вечер'), { recursive: true });
    mkdirSync(join(folder, 'done'));
    for (const name of ['день/вечер/a.wav', 'b.wav', 'b.json', 'done/c.wav', 'd.wav.filepart', '.e.wav'])
      writeFileSync(join(folder, name), name);
    symlinkSync('/etc/passwd', join(folder, 'link.wav'));
    symlinkSync('/', join(folder, 'root'));
    execFileSync('mkfifo', [join(folder, 'pipe.wav')]);
    const place = await placeOf({ folder });
    const scan = await place.scan();
    expect(scan.recordings.map(({ path }) => path).sort()).toEqual(['b.wav', 'день/вечер/a.wav']);
    expect([...scan.beside.keys()]).toEqual(['b.json']);
    expect(scan.refused.map(({ path }) => path).sort()).toEqual(['link.wav', 'pipe.wav']);
    const [b] = [...scan.beside.values()];
    expect(b && (await place.readSmall(b, 100)).toString()).toBe('b.json');
    expect(b && (await place.readSmall({ ...b, size: 101 }, 100).catch((error) => error.code))).toBe('bad_input');
    await place.rest();
  });

  it('passes over a folder that goes away while it is looked for', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'a.wav'), 'a');
    // A name that is no UTF-8 is listed and cannot be asked for again: for us it has gone.
    mkdirSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xe4, 0xed, 0xe8])]));
    const place = await placeOf({ folder });
    const { recordings, problem } = await place.scan();
    expect(recordings.map(({ path }) => path)).toEqual(['a.wav']);
    expect(problem).toContain('не в UTF-8');
    await place.rest();
  });

  it('brings the whole file or nothing: cut off, still growing, gone, too large', async () => {
    const folder = tempFolder();
    const at = (name: string) => join(folder, name);
    const sound = Buffer.alloc(600_000, 7);
    writeFileSync(at('a.wav'), sound);
    const place = await placeOf({ folder });
    const [a] = (await place.scan()).recordings;
    if (a === undefined) throw new Error('nothing found');
    const copy = await place.fetch(a, never);
    expect(readFileSync(copy.path).equals(sound)).toBe(true);
    await copy.release();

    server.cut(1);
    await expect(place.fetch(a, never)).rejects.toMatchObject({
      code: 'source_unavailable',
      message: expect.stringMatching(/^источник ats: 127\.0\.0\.1:\d+: соединение по SFTP не удалось или оборвалось$/),
    });
    // The next file is asked for over a new connection.
    appendFileSync(at('a.wav'), 'more');
    await expect(place.fetch(a, never)).rejects.toBeInstanceOf(StillChanging);
    rmSync(at('a.wav'));
    await expect(place.fetch(a, never)).rejects.toBeInstanceOf(StillChanging);
    await expect(place.fetch({ ...a, size: 1_000_001 }, never)).rejects.toMatchObject({ code: 'too_large' });
    expect(readdirSync(temp)).toEqual([]);
    await place.rest();
  });

  it('keeps apart what bears one name, and removes only what was put away long ago', async () => {
    const folder = tempFolder();
    const at = (name: string) => join(folder, name);
    mkdirSync(at('done/d'), { recursive: true });
    mkdirSync(at('d'));
    writeFileSync(at('done/d/a.wav'), 'old');
    utimesSync(at('done/d/a.wav'), 1_700_000_000, 1_700_000_000);
    writeFileSync(at('d/a.wav'), 'new');
    // A recording of last year that is put away today.
    utimesSync(at('d/a.wav'), 1_700_000_000, 1_700_000_000);
    const place = await placeOf({ folder });
    await place.moveToDone(['d/a.wav'], '0123456789abcdef');
    await place.moveToDone(['d/a.wav'], '0123456789abcdef');
    expect(readFileSync(at('done/d/a-01234567.wav'), 'utf8')).toBe('new');
    expect(await place.prune('done', 1_700_000_001_000)).toBe(1);
    expect(readdirSync(at('done/d'))).toEqual(['a-01234567.wav']);
    writeFileSync(at('x.wav'), 'x');
    await place.moveToRejected(['x.wav'], 'не звук', 'ff');
    expect(readFileSync(at('rejected/x.wav.reason.txt'), 'utf8')).toBe('не звук\n');
    await place.rest();
  });
});

describe('who the server is', () => {
  it('A83 is asked before anything secret is sent: an unknown or another key ends it, with the fingerprint', async () => {
    const before = { ...server.met };
    expect(await whyNot({ host_key: undefined })).toBe(
      `источник ats: сервер 127.0.0.1:${server.port} показал ключ ssh-ed25519 ${server.hostKey}; сверьте его с администратором сервера и впишите "host_key": "${server.hostKey}"`,
    );
    const other = `SHA256:${'A'.repeat(43)}`;
    expect(await whyNot({ host_key: other })).toMatch(
      /^источник ats: ключ сервера .* не тот, что вписан: показан ssh-ed/,
    );
    expect(server.met).toEqual(before);
    expect(await whyNot({ host_key: [other, server.hostKey] })).toBe('reached');
  });
});

describe('who we are', () => {
  it('is proven by a key, with or without a passphrase, or by a password', async () => {
    const none = { ...remoteSecrets, sftpPassword: '' };
    const noPassword = { s3AccessKey: '', s3SecretKey: '', sftpPassword: undefined } as unknown as typeof remoteSecrets;
    const private_key_file = secretFile('id', server.privateKey);
    expect(await whyNot({ private_key_file }, noPassword)).toBe('reached');
    const sealed = secretFile('sealed', server.privateKey);
    execFileSync('ssh-keygen', ['-q', '-p', '-f', sealed, '-N', 'пароль ключа', '-P', '']);
    const passphrase_file = secretFile('passphrase', 'пароль ключа\n');
    expect(await whyNot({ private_key_file: sealed, passphrase_file }, noPassword)).toBe('reached');
    expect(await whyNot({ private_key_file: sealed }, noPassword)).toContain(
      'не читается; проверьте файл и passphrase_file',
    );
    expect(await whyNot({ password_file: secretFile('password', `${sftpUser.password}\n`) }, noPassword)).toBe(
      'reached',
    );
    expect(await whyNot({}, noPassword)).toContain('нечем войти; задайте private_key_file');
    expect(await whyNot({}, { ...none, sftpPassword: 'wrong' })).toBe(
      'источник ats: 127.0.0.1 не впускает пользователя ats; проверьте имя и ключ или пароль',
    );
  });

  it('is told what else hinders: no folder, no rights, nobody there', async () => {
    expect(await whyNot({ folder: '/nowhere/at/all' })).toBe(
      'источник ats: папки /nowhere/at/all нет на 127.0.0.1; проверьте folder',
    );
    expect(await whyNot({ port: 1 })).toBe(
      'источник ats: 127.0.0.1:1: соединение не принято; проверьте адрес, порт и запущен ли сервер',
    );
    const place = await placeOf({ folder: '/proc', nested: false });
    await expect(place.check()).rejects.toThrow('в папку /proc на 127.0.0.1 нельзя писать');
    await place.rest();
    const folder = tempFolder();
    const good = await placeOf({ folder });
    await good.check();
    await good.rest();
    expect(readdirSync(folder)).toEqual([]);
  });
});
