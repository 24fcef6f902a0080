/** Migrations of the facts store: ordered SQL files, applied once, checksummed; every statement is idempotent. */
import { z } from 'zod';
import { hashPlain, KamertonError } from '#platform';
import type { FactsAddress } from './address.ts';
import { type FactsClient, openFactsClient } from './client.ts';
import { clusterStatements } from './cluster-ddl.ts';
import { appliedTable, neededServer, readMigrations, statementsOf } from './migration-files.ts';
import { factsQuery, runFactsQuery } from './query.ts';
import { isServerNewEnough, oldestServer, readServerVersion } from './server-version.ts';

const appliedMigrations = factsQuery({
  name: 'applied_migrations',
  sql: 'SELECT name, checksum FROM schema_migrations FINAL ORDER BY name',
  params: z.object({}),
  row: z.object({ name: z.string(), checksum: z.string() }),
  limit: 10_000,
});

/**
 * Creates the database and applies what is new; `only`: no others than these (a restore goes to the level of its backup).
 * Two processes may run it at once: statements are idempotent and the list is a ReplacingMergeTree.
 * @throws KamertonError `store_unavailable` when an applied file has changed, the store (or `only`) is newer than the
 * program, or the server is too old.
 */
export async function migrateFacts(address: FactsAddress, only: ReadonlySet<string> | null = null): Promise<void> {
  const bare = openFactsClient({ ...address, database: 'default' });
  let version: string;
  try {
    version = await checkedVersion(bare);
    await bare.command({ query: `CREATE DATABASE IF NOT EXISTS ${address.database}${onCluster(address)}` });
  } finally {
    await bare.close();
  }
  const client = openFactsClient(address);
  try {
    const cluster = address.cluster ?? null;
    await apply(client, appliedTable, cluster);
    await applyNew(client, version, cluster, only);
  } finally {
    await client.close();
  }
}

const onCluster = ({ cluster }: FactsAddress) => (cluster === undefined ? '' : ` ON CLUSTER ${cluster}`);

async function checkedVersion(client: FactsClient): Promise<string> {
  const version = await readServerVersion(client);
  if (isServerNewEnough(version)) return version;
  throw new KamertonError(
    'store_unavailable',
    `сервер ClickHouse версии ${version} слишком старый; нужна ${oldestServer} или новее`,
  );
}

/** What has been applied to the store so far. */
export const readAppliedMigrations = (client: FactsClient) => runFactsQuery(client, appliedMigrations, {});

async function applyNew(
  client: FactsClient,
  version: string,
  cluster: string | null,
  only: ReadonlySet<string> | null,
): Promise<void> {
  const applied = new Map((await readAppliedMigrations(client)).map((row) => [row.name, row.checksum]));
  const files = await readMigrations();
  for (const name of [...applied.keys(), ...(only ?? [])]) {
    if (!files.some((file) => file.name === name)) {
      throw new KamertonError(
        'store_unavailable',
        `хранилище новее программы: в нём есть миграция ${name}; обновите Kamerton`,
      );
    }
  }
  for (const { name, sql } of files) {
    if (only !== null && !only.has(name)) continue;
    const checksum = hashPlain(sql);
    const known = applied.get(name);
    if (known === checksum) continue;
    if (known !== undefined) {
      throw new KamertonError(
        'store_unavailable',
        `миграция ${name} изменилась после применения; верните её прежний текст`,
      );
    }
    // Not written down as applied: a newer server gets it.
    if (!isServerNewEnough(version, neededServer(sql) ?? oldestServer)) continue;
    for (const statement of statementsOf(sql)) await apply(client, statement, cluster);
    await client.insert({
      table: 'schema_migrations',
      values: [{ name, checksum }],
      format: 'JSONEachRow',
      columns: ['name', 'checksum'],
    });
  }
}

async function apply(client: FactsClient, statement: string, cluster: string | null): Promise<void> {
  const queries = cluster === null ? [statement] : clusterStatements(statement, cluster);
  // Without the wait an error on another server would come as a broken connection.
  for (const query of queries) await client.command({ query, clickhouse_settings: { wait_end_of_query: 1 } });
}
