/** A call that waits for a person, as the product sees it, and its row. */
import { deterministicUuid } from '#platform';
import type { ReviewItemsTable } from './tables/desk-tables.ts';

export interface ReviewItem {
  id: string;
  kind: 'risk' | 'audit';
  callId: string;
  day: string;
  operatorId: string | null;
  /** Codes; by risk: RiskReason. */
  reasons: string[];
  /** Severity × certainty, 0 and more. */
  risk: number;
  sampleId: string | null;
  assignee: string | null;
  state: 'open' | 'done' | 'skipped';
  createdAt: string;
  closedAt: string | null;
  closedBy: string | null;
}

export type NewReviewItem = Pick<ReviewItem, 'kind' | 'callId' | 'day' | 'operatorId' | 'reasons' | 'risk'> & {
  sampleId?: string | null;
};

export const toItemRow = (item: NewReviewItem, now: Date): ReviewItemsTable => ({
  id: deterministicUuid('review', item.kind, item.callId),
  kind: item.kind,
  call_id: item.callId,
  day: item.day,
  operator_id: item.operatorId,
  reasons: JSON.stringify(item.reasons),
  risk: item.risk,
  sample_id: item.sampleId ?? null,
  assignee: null,
  state: 'open',
  created_at: now.toISOString(),
  created_ms: now.getTime(),
  closed_at: null,
  closed_by: null,
});

export const toReviewItem = (row: ReviewItemsTable): ReviewItem => ({
  id: row.id,
  kind: row.kind,
  callId: row.call_id,
  day: row.day,
  operatorId: row.operator_id,
  reasons: JSON.parse(row.reasons),
  risk: Number(row.risk),
  sampleId: row.sample_id,
  assignee: row.assignee,
  state: row.state,
  createdAt: row.created_at,
  closedAt: row.closed_at,
  closedBy: row.closed_by,
});
