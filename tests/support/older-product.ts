/** A data folder as an earlier version of the product left it: the same calls, in tables of an earlier level. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, Migrator } from 'kysely';
import { analyzerConfigSchema, readConfig } from '../../analyzer/config.ts';
import { createLogger } from '../../analyzer/platform/logger.ts';
import { startServers } from '../../analyzer/servers.ts';
import type { FactsAddress } from '../../analyzer/storage/facts/address.ts';
import { type FactsClient, openFactsClient } from '../../analyzer/storage/facts/client.ts';
import { migrateFacts } from '../../analyzer/storage/facts/migrate.ts';
import { tablesOf } from '../../analyzer/storage/facts/table-dump.ts';
import { stateMigrations } from '../../analyzer/storage/state/migrations/index.ts';
import { sqliteEngine } from '../../analyzer/storage/state/sqlite-engine.ts';

/** Migrations that the earlier version knew. */
export interface Level {
  facts: readonly string[];
  state: readonly string[];
}

/** Makes `folder` out of the running product over `present`; keys and recordings are taken as they are. */
export async function makeOlderProduct(
  present: { folder: string; facts: FactsAddress },
  folder: string,
  level: Level,
): Promise<void> {
  for (const part of ['keys', 'recordings'])
    cpSync(join(present.folder, part), join(folder, part), { recursive: true });
  const config = readConfig(analyzerConfigSchema, { KAMERTON_DATA_DIR: folder });
  const servers = await startServers(config, createLogger('silent'), () => {});
  const [newer, older] = [openFactsClient(present.facts), openFactsClient(servers.facts)];
  try {
    await migrateFacts(servers.facts, new Set(level.facts));
    for (const { name } of await tablesOf(older)) await copyTable(newer, older, name);
  } finally {
    await newer.close();
    await older.close();
    await servers.stop();
  }
  await copyState(
    join(present.folder, 'state', 'kamerton.sqlite'),
    join(folder, 'state', 'kamerton.sqlite'),
    level.state,
  );
}

const columnsOf = async (client: FactsClient, table: string): Promise<string[]> => {
  const answer = await client.query({
    query: `SELECT name FROM system.columns WHERE database = currentDatabase() AND table = {table:String}
            AND default_kind NOT IN ('ALIAS', 'MATERIALIZED') ORDER BY position`,
    query_params: { table },
    format: 'JSONEachRow',
  });
  return (await answer.json<{ name: string }>()).map(({ name }) => name);
};

async function copyTable(newer: FactsClient, older: FactsClient, table: string): Promise<void> {
  const known = await columnsOf(newer, table);
  const common = (await columnsOf(older, table)).filter((column) => known.includes(column));
  const rows = await newer.query({ query: `SELECT ${common.join(', ')} FROM ${table}`, format: 'JSONEachRow' });
  const values = await rows.json();
  if (values.length > 0) await older.insert({ table, values, format: 'JSONEachRow' });
}

type AnyTables = Record<string, Record<string, unknown>>;

async function copyState(from: string, to: string, known: readonly string[]): Promise<void> {
  const newer = new Kysely<AnyTables>({ dialect: sqliteEngine(from).dialect });
  const older = new Kysely<AnyTables>({ dialect: sqliteEngine(to).dialect });
  const migrations = Object.fromEntries(Object.entries(stateMigrations).filter(([name]) => known.includes(name)));
  const { error } = await new Migrator({
    db: older,
    provider: { getMigrations: async () => migrations },
  }).migrateToLatest();
  if (error) throw error;
  for (const { name, columns } of await older.introspection.getTables()) {
    const rows = await newer
      .selectFrom(name)
      .select(columns.map((column) => column.name))
      .execute();
    if (rows.length > 0) await older.insertInto(name).values(rows).execute();
  }
  await newer.destroy();
  await older.destroy();
}
