/** Calls whose outcome after decisions has to be put together: noted with the decision itself, so that none is forgotten. */
import { randomUUID } from 'node:crypto';
import type { AtomicStep } from './atomic-steps.ts';
import type { StateDatabase } from './database.ts';

export interface DueOutcome {
  id: string;
  day: string;
  token: string;
}

/** The step that notes a call, in the batch of what was decided about it. */
export function outcomeDueStep(database: StateDatabase, call: { id: string; day: string }): AtomicStep {
  return {
    query: database
      .insertInto('outcomes_due')
      .values({ call_id: call.id, day: call.day, token: randomUUID() })
      .onConflict((conflict) =>
        conflict.column('call_id').doUpdateSet((e) => ({ day: e.ref('excluded.day'), token: e.ref('excluded.token') })),
      ),
  };
}

/** Calls that wait, over an open state database. */
export function outcomesDue(database: StateDatabase) {
  return {
    async due(limit: number): Promise<DueOutcome[]> {
      const rows = await database.selectFrom('outcomes_due').selectAll().orderBy('call_id').limit(limit).execute();
      return rows.map(({ call_id: id, day, token }) => ({ id, day, token }));
    },

    /** Notes calls that were judged anew. */
    async note(calls: readonly { id: string; day: string }[]): Promise<void> {
      if (calls.length > 0) await database.atomically(calls.map((call) => outcomeDueStep(database, call)));
    },

    /** Their outcomes are written; a call that somebody has touched meanwhile stays. */
    async settle(done: readonly DueOutcome[]): Promise<void> {
      const tokens = done.map(({ token }) => token);
      const ids = done.map(({ id }) => id);
      await database.deleteFrom('outcomes_due').where('call_id', 'in', ids).where('token', 'in', tokens).execute();
    },
  };
}
