/** Sources on other machines, a bucket and a server of SFTP: every good recording once, whatever breaks on the way. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readySource } from '../../../analyzer/ingest/describe-recording.ts';
import { openPlace } from '../../../analyzer/ingest/open-place.ts';
import { sourceSchema } from '../../../analyzer/ingest/source.ts';
import { watchPlace } from '../../../analyzer/ingest/watch-place.ts';
import { watchSource } from '../../../analyzer/ingest/watch-source.ts';
import { KamertonError } from '../../../analyzer/platform/errors.ts';
import { createLogger } from '../../../analyzer/platform/logger.ts';
import { openStateDatabase } from '../../../analyzer/storage/state/database.ts';
import { leases } from '../../../analyzer/storage/state/leases.ts';
import { noiseWav } from '../../support/recording-files.ts';
import { type RemoteShelf, remoteSecrets, s3Shelf, sftpShelf } from '../../support/remote-shelf.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testApp } from '../../support/test-app.ts';
import { waitFor } from '../../support/wait-for.ts';

const given = testApp();
const program = fileURLToPath(new URL('../../support/killed-intake.ts', import.meta.url));
let number = 0;

/** A source over a shelf of its own; looks are `seconds` apart on its clock. */
async function watched(shelf: RemoteShelf, settings: Record<string, unknown> = {}) {
  number += 1;
  const source = sourceSchema.parse({ name: `far-${number}`, settle_seconds: 0, ...shelf.source, ...settings });
  const ready = readySource(source, 'Europe/Moscow');
  const { recordings, intake, surroundings, ingest } = given.analyzer;
  const parts = { tempFolder: join(given.folder, 'tmp'), maxBytes: 100_000, secrets: remoteSecrets };
  let now = 0;
  let admit = surroundings.admit;
  const start = async () =>
    watchPlace(ready, await openPlace(ready, parts), {
      recordings,
      intake,
      log: ingest.log,
      tempFolder: parts.tempFolder,
      admit: () => admit(),
      now: () => now,
    });
  let watch = await start();
  return {
    source,
    start,
    look: async (seconds = 31) => {
      now += seconds * 1000;
      return watch.round();
    },
    restart: async () => {
      watch = await start();
    },
    refuseAll: (error: Error | null) => {
      admit = error === null ? surroundings.admit : () => Promise.reject(error);
    },
    refusals: async () => (await ingest.log.refusals(500)).filter((file) => file.source === source.name),
  };
}

const calls = async () => (await given.analyzer.ledger.page({ scope: { kind: 'all' }, limit: 500 })).items;
const callsOf = async (name: string) => (await calls()).filter((call) => call.externalId === name);

