/** Erasing calls from the state database: the words and the client first, in the end every row that names the call. */
import { PostgresAdapter, sql } from 'kysely';
import { callMetadataSchema } from '../../domain/call.ts';
import type { CallState } from '../../domain/call-state.ts';
import type { deletionLevels } from '../../domain/retention.ts';
import type { StateDatabase } from './database.ts';
import { eraseQuotes } from './erase-quotes.ts';
import { unindexed } from './unindexed.ts';

/** Tables of calls that deletion keeps in hand itself. */
const ownTables = ['deletion_items', 'legal_holds'];
/** Columns of such tables that quote the call. */
const quotes = ['text', 'quote', 'comment', 'body'];
/** States in which nothing of the product is working on the call. */
const quiet: readonly CallState[] = ['done', 'refused', 'failed', 'no_model'];

/** A call that may be over its time. */
export interface AgedCall {
  id: string;
  day: string;
  at: string;
  queue: string | null;
  recording: string | null;
  wordsDeleted: boolean;
}

export type StateEraser = ReturnType<typeof stateEraser>;

/** The eraser over an open state database. */
export function stateEraser(database: StateDatabase, clock: () => Date = () => new Date()) {
  const tablesOfCalls = async () => {
    const tables = await database.introspection.getTables();
    return tables
      .map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) }))
      .filter(({ name, columns }) => columns.includes('call_id') && !ownTables.includes(name));
  };

  return {
    /** Quiet calls up to the given days (each by what is still there of it), in pages by (day, id). */
    async aged(
      days: { recording: string | null; words: string | null; everything: string | null },
      after: { day: string; id: string },
      limit: number,
    ): Promise<AgedCall[]> {
      const none = '0000-00-00';
      const latest = [days.recording, days.words, days.everything].reduce<string>(
        (last, day) => (day !== null && day > last ? day : last),
        none,
      );
      const rows = await database
        .selectFrom('calls')
        .select(['id', 'day', 'started_at', 'received_at', 'metadata', 'recording', 'recording_deleted_at'])
        .select('words_deleted_at')
        .where(unindexed('state'), 'in', quiet)
        // In the order of the index of days, from where the page before ended to where nothing is due.
        .where('day', '>=', after.day)
        .where('day', '<=', latest)
        // Nobody's real words are in the samples and in seeded history: they do not age.
        .where('source', '!=', 'demo')
        .where((e) =>
          e.or([
            e('day', '<=', days.everything ?? none),
            e.and([e('day', '<=', days.words ?? none), e('words_deleted_at', 'is', null)]),
            e.and([
              e('day', '<=', days.recording ?? none),
              e('recording', 'is not', null),
              e('recording_deleted_at', 'is', null),
            ]),
          ]),
        )
        .where((e) => e.or([e('day', '>', after.day), e.and([e('day', '=', after.day), e('id', '>', after.id)])]))
        .orderBy('day')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        day: row.day,
        at: row.started_at ?? row.received_at,
        queue: callMetadataSchema.parse(JSON.parse(row.metadata)).queue ?? null,
        recording: row.recording_deleted_at === null ? row.recording : null,
        wordsDeleted: row.words_deleted_at !== null,
      }));
    },

    /** True when no other call plays this recording. */
    async isOnlyUser(recording: string, callId: string): Promise<boolean> {
      const other = await database
        .selectFrom('calls')
        .select('id')
        .where('recording', '=', recording)
        .where('id', '!=', callId)
        .where('recording_deleted_at', 'is', null)
        .executeTakeFirst();
      return other === undefined;
    },

    /** Takes a quiet call out of work at a level; false while something works on it. A call that is gone counts as taken. */
    async erase(callId: string, level: (typeof deletionLevels)[number]): Promise<boolean> {
      const row = await database
        .selectFrom('calls')
        .select(['state', 'metadata'])
        .where('id', '=', callId)
        .executeTakeFirst();
      if (row !== undefined && !(await take(row.metadata))) return false;
      if (level === 'recording') return true;
      for (const { name, columns } of await tablesOfCalls()) {
        const table = sql.table(name);
        const ofCall = sql`call_id = ${callId}`;
        if (level === 'everything') await sql`DELETE FROM ${table} WHERE ${ofCall}`.execute(database);
        else {
          for (const column of quotes.filter((one) => columns.includes(one)))
            await sql`UPDATE ${table} SET ${sql.ref(column)} = '' WHERE ${ofCall}`.execute(database);
        }
      }
      if (level === 'words') await eraseQuotes(database, callId);
      if (level === 'everything') {
        await sql`DELETE FROM outbox WHERE payload LIKE ${`%${callId}%`}`.execute(database);
        await database.deleteFrom('audit_objects').where('kind', '=', 'call').where('id', '=', callId).execute();
      }
      return true;

      async function take(metadata: string): Promise<boolean> {
        const at = clock().toISOString();
        if (level === 'everything') {
          const gone = await database
            .deleteFrom('calls')
            .where('id', '=', callId)
            .where('state', 'in', quiet)
            .executeTakeFirst();
          return Number(gone.numDeletedRows) > 0;
        }
        const { client: _, ...rest } = callMetadataSchema.parse(JSON.parse(metadata));
        const words = {
          transcript: null,
          metadata: JSON.stringify(rest),
          external_id: callId.slice(0, 8),
          words_deleted_at: at,
        };
        const taken = await database
          .updateTable('calls')
          .set({ recording_deleted_at: at, ...(level === 'words' ? words : {}) })
          .where('id', '=', callId)
          .where('state', 'in', quiet)
          .executeTakeFirst();
        return Number(taken.numUpdatedRows) > 0;
      }
    },

    /** Makes the files forget what was deleted: SQLite writes its journal back and cuts it off, Postgres vacuums. */
    async compact(): Promise<void> {
      if (database.getExecutor().adapter instanceof PostgresAdapter) {
        for (const { name } of [{ name: 'calls' }, ...(await tablesOfCalls())])
          await sql`VACUUM ${sql.table(name)}`.execute(database);
      } else await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(database);
    },
  };
}
