/** The migrations of the facts store as they lie in the folder: ordered SQL files of statements. */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('./migrations/', import.meta.url));

export interface MigrationFile {
  name: string;
  sql: string;
}

/** The list of what has been applied; on a cluster it has to be on every server like all other tables. */
export const appliedTable = `CREATE TABLE IF NOT EXISTS schema_migrations
(name String, checksum String, applied_at DateTime DEFAULT now()) ENGINE = ReplacingMergeTree ORDER BY name`;

/** All files in the order of their names. */
export async function readMigrations(): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(names.map(async (name) => ({ name, sql: await readFile(`${folder}${name}`, 'utf8') })));
}

/** Statements of a file: cut at «;» at the end of a line (comments may hold semicolons elsewhere). */
export function statementsOf(sql: string): string[] {
  return sql
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replace(/--.*$/gm, '').trim() !== '');
}

/** The server that an optional file asks for in its first line («-- Needs server 26.1: …»); null: any that we run on. */
export const neededServer = (sql: string): string | null => /^-- Needs server (\d+\.\d+)/.exec(sql)?.[1] ?? null;