describe.each([
  ['a bucket', s3Shelf],
  ['a server of SFTP', () => sftpShelf(tempFolder())],
] as const)('%s', (_name, open) => {
  let shelf: RemoteShelf;
  beforeAll(async () => {
    shelf = await open();
  });
  afterAll(() => shelf.stop());

  it('gives recordings with what is told of them: the file beside, CDR, name, the usual channel', async () => {
    const kind = String(shelf.source.kind);
    const cdr = [
      'id;recording;from;to;started;ring',
      `${kind}-2;in-2;79110000017;203;2026-03-11 09:14:05;7`,
      `${kind}-9;other;79110000018;204;2026-03-11 09:20:00;1`,
    ].join('\n');
    shelf.put('cdr/march.csv', `${cdr}\n`);
    shelf.put('calls/день 1/in-1.wav', noiseWav());
    shelf.put('calls/день 1/in-1.json', JSON.stringify({ id: `${kind}-1`, operator: { id: 'op-1' }, ring_seconds: 4 }));
    shelf.put('calls/in-2.wav', noiseWav());
    shelf.put(`calls/out_205_79110000019_20260311_101500_${kind}.wav`, noiseWav());
    const fields = { ids: 'id', recording: 'recording', started_at: 'started', extension: 'to', ring_seconds: 'ring' };
    const where = kind === 's3' ? { prefix: shelf.at('calls/') } : { folder: shelf.at('calls') };
    const source = await watched(shelf, {
      ...where,
      names: ['out:out_{extension}_{client}_{date}_{time}_{any}'],
      cdr: { at_source: shelf.at('cdr'), mapping: { fields } },
      operator_channel: { incoming: 'right', outgoing: 'left' },
    });
    expect(await source.look()).toMatchObject({ taken: 3, refused: 0, waiting: 0, cdrCalls: 2, problem: null });
    expect((await callsOf(`${kind}-1`))[0]?.metadata).toMatchObject({ operator: { id: 'op-1' }, ring_seconds: 4 });
    expect((await callsOf(`${kind}-2`))[0]?.metadata).toMatchObject({
      operator: { id: '203' },
      ring_seconds: 7,
      started_at: '2026-03-11T09:14:05+03:00',
      operator_channel: 'right',
      operator_channel_assumed: true,
    });
    const outgoing = (await calls()).find(({ metadata }) => metadata.operator?.id === '205');
    expect(outgoing?.metadata).toMatchObject({ direction: 'outgoing', operator_channel: 'left' });
    expect(shelf.names().filter((name) => name.startsWith('calls/'))).toEqual([
      ...['in-2.wav', `out_205_79110000019_20260311_101500_${kind}.wav`, 'день 1/in-1.json', 'день 1/in-1.wav'].map(
        (name) => `calls/done/${name}`,
      ),
    ]);
    expect(await source.look()).toMatchObject({ taken: 0, waiting: 0, problem: null });
  });

  it('keeps or removes what was taken, refuses once what is broken or too large, and takes nothing twice', async () => {
    const where = String(shelf.source.kind) === 's3' ? 'prefix' : 'folder';
    const at = (name: string) => ({ [where]: shelf.at(where === 'prefix' ? `${name}/` : name) });
    shelf.put('left/a.wav', noiseWav());
    shelf.put('left/b.wav', 'это не звук');
    const left = await watched(shelf, { ...at('left'), after: 'leave' });
    expect(await left.look()).toMatchObject({ taken: 1, refused: 1 });
    await left.restart();
    expect(await left.look()).toMatchObject({ taken: 0, duplicates: 0, refused: 0, waiting: 0 });
    expect(shelf.names().filter((name) => name.startsWith('left/'))).toEqual(['left/a.wav', 'left/b.wav']);

    shelf.put('gone/79110000017.wav', 'это не звук');
    shelf.put('gone/big.wav', Buffer.alloc(100_001));
    shelf.put('gone/c.wav', noiseWav());
    shelf.put('gone/c.json', '{}');
    const gone = await watched(shelf, { ...at('gone'), after: 'delete' });
    expect(await gone.look()).toMatchObject({ taken: 1, refused: 2 });
    expect(await gone.look()).toMatchObject({ taken: 0, refused: 0 });
    expect(shelf.names().filter((name) => name.startsWith('gone/'))).toEqual(
      ['79110000017.wav', '79110000017.wav.reason.txt', 'big.wav', 'big.wav.reason.txt'].map(
        (name) => `gone/rejected/${name}`,
      ),
    );
    expect(shelf.read('gone/rejected/big.wav.reason.txt')).toContain('запись больше 0 МБ');
    expect((await gone.refusals()).map(({ name }) => name).sort()).toEqual(['big.wav', '…17.wav']);
  });

  it('breaks off in the middle: nothing half is taken, the others are not held up, later it comes whole', async () => {
    const where = String(shelf.source.kind) === 's3' ? { prefix: shelf.at('cut/') } : { folder: shelf.at('cut') };
    for (const name of ['a', 'b']) shelf.put(`cut/${name}.wav`, noiseWav());
    const source = await watched(shelf, where);
    const before = (await calls()).length;
    // A bucket is asked twice before a download is given up.
    shelf.cut(2);
    const broken = await source.look();
    expect(broken.problem).toMatch(/^источник far-\d+: .*оборвалось$/);
    expect(broken.taken + broken.waiting).toBe(2);
    expect((await calls()).length - before).toBe(broken.taken);
    shelf.cut(0);
    // What failed waits a little.
    await source.look(1);
    const rest = await source.look(61);
    expect(rest).toMatchObject({ waiting: 0, problem: null, reached: true });
    expect((await calls()).length - before).toBe(2);
  });

  it('waits while the queue is full, and is asked for nothing then', async () => {
    const where = String(shelf.source.kind) === 's3' ? { prefix: shelf.at('full/') } : { folder: shelf.at('full') };
    shelf.put('full/a.wav', noiseWav());
    const source = await watched(shelf, where);
    source.refuseAll(new KamertonError('overloaded', 'очередь обработки заполнена'));
    await expect(source.look()).rejects.toMatchObject({ code: 'overloaded' });
    expect(shelf.names()).toContain('full/a.wav');
    source.refuseAll(null);
    expect(await source.look()).toMatchObject({ taken: 1 });
  });
});

