/** The state database in Postgres by DATABASE_URL: for two and more replicas of the product. */
import { type CompiledQuery, type Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Atomically } from './atomic-steps.ts';

const connections = 10;
/** A replica that hangs must not hold rows of the others for ever. */
const idleInTransactionMs = 30_000;

/** Opens a pool; the dialect for Kysely comes with the way to write batches. Nothing connects before the first query. */
export function postgresEngine(url: string) {
  const types = new pg.TypeOverrides();
  // Counts and milliseconds are 8-byte integers and far below 2^53.
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    application_name: 'kamerton',
    types,
  });
  // A server that goes away tells idle connections too; the next query opens a new one or fails by itself.
  pool.on('error', () => {});
  return {
    dialect: new PostgresDialect({ pool }),
    /** Whether others have written cannot be said without asking the server. */
    versionOf: () => null,
    read:
      <T>(database: Kysely<T>) =>
      async <R>(query: CompiledQuery<R>): Promise<R[]> =>
        (await database.executeQuery<R>(query)).rows,

    atomically:
      <T>(database: Kysely<T>): Atomically =>
      async (steps, options = {}) => {
        const [only, ...more] = steps;
        // One statement is whole by itself.
        if (only !== undefined && more.length === 0 && options.inOrderOf === undefined) {
          const { rows, numAffectedRows } = await database.executeQuery(only.query.compile());
          return !only.mustChange || rows.length > 0 || Boolean(numAffectedRows);
        }
        try {
          await database.transaction().execute(async (transaction) => {
            if (options.inOrderOf !== undefined) {
              await sql`select pg_advisory_xact_lock(hashtextextended(${options.inOrderOf}, 0))`.execute(transaction);
            }
            for (const { query, mustChange } of steps) {
              const { rows, numAffectedRows } = await transaction.executeQuery(query.compile());
              if (mustChange && rows.length === 0 && !numAffectedRows) throw new Guarded();
            }
          });
          return true;
        } catch (error) {
          if (error instanceof Guarded) return false;
          throw error;
        }
      },
  };
}

/** Takes the transaction back; never leaves this file. */
class Guarded extends Error {}
