/** Decisions on findings. */
import type { FindingVerdict } from '../../../domain/review.ts';

/** Where a finding stands after the last decision. */
export interface FindingReviewsTable {
  id: string;
  call_id: string;
  day: string;
  operator_id: string | null;
  origin: 'machine' | 'person';
  rule: string;
  entry: string;
  /** FindingAnchor as JSON. */
  anchor: string;
  verdict: FindingVerdict;
  /** JSON; null while the finding stands where it was found. */
  range: string | null;
  reason: string | null;
  text: string;
  version: number;
  actor: string;
  at: string;
  lexicon_version: string;
}

/** Every decision ever made; rows are only added. */
export interface ReviewEventsTable {
  id: string;
  finding_id: string;
  /** Version of the finding's row that this decision made. */
  version: number;
  call_id: string;
  /** Decision as JSON. */
  decision: string;
  actor: string;
  at: string;
  lexicon_version: string;
}
