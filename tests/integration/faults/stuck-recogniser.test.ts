/** The recogniser hangs (SIGSTOP) or is killed in the middle of a call: the call tells the stage and the cause, and is done the next time. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Analyzer, openAnalyzer } from '../../../analyzer/analyzer.ts';
import { analyzerConfigSchema, readConfig } from '../../../analyzer/config.ts';
import { createLogger } from '../../../analyzer/platform/logger.ts';
import { demoModelFolder } from '../../../analyzer/recognizer-for-call.ts';
import { type Servers, startServers } from '../../../analyzer/servers.ts';
import { embeddedStore } from '../../support/embedded-store.ts';
import { processesOf, signalTo } from '../../support/faults/process-tree.ts';
import { shortSound } from '../../support/faults/short-sound.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { waitFor } from '../../support/wait-for.ts';

const store = embeddedStore();
const folder = tempFolder();
let servers: Servers;
let analyzer: Analyzer;

beforeAll(async () => {
  const { url, user, password, database } = store.server.address;
  const config = readConfig(analyzerConfigSchema, {
    KAMERTON_DATA_DIR: join(folder, 'data'),
    CLICKHOUSE_URL: url,
    CLICKHOUSE_USER: user,
    CLICKHOUSE_PASSWORD: password,
    CLICKHOUSE_DATABASE: database,
    ASR_ENGINE: 'sherpa',
    SHERPA_MODEL: demoModelFolder,
    // Enough for the second attempt on a machine with much else to do.
    ASR_TIME_LEAST: '16',
    ASR_TIME_FACTOR: '1',
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
});

/** Brings in a call and stops the process that recognises it. */
async function stopped(number: number): Promise<{ id: string; pid: number }> {
  const { name } = await analyzer.recordings.take(Readable.from([shortSound(number, 6)]));
  const { id } = await analyzer.intake.receive({
    source: 'upload' as const,
    externalId: `call-${number}`,
    metadata: {},
    recording: name,
    transcript: null,
  });
  let pid = 0;
  await waitFor(() => {
    [pid = 0] = processesOf([process.pid], 'sherpa-process');
    return pid !== 0 && signalTo(pid, 'SIGSTOP');
  });
  return { id, pid };
}

it.each([
  [1, 'SIGSTOP' as const, 'распознавание прервано: оно длилось слишком долго для такой записи'],
  [
    2,
    'SIGKILL' as const,
    expect.stringMatching(/остановлена снаружи \(SIGKILL\) – чаще всего машине не хватает памяти/),
  ],
])('call %i: the recogniser gets %s', async (number, signal, message) => {
  const { id, pid } = await stopped(number);
  // The stage is written beside the work.
  await waitFor(async () => (await analyzer.ledger.find(id))?.stage === 'recognize', 15);
  expect(await analyzer.ledger.find(id)).toMatchObject({ state: 'processing' });
  signalTo(pid, signal);
  await waitFor(async () => (await analyzer.ledger.find(id))?.error !== null);
  expect(await analyzer.ledger.find(id)).toMatchObject({ error: { code: 'recogniser_failed', message } });
  // Nothing of it is left: a stopped process is ended too.
  await waitFor(() => !existsSync(`/proc/${pid}`));
  await waitFor(async () => (await analyzer.ledger.find(id))?.state === 'done');
  expect(await analyzer.ledger.find(id)).toMatchObject({ attempts: 2, error: null });
});
