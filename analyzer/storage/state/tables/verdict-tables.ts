/** What people say about whole calls and criteria, and what they propose to the trainer. */
import type { Outcome } from '../../../domain/criterion.ts';

/** Outcomes that people gave to criteria; rows are only added, the highest version counts. */
export interface CriterionVerdictsTable {
  id: string;
  call_id: string;
  day: string;
  criterion: string;
  version: number;
  /** Null: back to the machine's answer. */
  outcome: Outcome | null;
  text: string;
  actor: string;
  at: string;
}

/** What happened to a whole call; rows are only added. */
export interface CallEventsTable {
  id: string;
  call_id: string;
  day: string;
  kind: 'submitted' | 'channels_swapped';
  actor: string;
  at: string;
}

/** Exceptions that a lexicon entry needs, from accepted disputes. */
export interface ExceptionProposalsTable {
  id: string;
  dispute_id: string;
  call_id: string;
  rule: string;
  entry: string;
  /** The words that should not have been a finding. */
  quote: string;
  text: string;
  actor: string;
  at: string;
  state: 'open' | 'done' | 'declined';
  closed_by: string | null;
  closed_at: string | null;
}
