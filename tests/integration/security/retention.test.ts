/** P04, P05, P07, P08, A27, A79, A84: periods to the second, holds, a second person, the report, a log that fails closed. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { csvOf } from '../../../analyzer/retention/deletion-act.ts';
import { openFactsClient } from '../../../analyzer/storage/facts/client.ts';
import { storedRuns } from '../../../analyzer/storage/facts/stored-runs.ts';
import { openStateDatabase } from '../../../analyzer/storage/state/database.ts';
import { copyingLease, copyingMs, erasingLease, leases } from '../../../analyzer/storage/state/leases.ts';
import { auditService } from '../../../api/features/audit/audit.service.ts';
import { type KeptCalls, openKeptCalls } from '../../support/kept-calls.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { waitFor } from '../../support/wait-for.ts';

const anna = { id: 'u-anna', login: 'anna', ip: '10.0.0.1' };
const boris = { id: 'u-boris', login: 'boris', ip: '10.0.0.2' };
const program = fileURLToPath(new URL('../../../scripts/kamerton.mjs', import.meta.url));

describe('keeping and deleting', () => {
  const folder = tempFolder();
  let kept: KeptCalls;
  beforeAll(async () => {
    kept = await openKeptCalls(folder);
  });
  afterAll(async () => {
    await kept.close();
  });
  const kamerton = (...args: string[]) =>
    spawnSync(process.execPath, [program, ...args], {
      env: { ...process.env, KAMERTON_DATA_DIR: folder },
      encoding: 'utf8',
      timeout: 240_000,
    });

  it('P04 keeps a recording at six months less a second and deletes it a second later; words and score stay', async () => {
    const { analyzer } = kept;
    const id = await kept.add({ startedAt: '2026-01-31T12:00:00Z', phone: '+79990000001', words: 'первые слова' });
    const soundIsThere = async () => analyzer.recordings.has((await analyzer.ledger.find(id))?.recording ?? '');
    kept.now.at = new Date('2026-07-31T11:59:59Z');
    await analyzer.retention.runDaily();
    expect(await soundIsThere()).toBe(true);
    kept.now.at = new Date('2026-07-31T12:00:01Z');
    await analyzer.retention.runDaily();
    expect(await soundIsThere()).toBe(false);
    const call = await analyzer.ledger.find(id);
    expect(call).toMatchObject({ recordingDeletedAt: '2026-07-31T12:00:01.000Z', wordsDeletedAt: null });
    expect((await analyzer.facts.read({ id, day: '2026-01-31' }))?.segments[0]?.text).toBe('первые слова');
  });

  it('removes sound that never became a call after a day, and no other', async () => {
    const { analyzer } = kept;
    const stray = await analyzer.recordings.take(Readable.from([Buffer.from('sound with words that were refused')]));
    const id = await kept.add({ startedAt: new Date().toISOString(), words: 'слова при звуке' });
    const own = (await analyzer.ledger.find(id))?.recording ?? '';
    kept.now.at = new Date(Date.now() + 23 * 3_600_000);
    await analyzer.retention.runDaily();
    expect(await analyzer.recordings.has(stray.name)).toBe(true);
    kept.now.at = new Date(Date.now() + 25 * 3_600_000);
    await analyzer.retention.runDaily();
    expect(await analyzer.recordings.has(stray.name)).toBe(false);
    expect(await analyzer.recordings.has(own)).toBe(true);
  });

  it('P04 deletes words and client after a year, keeps the score; a queue may have its own period', async () => {
    const { analyzer } = kept;
    const id = await kept.add({ startedAt: '2025-10-01T12:00:00Z', phone: '+79990000002', words: 'вторые слова' });
    const short = await kept.add({ startedAt: '2026-09-01T12:00:00Z', queue: 'жалобы', words: 'третьи слова' });
    const settings = await analyzer.retention.read();
    await analyzer.retention.write({
      ...settings,
      queues: { жалобы: { recordings: 'P10D', words: 'P20D', scores: 'P30D' } },
    });
    kept.now.at = new Date('2026-10-01T12:00:01Z');
    await analyzer.retention.runDaily();
    const call = await analyzer.ledger.find(id);
    expect(call?.metadata.client).toBeUndefined();
    const facts = await analyzer.facts.read({ id, day: '2025-10-01' });
    expect(facts?.segments).toEqual([]);
    expect(facts?.score).toBe(87.5);
    expect(facts?.findings.map(({ rule, text }) => [rule, text])).toEqual([
      ['diminutive', ''],
      ['filler', ''],
    ]);
    // A re-score must not judge these calls again by no words.
    const client = openFactsClient(kept.servers.facts);
    const days = await storedRuns(client).days('2025-01-01', { engine: 'x', lexicon: 'x', scorecard: 'x' });
    await client.close();
    expect(days.find(({ day }) => day === '2025-10-01')).toMatchObject({ calls: 1, outdated: 0 });
    expect(days.find(({ day }) => day === '2026-09-01')).toMatchObject({ calls: 1, outdated: 0 });
    expect(await analyzer.ledger.find(short)).toBeNull();
    expect(await analyzer.facts.read({ id: short, day: '2026-09-01' })).toBeNull();
  });

  it('does the daily work once when it is asked for while it runs', async () => {
    const { retention } = kept.analyzer;
    expect((await Promise.all([retention.runDaily(), retention.runDaily(), retention.runApproved()])).sort()).toEqual([
      false,
      false,
      true,
    ]);
    expect(await retention.runApproved()).toBe(true);
  });

  it('waits for what is being copied inside the store, and deletes then', async () => {
    const { analyzer } = kept;
    const id = await kept.add({ startedAt: '2020-02-01T12:00:00Z', words: 'слова, которые как раз копируют' });
    const database = await openStateDatabase(join(folder, 'state', 'kamerton.sqlite'));
    onTestFinished(() => database.destroy());
    const copier = leases(database);
    await waitFor(() => copier.take(copyingLease, 'copier', copyingMs));
    const daily = analyzer.retention.runDaily();
    await waitFor(async () => {
      const begun = await database.selectFrom('leases').select('holder').where('name', '=', erasingLease).execute();
      return begun.length > 0;
    });
    expect(await analyzer.ledger.find(id)).not.toBeNull();
    await copier.release(copyingLease, 'copier');
    expect(await daily).toBe(true);
    expect(await analyzer.ledger.find(id)).toBeNull();
  });

  it('P05 a hold wins over the period and over a request', async () => {
    const { analyzer } = kept;
    const id = await kept.add({ startedAt: '2020-01-01T12:00:00Z', phone: '+79990000005' });
    await analyzer.holds.set(id, 'судебный спор', anna);
    await analyzer.retention.runDaily();
    await expect(analyzer.privacy.request('89990000005', 'заявление', anna)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await analyzer.ledger.find(id)).toMatchObject({ id, recordingDeletedAt: null });
    expect(await analyzer.holds.unset(id)).toBe(true);
    await analyzer.retention.runDaily();
    expect(await analyzer.ledger.find(id)).toBeNull();
  });

  it('P07 reports every call of a number, wherever it stands: telephony, file name, words', async () => {
    const { analyzer } = kept;
    const startedAt = '2026-09-20T12:00:00Z';
    const called = await kept.add({ startedAt, phone: '8 (999) 123-45-07' });
    const named = await kept.add({ startedAt, name: '20260920_79991234507' });
    const spoken = await kept.add({
      startedAt,
      words: 'девятьсот девяносто девять сто двадцать три сорок пять ноль семь',
    });
    await kept.add({ startedAt, phone: '+7 999 123-45-08', words: 'номер 9991234508' });
    const report = await analyzer.privacy.report('+7 999 123-45-07', anna);
    expect(Object.fromEntries(report.map(({ callId, foundIn }) => [callId, foundIn]))).toEqual({
      [called]: ['telephony'],
      [named]: ['name'],
      [spoken]: ['words'],
    });
    expect(report.find(({ callId }) => callId === called)).toMatchObject({
      clientPhone: '8 (999) 123-45-07',
      clientName: 'Иван Петрович',
      recordingSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      segments: 1,
      findings: 2,
    });
  });

  it('A84 more than twenty calls need the word of a second person', async () => {
    const { analyzer } = kept;
    const ids: string[] = [];
    for (let i = 0; i < 21; i += 1)
      ids.push(await kept.add({ startedAt: '2026-09-21T12:00:00Z', phone: '+79990000084' }));
    const asked = await analyzer.privacy.request('+79990000084', 'заявление № 84', anna);
    expect(asked.state).toBe('asked');
    await analyzer.retention.runApproved();
    expect(await analyzer.ledger.find(ids[0] ?? '')).not.toBeNull();
    await expect(analyzer.privacy.approve(asked.id, anna)).rejects.toMatchObject({ code: 'forbidden' });
    await analyzer.privacy.approve(asked.id, boris);
    await expect(analyzer.privacy.approve(asked.id, boris)).rejects.toMatchObject({ code: 'conflict' });
    await analyzer.retention.runApproved();
    for (const id of ids) expect(await analyzer.ledger.find(id)).toBeNull();
    const actions = (await analyzer.audit.search({ limit: 20 })).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['deletion.requested', 'deletion.approved', 'deletion.finished']));
  });

  it('P08 the report of accesses lists every play of a day and names deleted calls no more', async () => {
    const { analyzer } = kept;
    const id = await kept.add({ startedAt: '2026-09-22T12:00:00Z', phone: '+79990000008' });
    kept.now.at = new Date('2026-10-02T10:00:00Z');
    const play = { actorId: null, ip: '10.0.0.9', objectId: id, result: 'done' } as const;
    await analyzer.audit.record({
      ...play,
      action: 'call.played',
      actorLogin: 'petrova',
      details: { range: 'bytes=0-' },
    });
    await analyzer.audit.record({ ...play, action: 'call.downloaded', actorLogin: '=cmd' });
    await analyzer.audit.record({ ...play, action: 'settings.changed', actorLogin: 'petrova', objectId: null });
    const report = () =>
      auditService({ audit: analyzer.audit }).accessReport('2026-10-02T09:59:59Z', '2026-10-02T10:00:01Z');
    expect(await report()).toBe(
      csvOf([
        ['время (UTC)', 'кто', 'адрес', 'действие', 'объект', 'итог', 'подробности'],
        ['2026-10-02T10:00:00.000Z', '=cmd', '10.0.0.9', 'call.downloaded', id, 'done', ''],
        ['2026-10-02T10:00:00.000Z', 'petrova', '10.0.0.9', 'call.played', id, 'done', 'range=bytes=0-'],
      ]),
    );
    expect(await report()).toContain(";'=cmd;");
    kept.now.at = new Date('2026-10-03T10:00:00Z');
    await analyzer.privacy.request('+79990000008', 'заявление № 8', anna);
    await analyzer.retention.runApproved();
    expect(await report()).not.toContain(id);
    expect(await report()).toContain('(удалён)');
    expect((await analyzer.audit.verify()).broken).toBeNull();
  });

  it('goes on with a deletion that was cut off after the state and before the facts', async () => {
    const { analyzer } = kept;
    const id = await kept.add({ startedAt: '2026-09-23T12:00:00Z', phone: '+79990000099', words: 'недоудалённое' });
    const deletion = await analyzer.privacy.request('+79990000099', 'заявление № 99', anna);
    const [item] = await analyzer.deletions.items(deletion.id);
    const object = {
      ref: 'r',
      day: '2026-09-23',
      level: 'everything' as const,
      what: ['words' as const],
      recordingSha256: null,
      wordsSha256: 'h',
    };
    // As a process leaves it that was killed here: the row of the call is gone, its facts are not.
    await analyzer.deletions.begin(deletion.id);
    await analyzer.deletions.note(deletion.id, id, object);
    const database = await openStateDatabase(join(folder, 'state', 'kamerton.sqlite'));
    await database.deleteFrom('calls').where('id', '=', id).execute();
    await database.destroy();
    expect(item?.done).toBe(false);
    expect(await analyzer.facts.read({ id, day: '2026-09-23' })).not.toBeNull();
    await analyzer.retention.runApproved();
    expect(await analyzer.facts.read({ id, day: '2026-09-23' })).toBeNull();
    expect(JSON.parse((await analyzer.deletions.act(deletion.id)) ?? '{}')).toMatchObject({ objects: [object] });
  });

  it('old rows of the log go behind a signed anchor and the rest is still one chain', async () => {
    const { analyzer } = kept;
    kept.now.at = new Date('2033-01-01T00:00:00Z');
    await analyzer.retention.runDaily();
    const rows = await analyzer.audit.log.after(0, 1_000);
    expect(rows.every((row) => row.at >= '2027')).toBe(true);
    expect(await analyzer.audit.verify()).toMatchObject({ broken: null });
  });

  it('A79 the commands say whether log and act are genuine, and name the broken row', async () => {
    const [act = ''] = readdirSync(join(folder, 'acts')).filter((name) => name.endsWith('.json'));
    expect(kamerton('audit', 'verify-act', join(folder, 'acts', act))).toMatchObject({ status: 0 });
    expect(kamerton('audit', 'verify')).toMatchObject({ status: 0 });
    const database = await openStateDatabase(join(folder, 'state', 'kamerton.sqlite'));
    await sql`DROP TRIGGER audit_log_no_update`.execute(database);
    const last = await sql<{ seq: number }>`SELECT max(seq) AS seq FROM audit_log`.execute(database);
    await sql`UPDATE audit_log SET ip = '1.1.1.1' WHERE seq = (SELECT max(seq) FROM audit_log)`.execute(database);
    await database.destroy();
    const said = kamerton('audit', 'verify');
    expect(said.status).toBe(1);
    expect(said.stdout).toContain(`на записи ${last.rows[0]?.seq}`);
  });
});
