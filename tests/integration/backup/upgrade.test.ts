/** A newer program over an older data folder, or over an older backup: the tables are brought up and everything is there. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBackup } from '../../../analyzer/backup/make-backup.ts';
import { checkTarget, restoreBackup } from '../../../analyzer/backup/restore-backup.ts';
import { analyzerConfigSchema, readConfig } from '../../../analyzer/config.ts';
import { createLogger } from '../../../analyzer/platform/logger.ts';
import { startServers } from '../../../analyzer/servers.ts';
import { openFactsClient, openFactsReader } from '../../../analyzer/storage/facts/client.ts';
import { readMigrations } from '../../../analyzer/storage/facts/migration-files.ts';
import { hasWordsByCall } from '../../../analyzer/storage/facts/words-by-call.ts';
import { openStateDatabase } from '../../../analyzer/storage/state/database.ts';
import { stateMigrations } from '../../../analyzer/storage/state/migrations/index.ts';
import { type KeptCalls, openKeptCalls } from '../../support/kept-calls.ts';
import { type Level, makeOlderProduct } from '../../support/older-product.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { waitFor } from '../../support/wait-for.ts';

const present = tempFolder();
let running: KeptCalls;
let files: string[];
const states = Object.keys(stateMigrations).sort();

beforeAll(async () => {
  running = await openKeptCalls(present);
  for (const month of [1, 2]) await running.add({ startedAt: `2026-0${month}-11T06:00:00Z`, words: `слова ${month}` });
  files = (await readMigrations()).map(({ name }) => name);
});
afterAll(() => running?.close());

/** What people see of each call. */
async function seen({ analyzer }: KeptCalls) {
  const { items } = await analyzer.ledger.page({ scope: { kind: 'all' }, limit: 50 });
  return Promise.all(
    items.map(async ({ id, day, externalId, state, metadata, recording }) => {
      const facts = await analyzer.facts.read({ id, day });
      const { score, quality, fatal, findings, criteria, segments } = facts ?? {};
      const words = await analyzer.ledger.transcriptOf(id);
      const hasSound = await analyzer.recordings.has(recording ?? '');
      return {
        id,
        day,
        externalId,
        state,
        metadata,
        score,
        quality,
        fatal,
        findings,
        criteria,
        segments,
        words,
        hasSound,
      };
    }),
  );
}

describe.each<[string, () => Level]>([
  ['the first version', () => ({ facts: files.slice(0, 1), state: states.slice(0, 1) })],
  ['the version before this one', () => ({ facts: files.slice(0, -1), state: states.slice(0, -1) })],
])('a data folder of %s', (_name, level) => {
  const folder = tempFolder();

  it('is brought up at the start and every call is there', async () => {
    await makeOlderProduct({ folder: present, facts: running.servers.facts }, folder, level());
    const raised = await openKeptCalls(folder);
    try {
      const calls = await seen(raised);
      expect(calls).toHaveLength(2);
      expect(calls).toEqual(await seen(running));
      // It works on: a new call is written and found.
      const id = await raised.add({ startedAt: '2026-03-11T06:00:00Z' });
      expect((await raised.analyzer.facts.read({ id, day: '2026-03-11' }))?.score).toBe(87.5);
      // Words by call of the earlier calls are gathered by itself.
      const reader = openFactsReader(raised.servers.facts);
      await waitFor(() => hasWordsByCall(reader));
      await reader.close();
    } finally {
      await raised.close();
    }
  });
});

it('a backup of the version before this one is restored at its level and brought up at the start', async () => {
  const [older, target, to] = [tempFolder(), tempFolder(), tempFolder()];
  const level = { facts: files.slice(0, -1), state: states.slice(0, -1) };
  await makeOlderProduct({ folder: present, facts: running.servers.facts }, older, level);
  const filesOf = (folder: string) => {
    const key = (name: string) => join(folder, 'keys', name);
    return { recordings: key('recordings.json'), privacy: key('privacy.json'), signing: key('signing-key.pem') };
  };
  const stateOf = (folder: string) => join(folder, 'state', 'kamerton.sqlite');
  const servers = async (folder: string) =>
    startServers(readConfig(analyzerConfigSchema, { KAMERTON_DATA_DIR: folder }), createLogger('silent'), () => {});
  const onProgress = () => {};

  const old = await servers(older);
  const client = openFactsClient(old.facts);
  const database = await openStateDatabase(stateOf(older));
  const parts = {
    dataFolder: older,
    statePlace: stateOf(older),
    keyFiles: filesOf(older),
    database,
    client,
    onProgress,
  };
  const made = await makeBackup(target, true, parts);
  await client.close();
  await database.destroy();
  await old.stop();
  expect(made.manifest.factsMigrations).toEqual(files.slice(0, -1));

  const place = {
    dataFolder: to,
    mark: join(to, 'run', 'restoring'),
    statePlace: stateOf(to),
    keyFiles: filesOf(to),
    onProgress,
  };
  const manifest = await checkTarget(made.folder, false, place);
  const fresh = await servers(to);
  await restoreBackup(made.folder, manifest, { ...place, facts: fresh.facts });
  await fresh.stop();
  const raised = await openKeptCalls(to);
  try {
    expect(await seen(raised)).toEqual(await seen(running));
  } finally {
    await raised.close();
  }
});