it('a machine without a way to the source leaves it to one that has', async () => {
  const shelf = await s3Shelf();
  shelf.put('handed-over.wav', noiseWav());
  const source = sourceSchema.parse({ name: 'handed-over', ...shelf.source, every_seconds: 1 });
  const { recordings, intake, surroundings, ingest } = given.analyzer;
  const database = await openStateDatabase(join(given.folder, 'state', 'kamerton.sqlite'));
  const parts = {
    recordings,
    intake,
    log: ingest.log,
    leases: leases(database),
    logger: createLogger('silent'),
    admit: surroundings.admit,
    tempFolder: join(given.folder, 'tmp'),
    maxBytes: 100_000,
  };
  const state = async () => (await ingest.log.sources()).find(({ name }) => name === 'handed-over');
  const ready = readySource(source, 'Europe/Moscow');
  const wrong = watchSource(ready, { ...parts, secrets: { ...remoteSecrets, s3SecretKey: 'wrong' } });
  await waitFor(async () => (await state())?.problem?.includes('не принимает ключ доступа') === true);
  const right = watchSource(ready, { ...parts, secrets: remoteSecrets });
  await waitFor(async () => (await state())?.taken === 1 && (await state())?.problem === null);
  expect(shelf.names()).toEqual(['done/handed-over.wav']);
  await Promise.all([wrong.stop(), right.stop()]);
  await database.destroy();
  await shelf.stop();
});

describe('every recording once', () => {
  it('of 200 with two workers at once', async () => {
    const shelf = await s3Shelf();
    const before = (await calls()).length;
    for (let i = 0; i < 200; i += 1) shelf.put(`d${i % 7}/call-${i}.wav`, noiseWav(1.1, 9_000 + i));
    const source = await watched(shelf);
    const [one, two] = await Promise.all([source.start(), source.start()]);
    const rounds = await Promise.all([one.round(), two.round()]);
    expect(rounds.map(({ refused }) => refused)).toEqual([0, 0]);
    const last = await source.look();
    expect(last).toMatchObject({ taken: 0, refused: 0, waiting: 0 });
    expect(rounds.reduce((sum, { taken }) => sum + taken, 0)).toBe(200);
    const { total } = await given.analyzer.ledger.page({ scope: { kind: 'all' }, limit: 1 });
    expect(total - before).toBe(200);
    expect(shelf.names().every((name) => name.startsWith('done/'))).toBe(true);
    expect(new Set(shelf.names().map((name) => name.replace(/-[0-9a-f]{8}\.wav$/, '.wav'))).size).toBe(200);
    await shelf.stop();
  });

  // The processes that are killed run as the product does, without the test runner's way of loading modules.
  it.each([
    ['ledger', () => sftpShelf(tempFolder())],
    ['move', s3Shelf],
  ] as const)('killed before the %s, the next process goes on', async (stopAt, open) => {
    const shelf: RemoteShelf = await open();
    shelf.put(`${stopAt}.wav`, noiseWav());
    mkdirSync(join(given.folder, 'tmp'), { recursive: true });
    const source = await watched(shelf);
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', program, given.folder, JSON.stringify(source.source), stopAt],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [said] = await once(child.stdout, 'data');
    expect(String(said)).toBe('here\n');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await callsOf(stopAt)).toHaveLength(1);
    expect(shelf.names()).toEqual([`${stopAt}.wav`]);
    const known = stopAt === 'move' ? 0 : 1;
    expect(await source.look()).toMatchObject({ taken: 0, duplicates: known, refused: 0, waiting: 0, problem: null });
    expect(await callsOf(stopAt)).toHaveLength(1);
    expect(shelf.names()).toEqual([`done/${stopAt}.wav`]);
    await shelf.stop();
  });
});
