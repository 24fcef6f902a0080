/** Transactional state in SQLite: accounts, sessions and the ledger of calls. Common SQL only, so that Postgres can follow. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, Migrator, SqliteDialect } from 'kysely';
import Database from 'libsql';
import { stateMigrations } from './migrations/index.ts';
import type { StateTables } from './tables/index.ts';

export type StateDatabase = Kysely<StateTables>;

/** Opens (and creates, and migrates) the state database at `path`. Safe when two processes start at once. */
export async function openStateDatabase(path: string): Promise<StateDatabase> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const connection = new Database(path);
  // Two processes may open the file at the same moment: wait for the other one before anything is written.
  connection.pragma('busy_timeout = 10000');
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  const database = new Kysely<StateTables>({ dialect: new SqliteDialect({ database: connection }) });
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => stateMigrations },
    // Branches have ranges of numbers: a lower one may arrive after a higher one. Unknown ones are still refused.
    allowUnorderedMigrations: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error) {
    await database.destroy();
    throw error;
  }
  return database;
}
