/** The ledger for work on many calls at once: one statement a batch, where the ledger of calls takes them one by one. */
import { callMetadataSchema } from '../../domain/call.ts';
import type { StateDatabase } from './database.ts';
import { columns, type LedgerCall, type ReceivedCall, toCall } from './ledger-call.ts';
import { unindexed } from './unindexed.ts';

/** A call that was judged outside of the queue and enters the ledger done. */
export interface JudgedCall extends Pick<ReceivedCall, 'id' | 'externalId' | 'source' | 'metadata'> {
  day: string;
  receivedAt: string;
  duration: number;
}

/** SQLite takes 32,766 bound values in a statement, Postgres 65,535. */
const rowsAtOnce = 500;

export type LedgerBatches = ReturnType<typeof ledgerBatches>;

/** The ledger's batches over an open state database. */
export function ledgerBatches(database: StateDatabase, clock: () => Date = () => new Date()) {
  return {
    /** Those of the given calls that are done, by id. */
    async doneAmong(ids: readonly string[]): Promise<Map<string, LedgerCall>> {
      const rows = await database
        .selectFrom('calls')
        .select(columns)
        .where('id', 'in', ids)
        .where(unindexed('state'), '=', 'done')
        .execute();
      return new Map(rows.map((row) => [row.id, toCall(row)]));
    },

    /**
     * Moves calls on to their `next` run by compare-and-set: only those that are done and still stand at the run the
     * caller saw. Returns the ids that were moved; a call that is missing belongs to somebody else.
     */
    async claimRuns(calls: readonly { id: string; run: number; next: number }[]): Promise<Set<string>> {
      const alike = new Map<string, { run: number; next: number; ids: string[] }>();
      for (const { id, run, next } of calls) {
        const group = alike.get(`${run} ${next}`);
        if (group) group.ids.push(id);
        else alike.set(`${run} ${next}`, { run, next, ids: [id] });
      }
      const updatedAt = clock().toISOString();
      const claimed = new Set<string>();
      // No transaction around them: each statement is whole by itself, and nobody waits for this process between two.
      for (const { run, next, ids } of alike.values()) {
        const rows = await database
          .updateTable('calls')
          .set({ run: next, updated_at: updatedAt })
          .where('id', 'in', ids)
          .where('run', '=', run)
          .where(unindexed('state'), '=', 'done')
          .returning('id')
          .execute();
        for (const { id } of rows) claimed.add(id);
      }
      return claimed;
    },

    /** Those of the given ids that the ledger has. */
    async knownAmong(ids: readonly string[]): Promise<Set<string>> {
      const rows = await database.selectFrom('calls').select('id').where('id', 'in', ids).execute();
      return new Set(rows.map(({ id }) => id));
    },

    /** True when there is a call of another source than `source`. */
    async hasOtherThan(source: ReceivedCall['source']): Promise<boolean> {
      const other = await database.selectFrom('calls').select('id').where('source', '!=', source).limit(1).execute();
      return other.length > 0;
    },

    /** Writes calls that are done already; those that are there stay as they are. */
    async receiveDone(calls: readonly JudgedCall[]): Promise<void> {
      const updatedAt = clock().toISOString();
      for (let from = 0; from < calls.length; from += rowsAtOnce) {
        await database
          .insertInto('calls')
          .values(calls.slice(from, from + rowsAtOnce).map((call) => ({ ...rowOf(call), updated_at: updatedAt })))
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute();
      }
    },
  };
}

function rowOf(call: JudgedCall) {
  const metadata = callMetadataSchema.parse(call.metadata);
  return {
    id: call.id,
    external_id: call.externalId,
    source: call.source,
    day: call.day,
    operator_id: metadata.operator?.id ?? null,
    operator_name: metadata.operator?.name ?? null,
    direction: metadata.direction ?? null,
    started_at: metadata.started_at ?? null,
    received_at: call.receivedAt,
    duration: call.duration,
    metadata: JSON.stringify(metadata),
    recording: null,
    recording_sha256: null,
    transcript: null,
    state: 'done' as const,
    stage: null,
    attempts: 1,
    run: 1,
    error_code: null,
    error_message: null,
  };
}
