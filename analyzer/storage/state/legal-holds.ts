/** Legal holds: calls that neither a period nor a request deletes. */
import type { StateDatabase } from './database.ts';

export interface LegalHold {
  callId: string;
  reason: string;
  setLogin: string;
  setAt: string;
}

export type LegalHolds = ReturnType<typeof legalHolds>;

/** The holds over an open state database. */
export function legalHolds(database: StateDatabase, clock: () => Date = () => new Date()) {
  const columns = ['call_id as callId', 'reason', 'set_login as setLogin', 'set_at as setAt'] as const;
  return {
    /** Holds a call; the newest reason counts. */
    async set(callId: string, reason: string, by: { id: string; login: string }): Promise<void> {
      const hold = { reason, set_by: by.id, set_login: by.login, set_at: clock().toISOString() };
      await database
        .insertInto('legal_holds')
        .values({ call_id: callId, ...hold })
        .onConflict((conflict) => conflict.column('call_id').doUpdateSet(hold))
        .execute();
    },

    /** Lets it go; false when it was not held. */
    async unset(callId: string): Promise<boolean> {
      const gone = await database.deleteFrom('legal_holds').where('call_id', '=', callId).executeTakeFirst();
      return Number(gone.numDeletedRows) > 0;
    },

    find: (callId: string): Promise<LegalHold | undefined> =>
      database.selectFrom('legal_holds').select(columns).where('call_id', '=', callId).executeTakeFirst(),

    /** Those of the calls that are held. */
    async among(ids: readonly string[]): Promise<Set<string>> {
      const rows = await database.selectFrom('legal_holds').select('call_id').where('call_id', 'in', ids).execute();
      return new Set(rows.map((row) => row.call_id));
    },
  };
}
