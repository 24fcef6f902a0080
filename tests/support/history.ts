/** Stores of past calls of one test: a ClickHouse server and a state database of their own. */
import { join } from 'node:path';
import type { Versions } from '../../analyzer/domain/scored-call.ts';
import type { History } from '../../analyzer/open-history.ts';
import { openKeyRing } from '../../analyzer/platform/index.ts';
import type { FactsAddress } from '../../analyzer/storage/facts/address.ts';
import { callFacts } from '../../analyzer/storage/facts/call-facts.ts';
import { type FactsClient, openFactsClient } from '../../analyzer/storage/facts/client.ts';
import { startEmbeddedServer } from '../../analyzer/storage/facts/embedded-server.ts';
import { migrateFacts } from '../../analyzer/storage/facts/migrate.ts';
import { storedRuns } from '../../analyzer/storage/facts/stored-runs.ts';
import { type CallLedger, callLedger } from '../../analyzer/storage/state/call-ledger.ts';
import { openStateDatabase, type StateDatabase } from '../../analyzer/storage/state/database.ts';
import { ledgerBatches } from '../../analyzer/storage/state/ledger-batches.ts';
import { lexiconVersions } from '../../analyzer/storage/state/lexicon-versions.ts';
import { followInForce } from '../../analyzer/workbench/in-force.ts';

export interface TestHistory extends History {
  client: FactsClient;
  database: StateDatabase;
  calls: CallLedger;
  /** What a command needs to join these stores. */
  environment: Record<string, string>;
}

/** Opens them in `folder`; everything ends with `close`. */
export async function openTestHistory(folder: string): Promise<TestHistory> {
  const server = await startEmbeddedServer(join(folder, 'clickhouse'), 'kamerton');
  return openTestHistoryAt(server.address, folder, () => server.stop());
}

/** The same over a store that runs already; `stop` ends it. */
export async function openTestHistoryAt(
  address: FactsAddress,
  folder: string,
  stop: () => Promise<void> = async () => {},
): Promise<TestHistory> {
  await migrateFacts(address);
  const client = openFactsClient(address);
  const database = await openStateDatabase(join(folder, 'state', 'kamerton.sqlite'));
  const facts = callFacts(client);
  return {
    client,
    judging: followInForce(lexiconVersions(database), facts),
    database,
    calls: callLedger(database),
    facts,
    runs: storedRuns(client),
    ledger: ledgerBatches(database),
    address,
    privacyKeys: openKeyRing(join(folder, 'keys', 'privacy.json')),
    environment: {
      KAMERTON_DATA_DIR: folder,
      CLICKHOUSE_URL: address.url,
      CLICKHOUSE_USER: address.user,
      CLICKHOUSE_PASSWORD: address.password,
    },
    async close() {
      await client.close();
      await database.destroy();
      await stop();
    },
  };
}

/** The same judge, or its source, under another name of its scorecard. */
export const renamed = <T extends { versions: Versions }>(judge: T, scorecard: string): T => ({
  ...judge,
  versions: { ...judge.versions, scorecard },
});

/** The same under another name of its engine: everything it judged has to be judged again by the others. */
export const byOtherEngine = <T extends { versions: Versions }>(judge: T, engine: string): T => ({
  ...judge,
  versions: { ...judge.versions, engine },
});
