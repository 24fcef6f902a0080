/** Migrations of the facts store: ordered SQL files, applied once, checksummed; every statement is idempotent. */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { hashPlain, KamertonError } from '#platform';
import type { FactsAddress } from './address.ts';
import { type FactsClient, openFactsClient } from './client.ts';
import { factsQuery, runFactsQuery } from './query.ts';

const folder = fileURLToPath(new URL('./migrations/', import.meta.url));

const appliedMigrations = factsQuery({
  name: 'applied_migrations',
  sql: 'SELECT name, checksum FROM schema_migrations FINAL ORDER BY name',
  params: z.object({}),
  row: z.object({ name: z.string(), checksum: z.string() }),
  limit: 10_000,
});

/**
 * Creates the database and applies what is new. Two processes may run it at once: statements are idempotent and the list
 * is a ReplacingMergeTree.
 * @throws KamertonError `store_unavailable` when an applied file has changed or the store is newer than the program.
 */
export async function migrateFacts(address: FactsAddress): Promise<void> {
  const bare = openFactsClient({ ...address, database: 'default' });
  try {
    await bare.command({ query: `CREATE DATABASE IF NOT EXISTS ${address.database}` });
  } finally {
    await bare.close();
  }
  const client = openFactsClient(address);
  try {
    await client.command({
      query: `CREATE TABLE IF NOT EXISTS schema_migrations
        (name String, checksum String, applied_at DateTime DEFAULT now()) ENGINE = ReplacingMergeTree ORDER BY name`,
    });
    await applyNew(client);
  } finally {
    await client.close();
  }
}

async function applyNew(client: FactsClient): Promise<void> {
  const applied = new Map((await runFactsQuery(client, appliedMigrations, {})).map((row) => [row.name, row.checksum]));
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  for (const name of applied.keys()) {
    if (!files.includes(name)) {
      throw new KamertonError(
        'store_unavailable',
        `хранилище новее программы: в нём есть миграция ${name}; обновите Kamerton`,
      );
    }
  }
  for (const name of files) {
    const sql = await readFile(`${folder}${name}`, 'utf8');
    const checksum = hashPlain(sql);
    const known = applied.get(name);
    if (known === checksum) continue;
    if (known !== undefined) {
      throw new KamertonError(
        'store_unavailable',
        `миграция ${name} изменилась после применения; верните её прежний текст`,
      );
    }
    for (const statement of statementsOf(sql)) await client.command({ query: statement });
    await client.insert({
      table: 'schema_migrations',
      values: [{ name, checksum }],
      format: 'JSONEachRow',
      columns: ['name', 'checksum'],
    });
  }
}

/** Statements of a file: cut at «;» at the end of a line (comments may hold semicolons elsewhere). */
function statementsOf(sql: string): string[] {
  return sql
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replace(/--.*$/gm, '').trim() !== '');
}
