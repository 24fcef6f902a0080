/** What happened to whole calls on the review desk: finished reviews, swapped channels. Append-only. */
import type { AtomicStep } from './atomic-steps.ts';
import type { StateDatabase } from './database.ts';
import { outcomeDueStep } from './outcomes-due.ts';
import { preparedForMany } from './prepared.ts';
import type { CallEventsTable } from './tables/verdict-tables.ts';

export interface CallEvent {
  id: string;
  callId: string;
  kind: CallEventsTable['kind'];
  actor: string;
  at: string;
}

/** A new one; the same id twice is one. */
export type NewCallEvent = Omit<CallEvent, 'at'> & { day: string };

/** The steps that note it in the batch of what happens. */
export function callEventSteps(database: StateDatabase, event: NewCallEvent, at: string): AtomicStep[] {
  const { callId, ...row } = event;
  return [
    {
      query: database
        .insertInto('call_events')
        .values({ ...row, call_id: callId, at })
        .onConflict((conflict) => conflict.column('id').doNothing()),
    },
    outcomeDueStep(database, { id: callId, day: row.day }),
  ];
}

export type CallEvents = ReturnType<typeof callEvents>;

/** Events over an open state database. */
export function callEvents(database: StateDatabase, clock: () => Date = () => new Date()) {
  const eventsOf = preparedForMany(database, (calls) =>
    database
      .selectFrom('call_events')
      .select(['id', 'call_id', 'kind', 'actor', 'at'])
      .where('call_id', 'in', calls)
      .orderBy('at'),
  );

  return {
    /** Notes one; the same id twice is one. */
    async add(event: NewCallEvent): Promise<void> {
      await database.atomically(callEventSteps(database, event, clock().toISOString()));
    },

    /** Oldest first. */
    async ofCalls(callIds: readonly string[]): Promise<CallEvent[]> {
      const rows = await eventsOf(callIds);
      return rows.map(({ call_id, ...row }) => ({ ...row, callId: call_id }));
    },
  };
}
