/** A backup made while the product runs, restored elsewhere: the restored product answers the same, word for word. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Analyzer } from '../../../analyzer/analyzer.ts';
import { restoreMarkOf } from '../../../analyzer/config.ts';
import { isPostgres, openStateDatabase } from '../../../analyzer/storage/state/database.ts';
import { leases } from '../../../analyzer/storage/state/leases.ts';
import { holdKeys } from '../../../analyzer/upkeep/keys-lock.ts';
import { type KeptCalls, openKeptCalls } from '../../support/kept-calls.ts';
import { stateEngines } from '../../support/state-engines.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const program = fileURLToPath(new URL('../../../scripts/kamerton.mjs', import.meta.url));

function kamerton(dataFolder: string, args: string[], environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    env: { ...process.env, KAMERTON_DATA_DIR: dataFolder, ...environment },
    encoding: 'utf8',
    // Nothing else runs while such a process does, the time limit of the test neither.
    timeout: 240_000,
  });
  return { status, stdout, stderr };
}

/** Everything that the product can be asked about its calls. */
async function answersOf(analyzer: Analyzer) {
  const { items } = await analyzer.ledger.page({ scope: { kind: 'all' }, limit: 200 });
  const calls = await Promise.all(
    items.map(async (call) => ({
      call,
      facts: await analyzer.facts.read({ id: call.id, day: call.day }),
      words: await analyzer.ledger.transcriptOf(call.id),
      sound: await soundOf(analyzer, call.recording ?? ''),
    })),
  );
  return { calls, accounts: await analyzer.accounts.list(), audit: await analyzer.audit.verify() };
}

async function soundOf(analyzer: Analyzer, name: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of (await analyzer.recordings.open(name)).read()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('latin1');
}

const newestOf = (target: string) => join(target, readdirSync(target).sort().at(-1) ?? '');

describe.each(stateEngines)('a backup with the state in $name', (engine) => {
  const from = tempFolder();
  const to = tempFolder();
  const target = tempFolder();
  let places: { from: Record<string, string>; to: Record<string, string> };
  let before: Awaited<ReturnType<typeof answersOf>>;
  let running: KeptCalls;
  let made: string;

  beforeAll(async () => {
    const environment = async () => {
      const place = await engine.newPlace();
      return isPostgres(place) ? { DATABASE_URL: place } : ({} as Record<string, string>);
    };
    places = { from: await environment(), to: await environment() };
    running = await openKeptCalls(from, places.from);
    for (let i = 0; i < 3; i += 1) {
      await running.add({
        startedAt: `2026-0${i + 1}-11T06:00:00Z`,
        phone: `+7999000000${i}`,
        words: `слова\t${i}\n\\N`,
      });
    }
    await running.analyzer.accounts.create({
      login: 'anna',
      name: 'Анна',
      role: 'supervisor',
      operatorId: null,
      password: 'надёжный пароль',
    });
    for (let i = 0; i < 3; i += 1) {
      await running.analyzer.audit.record({
        action: 'call.viewed',
        actorId: 'u-anna',
        actorLogin: 'anna',
        ip: '10.0.0.1',
        objectId: `call ${i}`,
        result: 'done',
        details: {},
      });
    }
    before = await answersOf(running.analyzer);
  });
  afterAll(() => running?.close());

  it('is made beside the running product and says that the keys are not in it', () => {
    expect(before.audit.broken).toBeNull();
    const { status, stdout, stderr } = kamerton(from, ['backup', target], places.from);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('Ключей в копии нет');
    expect(readdirSync(target)).toHaveLength(1);
    made = newestOf(target);
    expect(existsSync(join(made, 'keys'))).toBe(false);
    const calls = gunzipSync(readFileSync(join(made, 'store', 'calls.tsv.gz'))).toString('utf8');
    expect(calls.trim().split('\n')).toHaveLength(2 + 3);
  });

  it('is not restored without the keys that its recordings need', () => {
    const { status, stderr } = kamerton(to, ['restore', made], places.to);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^kamerton restore: ключей в копии нет: положите сохранённый файл ключей в \S+recordings\.json/,
    );
  });

  it('restored elsewhere with the keys, answers every question the same', async () => {
    cpSync(join(from, 'keys'), join(to, 'keys'), { recursive: true });
    const { status, stderr, stdout } = kamerton(to, ['restore', made], places.to);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('оценённых звонков 3');
    const restored = await openKeptCalls(to, places.to);
    try {
      expect(await answersOf(restored.analyzer)).toEqual(before);
      // It also goes on living: a new call, a new line of the audit log.
      await restored.add({ startedAt: '2026-05-11T06:00:00Z' });
      expect((await restored.analyzer.ledger.page({ scope: { kind: 'all' }, limit: 9 })).total).toBe(4);
    } finally {
      await restored.close();
    }
  });

  it('is never restored over what is there', () => {
    const { status, stderr } = kamerton(to, ['restore', made], places.to);
    expect(status).toBe(1);
    expect(stderr).toContain('уже есть база состояния');
  });
});

