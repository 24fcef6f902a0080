/** Exceptions that accepted disputes propose to the trainer. */
import { deterministicUuid } from '#platform';
import type { AtomicStep } from './atomic-steps.ts';
import type { StateDatabase } from './database.ts';
import type { ExceptionProposalsTable } from './tables/verdict-tables.ts';

export interface ExceptionProposal {
  id: string;
  disputeId: string;
  callId: string;
  rule: string;
  entry: string;
  quote: string;
  text: string;
  actor: string;
  at: string;
  state: 'open' | 'done' | 'declined';
}

export type NewExceptionProposal = Omit<ExceptionProposal, 'id' | 'at' | 'state'>;

/** A dispute makes one proposal at most: its id. */
export const exceptionIdOf = (disputeId: string): string => deterministicUuid('exception', disputeId);

/** The step that keeps a proposal in the batch of the decision that it comes from. */
export function exceptionProposalStep(
  database: StateDatabase,
  { disputeId, callId, ...row }: NewExceptionProposal,
  at: string,
): AtomicStep {
  return {
    query: database
      .insertInto('exception_proposals')
      .values({
        ...row,
        id: exceptionIdOf(disputeId),
        dispute_id: disputeId,
        call_id: callId,
        at,
        state: 'open',
        closed_by: null,
        closed_at: null,
      })
      .onConflict((conflict) => conflict.column('dispute_id').doNothing()),
  };
}

export type ExceptionProposals = ReturnType<typeof exceptionProposals>;

/** Proposals over an open state database. */
export function exceptionProposals(database: StateDatabase, clock: () => Date = () => new Date()) {
  return {
    /** Open ones first, then the newest; 500 at most. */
    async list(): Promise<ExceptionProposal[]> {
      const rows = await database
        .selectFrom('exception_proposals')
        .selectAll()
        .orderBy((e) => e.case().when('state', '=', 'open').then(0).else(1).end())
        .orderBy('at', 'desc')
        .limit(500)
        .execute();
      return rows.map(toProposal);
    },

    /** Closes an open one; null when there is none. */
    async close(id: string, state: 'done' | 'declined', actor: string): Promise<ExceptionProposal | null> {
      const row = await database
        .updateTable('exception_proposals')
        .set({ state, closed_by: actor, closed_at: clock().toISOString() })
        .where('id', '=', id)
        .where('state', '=', 'open')
        .returningAll()
        .executeTakeFirst();
      return row ? toProposal(row) : null;
    },
  };
}

const toProposal = (row: ExceptionProposalsTable): ExceptionProposal => ({
  id: row.id,
  disputeId: row.dispute_id,
  callId: row.call_id,
  rule: row.rule,
  entry: row.entry,
  quote: row.quote,
  text: row.text,
  actor: row.actor,
  at: row.at,
  state: row.state,
});
