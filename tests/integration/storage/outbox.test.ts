/** Facts of people's work on their way from the state to a real ClickHouse: nothing lost, nothing twice, in order. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { deliverOutbox } from '../../../analyzer/storage/deliver-outbox.ts';
import { copyAudit } from '../../../analyzer/storage/facts/audit-copy.ts';
import { openFactsClient } from '../../../analyzer/storage/facts/client.ts';
import type { OutboxFact } from '../../../analyzer/storage/facts/people-rows.ts';
import type { StateDatabase } from '../../../analyzer/storage/state/database.ts';
import { leases } from '../../../analyzer/storage/state/leases.ts';
import { type Outbox, outbox, outboxAttempts, outboxStep } from '../../../analyzer/storage/state/outbox.ts';
import { embeddedStore } from '../../support/embedded-store.ts';
import { openTestState, stateEngines } from '../../support/state-engines.ts';
import { waitFor } from '../../support/wait-for.ts';

const store = embeddedStore();

const fact = (callId: string, sequence: number): OutboxFact<'decisions'> => ({
  day: '2026-03-11',
  call_id: callId,
  finding_id: callId,
  event_id: randomUUID(),
  sequence,
  at: '2026-03-12T08:00:00.000Z',
  kind: 'confirm',
  verdict: 'confirmed',
  origin: 'machine',
  rule: 'filler',
  entry: 'filler/ну',
  operator_id: 'op-1',
  speaker: 'operator',
  start_ms: 1,
  end_ms: 2,
  range_start_ms: 1,
  range_end_ms: 2,
  quote: 'ну',
  reason_code: '',
  reason_text: '',
  actor: 'irina',
  lexicon_version: 'l1',
});

describe.each(stateEngines)('the outbox on $name', (engine) => {
  let database: StateDatabase;
  let place: string;
  let rows: Outbox;
  let now = Date.UTC(2026, 2, 12, 8);

  beforeAll(async () => {
    place = await engine.newPlace();
    [database] = await openTestState({ ...engine, newPlace: async () => place });
    rows = outbox(database, () => new Date(now));
  });

  const put = async (callId: string, ...sequences: number[]) => {
    for (const sequence of sequences) {
      const step = outboxStep(database, 'decisions', callId, fact(callId, sequence));
      await database.atomically([step], { inOrderOf: callId });
    }
  };
  const arrived = async (callId: string) => {
    const result = await store.client.query({
      query: 'SELECT sequence FROM decisions FINAL WHERE call_id = {id:UUID} ORDER BY sequence',
      query_params: { id: callId },
      format: 'JSONEachRow',
    });
    return (await result.json<{ sequence: number }>()).map(({ sequence }) => sequence);
  };
  /** A row that the store cannot take, whatever the program thinks of it. */
  const putBad = (callId: string) =>
    database
      .insertInto('outbox')
      .values({
        id: randomUUID(),
        topic: 'decisions',
        key: callId,
        created_at: new Date(now).toISOString(),
        payload: JSON.stringify({ ...fact(callId, 2), day: 'вчера' }),
        next_try_at: null,
        failed_at: null,
        error: null,
      })
      .execute();

  it('is emptied into the store, once however often it is delivered', async () => {
    const call = randomUUID();
    await put(call, 1, 2, 3);
    const before = await rows.due(10);
    expect(await deliverOutbox(rows, store.client)).toEqual({ delivered: 3, refused: 0, laidAside: 0 });
    expect(await rows.depth()).toEqual({ waiting: 0, failed: 0, oldest: null });
    // The process was killed after the store had the rows and before they were crossed out: they come again.
    await store.client.insert({ table: 'decisions', values: before.map((row) => row.payload), format: 'JSONEachRow' });
    expect(await arrived(call)).toEqual([1, 2, 3]);
  });

  it('loses nothing while the store is away', async () => {
    const call = randomUUID();
    await put(call, 1, 2);
    const nowhere = openFactsClient({ url: 'http://127.0.0.1:1', user: 'x', password: '', database: 'kamerton' });
    await expect(deliverOutbox(rows, nowhere)).rejects.toMatchObject({ code: 'store_unavailable' });
    const { address } = store.server;
    const stranger = openFactsClient({ ...address, password: 'wrong' });
    await expect(deliverOutbox(rows, stranger)).rejects.toThrow(/учётную запись|Authentication/i);
    await Promise.all([nowhere.close(), stranger.close()]);
    expect(await rows.depth()).toMatchObject({ waiting: 2, failed: 0 });
    await deliverOutbox(rows, store.client);
    expect(await arrived(call)).toEqual([1, 2]);
  });

  it('is not blocked by a bad row: others pass it, its own call waits until it is laid aside', async () => {
    const [bad, good] = [randomUUID(), randomUUID()];
    await put(bad, 1);
    await putBad(bad);
    await put(bad, 3);
    await put(good, 1, 2);
    expect(await deliverOutbox(rows, store.client)).toEqual({ delivered: 3, refused: 1, laidAside: 0 });
    expect([await arrived(bad), await arrived(good)]).toEqual([[1], [1, 2]]);
    expect(await deliverOutbox(rows, store.client)).toEqual({ delivered: 0, refused: 0, laidAside: 0 });
    for (let attempt = 2; attempt < outboxAttempts; attempt += 1) {
      now += 1_000 * 2 ** (attempt - 2);
      expect(await deliverOutbox(rows, store.client)).toEqual({ delivered: 0, refused: 1, laidAside: 0 });
    }
    now += 1_000_000;
    expect(await deliverOutbox(rows, store.client)).toEqual({ delivered: 1, refused: 1, laidAside: 1 });
    expect(await arrived(bad)).toEqual([1, 3]);
    expect(await rows.depth()).toEqual({ waiting: 0, failed: 1, oldest: null });
    const [aside] = await database.selectFrom('outbox').selectAll().execute();
    expect(aside?.error).toBe('bad fields: day');
    expect(await rows.retryFailed()).toBe(1);
    expect((await rows.due(10)).map((row) => row.attempts)).toEqual([0]);
    await database.deleteFrom('outbox').execute();
  });

  it('survives kill −9 of the delivering process at any moment', async () => {
    const calls = Array.from({ length: 6 }, () => randomUUID());
    for (let round = 0; round < 3; round += 1) {
      for (const call of calls) await put(call, round * 2 + 1, round * 2 + 2);
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', delivering], {
        env: { ...process.env, PLACE: place, ADDRESS: JSON.stringify(store.server.address), CUT: String(round) },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const [, signal] = await once(child, 'close');
      expect(signal).toBe('SIGKILL');
    }
    await deliverOutbox(rows, store.client);
    for (const call of calls) expect(await arrived(call)).toEqual(Array.from({ length: 6 }, (_, i) => i + 1));
    expect(await rows.depth()).toMatchObject({ waiting: 0, failed: 0 });
  });

  it('is worked on by one process at a time, and taken over when that one has died', async () => {
    let at = now;
    const desk = leases(database, () => new Date(at));
    const racers = await Promise.all(['a', 'b', 'c'].map((who) => desk.take('test', who, 1_000)));
    expect(racers.filter(Boolean)).toHaveLength(1);
    const holder = ['a', 'b', 'c'][racers.indexOf(true)] ?? '';
    expect(await desk.take('test', holder, 1_000)).toBe(true);
    expect(await desk.take('test', 'd', 1_000)).toBe(false);
    at += 1_000;
    expect(await desk.take('test', 'd', 1_000)).toBe(true);
    await desk.release('test', holder);
    expect(await desk.take('test', holder, 1_000)).toBe(false);
    await desk.release('test', 'd');
    expect(await desk.take('test', holder, 1_000)).toBe(true);
  });

  it('is held for as long as the work takes, and the work is told when it is lost', async () => {
    let at = now;
    const [mine, theirs] = [leases(database, () => new Date(at)), leases(database, () => new Date(at))];
    const name = randomUUID();
    const until = async () =>
      (await database.selectFrom('leases').select('expires_at').where('name', '=', name).executeTakeFirst())
        ?.expires_at;
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const held = await mine.whileHeld(name, 'a', 60_000, async (lost) => {
        at += 50_000;
        vi.advanceTimersByTime(20_000);
        await waitFor(async () => (await until()) === new Date(at + 60_000).toISOString());
        // Without the renewal it would be over by now.
        at += 50_000;
        expect(await theirs.take(name, 'b', 60_000)).toBe(false);
        expect(await theirs.whileHeld(name, 'b', 60_000, () => Promise.reject(new Error('not alone')))).toBe(false);
        expect(lost.aborted).toBe(false);
        at += 60_000;
        expect(await theirs.take(name, 'b', 60_000)).toBe(true);
        vi.advanceTimersByTime(20_000);
        await waitFor(async () => lost.aborted);
        await put(randomUUID(), 1);
        expect(await deliverOutbox(rows, store.client, lost)).toMatchObject({ delivered: 0 });
        expect(await deliverOutbox(rows, store.client)).toMatchObject({ delivered: 1 });
      });
      expect(held).toBe(true);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});

