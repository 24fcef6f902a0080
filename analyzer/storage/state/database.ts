/** Transactional state: accounts, decisions, the ledger of calls. In a SQLite file by default, in Postgres by its address. */
import {
  type CompiledQuery,
  HandleEmptyInListsPlugin,
  Kysely,
  Migrator,
  replaceWithNoncontingentExpression,
} from 'kysely';
import { KamertonError } from '#platform';
import type { Atomically } from './atomic-steps.ts';
import { stateMigrations } from './migrations/index.ts';
import { postgresEngine } from './postgres-engine.ts';
import { sqliteEngine } from './sqlite-engine.ts';
import type { StateTables } from './tables/index.ts';

export type StateDatabase = Kysely<StateTables> & {
  /** Writes statements together or not at all. Use it instead of `transaction()`, which holds SQLite while it waits. */
  readonly atomically: Atomically;
  /** Asks a compiled question that only reads, without the steps that writing needs. */
  readonly read: <R>(query: CompiledQuery<R>) => Promise<R[]>;
  /**
   * Another text as soon as one of the tables may have changed, by whatever process; read it before the tables. Null where that
   * cannot be said cheaply (Postgres).
   */
  readonly versionOf: (tables: readonly (keyof StateTables)[]) => string | null;
};

/** Openings of this process follow each other: two of them on one SQLite file would wait for each other for ever. */
let lastOpening: Promise<unknown> = Promise.resolve();

/**
 * Opens (and creates, and migrates) the state database at `place`: the path of a SQLite file or a `postgres://` address.
 * Safe when two processes start at once.
 * @throws KamertonError `store_unavailable` when Postgres does not answer or the database is newer than the program.
 */
export function openStateDatabase(place: string): Promise<StateDatabase> {
  const opening = lastOpening.then(() => open(place));
  lastOpening = opening.catch(() => {});
  return opening;
}

/** True for an address of Postgres, false for the path of a file. */
export const isPostgres = (place: string): boolean => /^postgres(ql)?:/.test(place);

/** Opens a database that is there as it is, without bringing it up: for looking only. */
export function peekStateDatabase(place: string): StateDatabase {
  const engine = isPostgres(place) ? postgresEngine(place) : sqliteEngine(place);
  const kysely = new Kysely<StateTables>({
    dialect: engine.dialect,
    // Postgres has no `in ()`.
    plugins: [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
  });
  return Object.assign(kysely, {
    atomically: engine.atomically(kysely),
    read: engine.read(kysely),
    versionOf: engine.versionOf,
  });
}

async function open(place: string): Promise<StateDatabase> {
  const database = peekStateDatabase(place);
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => stateMigrations },
    // Branches have ranges of numbers: a lower one may arrive after a higher one. Unknown ones are still refused.
    allowUnorderedMigrations: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error) {
    await database.destroy();
    throw isPostgres(place) || isNewer(error) ? unavailable(error) : error;
  }
  return database;
}

/** Kysely's words for a migration in the database that the program does not know. */
const isNewer = (error: unknown) => error instanceof Error && error.message.startsWith('corrupted migrations');

function unavailable(cause: unknown): KamertonError {
  return isNewer(cause)
    ? new KamertonError('store_unavailable', 'база состояния новее программы; обновите Kamerton', { cause })
    : new KamertonError(
        'store_unavailable',
        `Postgres по адресу DATABASE_URL не готов (${cause instanceof Error ? cause.message : String(cause)}); проверьте адрес, пароль и права`,
        { cause },
      );
}