describe('backups of one product', () => {
  const from = tempFolder();
  const target = tempFolder();
  let running: KeptCalls;
  beforeAll(async () => {
    running = await openKeptCalls(from);
    await running.add({ startedAt: '2026-01-11T06:00:00Z' });
    expect(kamerton(from, ['backup', target]).status).toBe(0);
    await running.add({ startedAt: '2026-02-11T06:00:00Z' });
  });
  afterAll(() => running?.close());

  it('share the recordings that did not change, and hold the keys when asked', async () => {
    const first = newestOf(target);
    const { status, stdout, stderr } = kamerton(from, ['backup', target, '--with-keys']);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('без изменений с прошлой копии: 1');
    expect(stdout).toContain('Ключи лежат в копии');
    const second = newestOf(target);
    expect(second).not.toBe(first);
    expect(readdirSync(join(second, 'keys')).sort()).toEqual(['privacy', 'recordings', 'signing']);
    const [shelf = ''] = readdirSync(join(first, 'recordings'));
    const [name = ''] = readdirSync(join(first, 'recordings', shelf));
    expect(statSync(join(second, 'recordings', shelf, name)).nlink).toBe(2);
    expect(statSync(join(second, 'manifest.json')).mode & 0o077).toBe(0);
  });

  it('and a change of keys wait for each other: what is sealed and the keys in a backup belong together', async () => {
    const lock = await holdKeys(from);
    const refused = [kamerton(from, ['backup', target, '--with-keys']), kamerton(from, ['keys', 'rotate'])];
    await lock.release();
    for (const { status, stderr } of refused) {
      expect(status).toBe(1);
      expect(stderr).toContain('сейчас меняются ключи или делается резервная копия');
    }
    expect(readdirSync(target).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('wait while data are being deleted: half of a deleted call must not be kept', async () => {
    const database = await openStateDatabase(join(from, 'state', 'kamerton.sqlite'));
    expect(await leases(database).take('retention', 'somebody', 600_000)).toBe(true);
    const { status, stderr } = kamerton(from, ['backup', target]);
    expect(status).toBe(1);
    expect(stderr).toContain('сейчас удаляются данные');
    expect(readdirSync(target).filter((name) => name.endsWith('.part'))).toEqual([]);
    await leases(database).release('retention', 'somebody');
    await database.destroy();
  });

  it('are verified; a changed byte is named, and a half restored folder serves nobody', () => {
    const whole = newestOf(target);
    expect(kamerton(from, ['backup', 'verify', whole]).stdout).toMatch(/^Копия от .* цела: файлов \d+/);
    const broken = join(tempFolder(), 'broken');
    cpSync(whole, broken, { recursive: true });
    const path = join(broken, 'store', 'segments.tsv.gz');
    const bytes = readFileSync(path);
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const checked = kamerton(from, ['backup', 'verify', broken]);
    expect(checked.status).toBe(1);
    expect(checked.stderr).toBe(
      'kamerton backup: файл копии store/segments.tsv.gz повреждён или пропал; возьмите другую копию\n',
    );
    const to = tempFolder();
    expect(kamerton(to, ['restore', broken]).stderr).toContain('store/segments.tsv.gz');
    expect(existsSync(restoreMarkOf({ KAMERTON_DATA_DIR: to }))).toBe(true);
    const served = kamerton(to, ['serve'], { KAMERTON_PORT: '0' });
    expect(served.status).toBe(1);
    expect(served.stderr).toContain('восстановлена из копии не до конца');
    // The same command goes on once the file is whole again.
    cpSync(whole, broken, { recursive: true });
    const again = kamerton(to, ['restore', broken]);
    expect(again.stderr).toBe('');
    expect(again.status).toBe(0);
    expect(existsSync(restoreMarkOf({ KAMERTON_DATA_DIR: to }))).toBe(false);
  });
});
