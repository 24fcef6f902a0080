/** Opens what is kept of calls for work on many at once: the ledger and the facts, without the queue. */
import { type AnalyzerConfig, keyFilesOf, statePlaceOf } from './config.ts';
import { KamertonError, type KeyRing, openKeyRing } from './platform/index.ts';
import { findFactsServer } from './servers.ts';
import type { FactsAddress } from './storage/facts/address.ts';
import { type CallFacts, callFacts } from './storage/facts/call-facts.ts';
import { type FactsClient, openFactsClient } from './storage/facts/client.ts';
import { migrateFacts } from './storage/facts/migrate.ts';
import { type StoredRuns, storedRuns } from './storage/facts/stored-runs.ts';
import { openStateDatabase, type StateDatabase } from './storage/state/database.ts';
import { type LedgerBatches, ledgerBatches } from './storage/state/ledger-batches.ts';
import { lexiconVersions } from './storage/state/lexicon-versions.ts';
import { followInForce, type Judging } from './workbench/in-force.ts';

/** The facts and the state, for work that no server does. */
export interface Stores {
  /** Where threads of their own reach the facts. */
  address: FactsAddress;
  client: FactsClient;
  database: StateDatabase;
  close(): Promise<void>;
}

/** Open stores of past calls. */
export interface History extends Pick<Stores, 'address' | 'close'> {
  facts: CallFacts;
  runs: StoredRuns;
  ledger: LedgerBatches;
  /** By what calls are judged now. */
  judging: Judging;
  /** Keys of what masking took out of the words. */
  privacyKeys: KeyRing;
}

/**
 * Joins the running `serve` of the data folder, or the server by URL.
 * @param patience for work that rewrites whole tables: `wholeTableMs`
 * @throws KamertonError `bad_configuration` when there is none, `store_unavailable` when it does not answer.
 */
export async function openStores(
  config: AnalyzerConfig,
  patience: Parameters<typeof openFactsClient>[1] = {},
): Promise<Stores> {
  const address = await findFactsServer(config);
  const client = openFactsClient(address, patience);
  const { success } = await client.ping({ select: true });
  if (!success) {
    await client.close();
    throw new KamertonError(
      'store_unavailable',
      'хранилище оценок не отвечает: запустите kamerton serve над этой папкой данных или проверьте CLICKHOUSE_URL',
    );
  }
  await migrateFacts(address);
  const database = await openStateDatabase(statePlaceOf(config));
  return {
    address,
    client,
    database,
    async close() {
      await client.close();
      await database.destroy();
    },
  };
}

/** The same for work on past calls. Throws what `openStores` throws. */
export async function openHistory(config: AnalyzerConfig): Promise<History> {
  const { address, client, database, close } = await openStores(config);
  const facts = callFacts(client);
  return {
    facts,
    judging: followInForce(lexiconVersions(database), facts),
    runs: storedRuns(client),
    ledger: ledgerBatches(database),
    address,
    privacyKeys: openKeyRing(keyFilesOf(config).privacy),
    close,
  };
}
