/** The store goes away, the recogniser dies, the queue is emptied: calls wait in a visible state and end by themselves. */
import { chmodSync, createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Analyzer, openAnalyzer } from '../../../analyzer/analyzer.ts';
import { analyzerConfigSchema, readConfig } from '../../../analyzer/config.ts';
import { samplesFolder } from '../../../analyzer/demo/demo.ts';
import { callSchema } from '../../../analyzer/domain/call.ts';
import { createLogger } from '../../../analyzer/platform/logger.ts';
import { type Servers, startServers } from '../../../analyzer/servers.ts';
import { embeddedStore } from '../../support/embedded-store.ts';
import { type FaultProxy, openFaultProxy } from '../../support/fault-proxy.ts';
import { writeRandomModel } from '../../support/random-model.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { waitFor } from '../../support/wait-for.ts';

const store = embeddedStore();
const folder = tempFolder();
const sample = callSchema.parse(JSON.parse(readFileSync(join(samplesFolder, '03_lexis.transcript.json'), 'utf8')));
let proxy: FaultProxy;
let servers: Servers;
let analyzer: Analyzer;

beforeAll(async () => {
  proxy = await openFaultProxy(store.server.address.url);
  const { user, password, database } = store.server.address;
  // A recogniser that is killed whenever it is given something, as by the kernel for its memory.
  const recogniser = join(folder, 'whisper');
  writeFileSync(recogniser, '#!/bin/sh\nkill -9 $$\n');
  chmodSync(recogniser, 0o700);
  writeRandomModel(join(folder, 'model.bin'), 4);
  const config = readConfig(analyzerConfigSchema, {
    KAMERTON_DATA_DIR: folder,
    CLICKHOUSE_URL: proxy.url,
    CLICKHOUSE_USER: user,
    CLICKHOUSE_PASSWORD: password,
    CLICKHOUSE_DATABASE: database,
    ASR_ENGINE: 'whisper',
    WHISPER_BIN: recogniser,
    WHISPER_MODEL: join(folder, 'model.bin'),
    KAMERTON_CONCURRENCY: '1',
    KAMERTON_LEAST_FREE_BYTES: '0',
  });
  servers = await startServers(config, createLogger('silent'), () => {});
  analyzer = await openAnalyzer(config, servers, createLogger('silent'));
  await analyzer.startWorking();
});
afterAll(async () => {
  await analyzer?.close();
  await servers?.stop();
  await proxy?.close();
});

const receive = async (name: string, recording: string | null = null) =>
  (
    await analyzer.intake.receive({
      source: 'upload',
      externalId: name,
      metadata: {},
      recording,
      transcript: recording === null ? sample.segments : null,
    })
  ).id;
const stateOf = async (id: string) => (await analyzer.ledger.find(id))?.state;

it('a store that is away for long costs no call an attempt; when it is back they are all done', async () => {
  proxy.fail('refuse', 1_000_000);
  const ids = await Promise.all(Array.from({ length: 6 }, (_, i) => receive(`outage-${i}`)));
  // Each look is a connection that was refused. Four attempts of a call would be over long before.
  await waitFor(() => proxy.met() >= 12, 90);
  for (const id of ids) expect(await analyzer.ledger.find(id)).toMatchObject({ state: 'waiting', attempts: 0 });
  expect((await analyzer.surroundings.hindrance())?.code).toBe('store_unavailable');
  proxy.fail('ok');
  await waitFor(async () => (await Promise.all(ids.map(stateOf))).every((state) => state === 'done'), 90);
  for (const id of ids) expect((await analyzer.ledger.find(id))?.attempts).toBe(1);
});

it('a call that kills the recogniser fails after its attempts with the stage and the cause, and holds nobody up', async () => {
  const { name } = await analyzer.recordings.take(createReadStream(join(samplesFolder, '11_mono.mp3')));
  const poisoned = await receive('poisoned', name);
  const others = await Promise.all(Array.from({ length: 4 }, (_, i) => receive(`beside-${i}`)));
  await waitFor(async () => (await Promise.all(others.map(stateOf))).every((state) => state === 'done'), 90);
  await waitFor(async () => (await stateOf(poisoned)) === 'failed', 90);
  expect(await analyzer.ledger.find(poisoned)).toMatchObject({
    stage: 'recognize',
    attempts: 4,
    error: { code: 'recogniser_failed', message: expect.stringMatching(/^программа распознавания /) },
  });
  // A person may try again; the product itself does so an hour later, and not for ever.
  const later = new Date(Date.now() + 3_600_000);
  const codes = ['recogniser_failed'];
  expect(await analyzer.ledger.failedBefore(later, codes, 6)).toEqual([{ id: poisoned }]);
  expect(await analyzer.ledger.failedBefore(later, codes, 1)).toEqual([]);
  expect(await analyzer.ledger.failedBefore(new Date(0), codes, 6)).toEqual([]);
});

it('a queue that was emptied is filled from the ledger', async () => {
  if (!('socket' in servers.queue)) throw new Error('a private Redis was expected');
  proxy.fail('refuse', 1_000_000);
  const ids = await Promise.all(Array.from({ length: 5 }, (_, i) => receive(`emptied-${i}`)));
  const redis = new Redis({ path: servers.queue.socket });
  await redis.flushall();
  redis.disconnect();
  proxy.fail('ok');
  await analyzer.intake.reconcile(true);
  await waitFor(async () => (await Promise.all(ids.map(stateOf))).every((state) => state === 'done'), 90);
  expect((await analyzer.ledger.page({ scope: { kind: 'all' }, limit: 50 })).total).toBe(6 + 5 + 5);
});
