/** The end of a review: the event, the place in the queue, the claim and the notices are written in one piece. */
import { releaseClaimStep } from './claims.ts';
import type { StateDatabase } from './database.ts';
import { type NewNotification, notificationStep } from './notifications.ts';
import { outcomeDueStep } from './outcomes-due.ts';
import { requestTaken } from './request-taken.ts';
import { closeItemsStep } from './review-queue.ts';

export interface Submission {
  /** UUID of the reviewer's request: sent again after a lost answer, it is not a second submission. */
  id: string;
  call: { id: string; day: string };
  /** Account of the reviewer. */
  actor: string;
  /** Whom to tell. */
  tell?: readonly NewNotification[];
}

export type Submissions = ReturnType<typeof submissions>;

/** Submissions over an open state database. */
export function submissions(database: StateDatabase, clock: () => Date = () => new Date()) {
  return {
    /**
     * Ends the review of a call: it leaves the queue, the reviewer's claim ends, notices are written. All or nothing.
     * @returns false when this request was carried out before, and nothing was written now
     * @throws KamertonError `conflict` when the id belongs to something else
     */
    async submit({ id, call, actor, tell = [] }: Submission): Promise<boolean> {
      const at = clock().toISOString();
      const event = { id, call_id: call.id, day: call.day, kind: 'submitted' as const, actor, at };
      const isNew = await database.atomically([
        {
          query: database
            .insertInto('call_events')
            .values(event)
            .onConflict((conflict) => conflict.column('id').doNothing()),
          mustChange: true,
        },
        outcomeDueStep(database, call),
        closeItemsStep(database, call.id, actor, at),
        releaseClaimStep(database, call.id, actor),
        ...tell.map((one) => notificationStep(database, one, at)),
      ]);
      if (isNew) return true;
      const same = await database
        .selectFrom('call_events')
        .select('id')
        .where('id', '=', id)
        .where('call_id', '=', call.id)
        .where('kind', '=', 'submitted')
        .where('actor', '=', actor)
        .executeTakeFirst();
      if (same === undefined) throw requestTaken();
      return false;
    },
  };
}