/** Kills itself before the insert, right after it, or after crossing the rows out, a few rows at a time. */
const delivering = `
  import { deliverOutbox } from './analyzer/storage/deliver-outbox.ts';
  import { openFactsClient } from './analyzer/storage/facts/client.ts';
  import { openStateDatabase } from './analyzer/storage/state/database.ts';
  import { outbox } from './analyzer/storage/state/outbox.ts';
  const die = () => process.kill(process.pid, 'SIGKILL');
  const client = openFactsClient(JSON.parse(process.env.ADDRESS));
  const rows = outbox(await openStateDatabase(process.env.PLACE));
  const cut = Number(process.env.CUT) % 3;
  const few = { ...rows, due: () => rows.due(5), delivered: async (list) => {
    if (cut === 1) die();
    await rows.delivered(list);
    if (cut === 2) die();
  } };
  const dying = { insert: async (input) => { if (cut === 0) die(); return client.insert(input); } };
  await deliverOutbox(few, dying);
`;

it('copies the audit log once', async () => {
  const [database] = await openTestState(stateEngines[0] ?? expect.fail('no engine'));
  for (const seq of [1, 2]) {
    await database
      .insertInto('audit_log')
      .values({
        seq,
        at: '2026-03-12T08:00:00.000Z',
        actor_id: null,
        actor_login: 'irina',
        ip: '',
        action: 'call.viewed',
        object_kind: 'call',
        object_id: 'ref',
        result: 'done',
        details: '{}',
        prev_hash: '',
        row_hash: String(seq),
      })
      .execute();
  }
  expect(await copyAudit(database, store.client)).toBe(2);
  expect(await copyAudit(database, store.client)).toBe(0);
  const result = await store.client.query({ query: 'SELECT * FROM audit FINAL ORDER BY seq', format: 'JSONEachRow' });
  expect(await result.json()).toMatchObject([
    { seq: 1, day: '2026-03-12', action: 'call.viewed', actor_id: '', row_hash: '1' },
    { seq: 2 },
  ]);
});
