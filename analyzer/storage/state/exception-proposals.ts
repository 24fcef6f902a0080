/** Exceptions that accepted disputes propose to the trainer. */
import { deterministicUuid } from '#platform';
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

export type ExceptionProposals = ReturnType<typeof exceptionProposals>;

/** Proposals over an open state database. */
export function exceptionProposals(database: StateDatabase, clock: () => Date = () => new Date()) {
  return {
    /** Keeps a proposal; a dispute makes one at most. Returns its id. */
    async add(proposal: Omit<ExceptionProposal, 'id' | 'at' | 'state'>): Promise<string> {
      const id = deterministicUuid('exception', proposal.disputeId);
      const { disputeId, callId, ...row } = proposal;
      await database
        .insertInto('exception_proposals')
        .values({
          ...row,
          id,
          dispute_id: disputeId,
          call_id: callId,
          at: clock().toISOString(),
          state: 'open',
          closed_by: null,
          closed_at: null,
        })
        .onConflict((conflict) => conflict.column('dispute_id').doNothing())
        .execute();
      return id;
    },

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
