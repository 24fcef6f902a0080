/** Which tables of a SQLite file have changed: our own writes are told apart by their statements, those of others are not. */

/** Tables of one process over one connection. */
export interface TableChanges {
  /** Wraps what a statement does, so that its writes are counted when it was run. */
  counted<A extends unknown[], R>(sql: string, run: (...values: A) => R): (...values: A) => R;
  /**
   * A text that is another one as soon as one of the tables may have changed. Read it before the tables: whatever is read after
   * is as new as the text, or newer.
   */
  versionOf(tables: readonly string[]): string;
}

/** @param othersCommits the file's own counter (`pragma data_version`), which moves with every commit of another connection */
export function tableChanges(othersCommits: () => number): TableChanges {
  const writes = new Map<string, number>();
  /** Writes that may have touched any table. */
  let anywhere = 0;

  const count = (table: string | 'any') => {
    if (table === 'any') anywhere += 1;
    else writes.set(table, (writes.get(table) ?? 0) + 1);
  };

  return {
    counted(sql, run) {
      const table = writtenTable(sql);
      if (table === null) return run;
      return (...values) => {
        try {
          return run(...values);
        } finally {
          count(table);
        }
      };
    },

    versionOf: (tables) => `${othersCommits()} ${anywhere} ${tables.map((table) => writes.get(table) ?? 0).join(' ')}`,
  };
}

/** Who used a session last is asked of the session alone: its readers know it themselves (`sessions.ts`). */
const unnoticed = 'update "sessions" set "last_seen_at" = ? where "token_hash" = ?';

/** Tables whose rows take rows of others with them (`ON DELETE CASCADE`): deleting there counts for all. */
export const takingOthers: ReadonlySet<string> = new Set(['users', 'teams', 'report_schedules']);

/** The table that a statement writes to: null when it only reads, `any` when that cannot be said. */
export function writtenTable(sql: string): string | 'any' | null {
  if (/^\s*select\b/i.test(sql) || sql === unnoticed) return null;
  if (/^\s*with\b/i.test(sql)) return /\b(insert|update|delete|replace)\b/i.test(sql) ? 'any' : null;
  const [, deleting, table] = /^\s*(?:insert\s+into|update|(delete\s+from))\s+"(\w+)"/i.exec(sql) ?? [];
  if (table === undefined) return 'any';
  return deleting !== undefined && takingOthers.has(table) ? 'any' : table;
}
