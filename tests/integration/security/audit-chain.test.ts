/** A79, A40: the audit log shows every change, hole and cut; two processes share one chain; names forge no lines. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenAuditTrail, openAuditTrail } from '../../../analyzer/audit/audit-trail.ts';
import type { AuditEvent } from '../../../analyzer/domain/audit.ts';
import { openStateDatabase, type StateDatabase } from '../../../analyzer/storage/state/database.ts';
import { openTestState, stateEngines } from '../../support/state-engines.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const event = (over: Partial<AuditEvent> = {}): AuditEvent => ({
  action: 'call.viewed',
  actorId: null,
  actorLogin: 'petrova',
  ip: '10.0.0.7',
  objectId: 'c0ffee00-0000-8000-8000-000000000001',
  result: 'done',
  ...over,
});

describe('audit log', () => {
  const folder = tempFolder();
  let database: StateDatabase;
  let trail: OpenAuditTrail;
  const open = async (name: string) => {
    const place = join(folder, name);
    const opened = await openStateDatabase(join(place, 'state', 'kamerton.sqlite'));
    return { place, opened, trail: await openAuditTrail({ KAMERTON_DATA_DIR: place }, opened) };
  };

  beforeAll(async () => {
    const first = await open('first');
    database = first.opened;
    trail = first.trail;
  });
  afterAll(async () => {
    await database.destroy();
  });

  it('numbers and chains the rows and keeps the id of a call apart from them', async () => {
    expect(await trail.record(event())).toBe(1);
    expect(await trail.record(event({ action: 'call.played', details: { from: 3, to: 9.5 } }))).toBe(2);
    const [one, two] = await trail.log.after(0, 10);
    expect(two?.prevHash).toBe(one?.rowHash);
    expect(two?.objectId).toBe(one?.objectId);
    expect(one?.objectId).not.toContain('c0ffee00');
    expect(two).toMatchObject({ actorLogin: 'petrova', objectKind: 'call', details: { from: 3, to: 9.5 } });
    expect(await trail.verify()).toEqual({ rows: 2, lastSeq: 2, broken: null });
  });

  it('writes events that come at once together, moves the head once behind them, and refuses a bad one alone', async () => {
    const { opened, trail: other } = await open('at-once');
    const moved: number[] = [];
    const afterwards = async ({ seq }: { seq: number }) => void moved.push(seq);
    const bad = { ...event(), action: 'no such action' } as unknown as AuditEvent;
    const calls = ['1', '2', '1', '2', '3'].map((n) => event({ objectId: `c0ffee00-0000-8000-8000-00000000000${n}` }));
    const all = [...calls.slice(0, 2), bad, ...calls.slice(2)].map((one) => other.log.append(one, afterwards));
    const settled = await Promise.allSettled(all);
    expect(settled.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      ...Array(3).fill('fulfilled'),
    ]);
    const rows = await other.log.after(0, 10);
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    // The first goes alone; those that came while it was being written follow together.
    expect(moved).toEqual([1, 5]);
    expect(rows[0]?.objectId).toBe(rows[2]?.objectId);
    expect(rows[1]?.objectId).toBe(rows[3]?.objectId);
    expect(new Set(rows.map(({ objectId }) => objectId)).size).toBe(3);
    await other.record(event());
    expect(await other.verify()).toEqual({ rows: 6, lastSeq: 6, broken: null });
    await opened.destroy();
  });

  it('A40 writes line breaks, terminal codes and turning characters as escapes', async () => {
    const login = 'a\r\nadmin \u001b[31m\u202Etxt';
    const seq = await trail.record(event({ action: 'session.failed', actorLogin: login, objectId: null }));
    const [row] = await trail.log.after(seq - 1, 1);
    expect(row?.actorLogin).toBe('a\\u{d}\\u{a}admin \\u{1b}[31m\\u{202e}txt');
    expect((await trail.verify()).broken).toBeNull();
  });

  it('A79 refuses update and delete by triggers', async () => {
    await expect(database.updateTable('audit_log').set({ actor_login: 'x' }).execute()).rejects.toThrow(/append-only/);
    await expect(database.deleteFrom('audit_log').execute()).rejects.toThrow(/append-only/);
    expect((await trail.verify()).broken).toBeNull();
  });

  it('A79 names the first row that was changed behind the triggers', async () => {
    const { opened, trail: other } = await open('changed');
    for (let i = 0; i < 5; i += 1) await other.record(event());
    await sql`DROP TRIGGER audit_log_no_update`.execute(opened);
    await opened.updateTable('audit_log').set({ ip: '10.0.0.8' }).where('seq', '=', 3).execute();
    expect((await other.verify()).broken).toMatchObject({ seq: 3 });
    await opened.destroy();
  });

  it('A79 sees a hole, a cut tail and a head that was forged or removed', async () => {
    const { opened, place, trail: other } = await open('cut');
    for (let i = 0; i < 5; i += 1) await other.record(event());
    await sql`DROP TRIGGER audit_log_no_delete`.execute(opened);
    await opened.deleteFrom('audit_log').where('seq', '=', 5).execute();
    expect((await other.verify()).broken).toMatchObject({ seq: 5, reason: expect.stringContaining('отрезан') });
    await opened.deleteFrom('audit_log').where('seq', '=', 2).execute();
    expect((await other.verify()).broken).toMatchObject({ seq: 2, reason: expect.stringContaining('удалена') });
    const head = join(place, 'audit', 'head.json');
    await writeFile(head, (await readFile(head, 'utf8')).replace('"seq":5', '"seq":1'));
    expect((await other.verify()).broken).toMatchObject({ seq: 1, reason: expect.stringContaining('подпись') });
    await opened.destroy();
  });

  it('A79 rejects when the row cannot be written', async () => {
    const { opened, trail: other } = await open('full');
    await sql`CREATE TRIGGER full BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'disk full'); END`.execute(
      opened,
    );
    await expect(other.record(event())).rejects.toMatchObject({ code: 'store_unavailable' });
    await sql`DROP TRIGGER full`.execute(opened);
    expect(await other.record(event())).toBe(1);
    await opened.destroy();
  });

  it('is one chain when several processes write at once', async () => {
    const { opened, place, trail: other } = await open('together');
    const writer = fileURLToPath(new URL('../../support/write-audit-rows.ts', import.meta.url));
    const writers = ['a', 'b', 'c'].map((login) =>
      spawn(process.execPath, ['--import', 'tsx', writer, place, login, '40'], { stdio: 'inherit' }),
    );
    const codes = await Promise.all(writers.map(async (child) => (await once(child, 'exit'))[0]));
    expect(codes).toEqual([0, 0, 0]);
    expect(await other.verify()).toEqual({ rows: 120, lastSeq: 120, broken: null });
    const logins = (await other.log.after(0, 200)).map((row) => row.actorLogin);
    expect(new Set(logins)).toEqual(new Set(['a', 'b', 'c']));
    await opened.destroy();
  });
});

describe('audit log on Postgres', () => {
  const engine = stateEngines.find(({ name }) => name === 'Postgres');
  if (engine === undefined) throw new Error('no Postgres among the engines');
  let one: StateDatabase;
  let two: StateDatabase;
  const folder = tempFolder();
  beforeAll(async () => {
    [one, two] = (await openTestState(engine, 2)) as [StateDatabase, StateDatabase];
  });

  it('A79 is append-only by triggers and one chain for two connections', async () => {
    const trails = await Promise.all([one, two].map((state) => openAuditTrail({ KAMERTON_DATA_DIR: folder }, state)));
    await Promise.all(Array.from({ length: 20 }, (_, i) => trails[i % 2]?.record(event())));
    await expect(one.updateTable('audit_log').set({ ip: 'x' }).execute()).rejects.toThrow(/append-only/);
    await expect(one.deleteFrom('audit_log').execute()).rejects.toThrow(/append-only/);
    await expect(sql`TRUNCATE audit_log`.execute(one)).rejects.toThrow(/append-only/);
    expect(await trails[0]?.verify()).toEqual({ rows: 20, lastSeq: 20, broken: null });
  });
});
