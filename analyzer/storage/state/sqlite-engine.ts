/** The state database in a SQLite file (libsql): the default, for one machine. */
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Kysely,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely';
import Database from 'libsql';
import { boundedMap } from '#platform';
import type { Atomically, AtomicStep } from './atomic-steps.ts';
import { logToDisk } from './log-to-disk.ts';
import { type TableChanges, tableChanges } from './table-changes.ts';

/** Opens (and creates) the file; the dialect for Kysely comes with the way to write batches. */
export function sqliteEngine(path: string) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Other users of the machine read nothing of it; the write-ahead log gets the same rights.
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  const file = new Database(path);
  // Two processes may open the file at the same moment: wait for the other one before anything is written.
  file.pragma('busy_timeout = 10000');
  file.pragma('journal_mode = WAL');
  file.pragma('synchronous = FULL');
  file.pragma('foreign_keys = ON');
  // What is deleted is overwritten with zeros: personal data must not live on in free pages.
  file.pragma('secure_delete = ON');
  const log = logToDisk(path);
  const counter = file.prepare('pragma data_version');
  const changes = tableChanges(() => (counter.get([]) as { data_version: number }).data_version);
  const statements = keptStatements(file, changes, log.close);
  return {
    dialect: new WritingSqliteDialect({ database: statements }),
    versionOf: changes.versionOf,

    /** Batches run in one piece, so a question that runs in one piece too never stands inside of one. */
    read:
      () =>
      async <R>({ sql, parameters }: CompiledQuery<R>): Promise<R[]> =>
        statements.prepare(sql).all(parameters) as R[],

    /**
     * The driver is synchronous: a whole batch runs in one piece, so that it never waits on this process's own other
     * connections while it holds the file. Kysely's mutex keeps it out of a transaction that somebody has open.
     */
    atomically:
      <T>(database: Kysely<T>): Atomically =>
      async (steps, { diskAside = false } = {}) => {
        let aside = false;
        const written = await database.connection().execute(async () => {
          aside = diskAside && log.ready();
          return aside
            ? withoutWaiting(file, () => runBatch(file, statements, steps))
            : runBatch(file, statements, steps);
        });
        if (aside && written) await log.reached();
        return written;
      },
  };
}

type File = InstanceType<typeof Database>;
type Statement = ReturnType<File['prepare']>;

/** Lists of values of every length make a statement each: the ones used last stay. */
const mostStatements = 300;

/**
 * Prepared statements by their text: preparing costs more than running a short one. The driver runs each to its end before it
 * gives anything back, so one can be used again at once; a changed schema is noticed by SQLite itself.
 */
function keptStatements(file: File, changes: TableChanges, closeAlso: () => void) {
  const kept = boundedMap<Statement>(mostStatements);
  return {
    prepare(sql: string): Statement {
      const known = kept.get(sql);
      if (known !== undefined) return known;
      const statement = file.prepare(sql);
      // Kysely asks this of a statement each time, and each time it is a look into the engine.
      Object.defineProperty(statement, 'reader', { value: statement.reader });
      statement.all = changes.counted(sql, statement.all.bind(statement));
      statement.run = changes.counted(sql, statement.run.bind(statement));
      kept.set(sql, statement);
      return statement;
    },
    close(): void {
      kept.clear();
      file.close();
      closeAlso();
    },
  };
}

/** Commits of `work` are whole but not on the disk yet: whoever asked waits for it (`log-to-disk.ts`). */
function withoutWaiting<T>(file: File, work: () => T): T {
  file.exec('pragma synchronous = NORMAL');
  try {
    return work();
  } finally {
    file.exec('pragma synchronous = FULL');
  }
}

function runBatch(file: File, statements: ReturnType<typeof keptStatements>, steps: readonly AtomicStep[]): boolean {
  const compiled = steps.map(({ query, mustChange }) => ({ ...query.compile(), mustChange }));
  file.exec('begin immediate');
  try {
    for (const { sql, parameters, mustChange } of compiled) {
      const statement = statements.prepare(sql);
      const changed = statement.reader ? statement.all(parameters).length : statement.run(parameters).changes;
      if (mustChange && changed === 0) {
        file.exec('rollback');
        return false;
      }
    }
    file.exec('commit');
    return true;
  } catch (error) {
    if (file.inTransaction) file.exec('rollback');
    throw error;
  }
}

/** Transactions take the right to write at once: one that reads first and writes later would fail beside another writer. */
class WritingSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** SQLite can take back changes of tables: migrations run in one transaction, one process at a time. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class WritingSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;
  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }
  override createDriver() {
    return new WritingSqliteDriver(this.#config);
  }
  override createAdapter() {
    return new TransactionalDdlAdapter();
  }
}
