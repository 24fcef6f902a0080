/** Cuts a piece of work off at a table, as a kill between two writes does: the database refuses what is written there. */
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { StateDatabase } from '../../analyzer/storage/state/database.ts';

const message = 'cut off';

/** Gives what does a work while the table takes none of these writes, and expects it to fail for that. */
export function refusalOf(
  database: StateDatabase,
  engine: string,
  table: string,
  writes: readonly ('insert' | 'update' | 'delete')[],
): (work: () => Promise<unknown>) => Promise<void> {
  const run = async (statements: readonly string[]) => {
    for (const statement of statements) await sql.raw(statement).execute(database);
  };
  const [begin, end] =
    engine === 'SQLite'
      ? [
          writes.map(
            (what) =>
              `create trigger no_${what} before ${what} on ${table} begin select raise(abort, '${message}'); end`,
          ),
          writes.map((what) => `drop trigger no_${what}`),
        ]
      : [
          [
            `create function refuse() returns trigger language plpgsql as $$ begin raise '${message}'; end $$`,
            `create trigger refuse before ${writes.join(' or ')} on ${table} for each row execute function refuse()`,
          ],
          [`drop trigger refuse on ${table}`, 'drop function refuse'],
        ];
  return async (work) => {
    await run(begin);
    try {
      await expect(work()).rejects.toThrow(message);
    } finally {
      await run(end);
    }
  };
}
