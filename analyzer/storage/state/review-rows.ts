/** Where a finding stands, as the state database keeps it: to a row and back. */
import { dismissReasonSchema, type FindingReview, findingAnchorSchema } from '../../domain/review.ts';
import type { FindingReviewsTable } from './tables/review-tables.ts';

export const toReviewRow = (review: FindingReview): FindingReviewsTable => ({
  id: review.id,
  call_id: review.callId,
  day: review.day,
  operator_id: review.operatorId,
  origin: review.origin,
  rule: review.anchor.rule,
  entry: review.anchor.entry,
  anchor: JSON.stringify(review.anchor),
  verdict: review.verdict,
  range: review.range === null ? null : JSON.stringify(review.range),
  reason: review.reason,
  text: review.text,
  version: review.version,
  actor: review.actor,
  at: review.at,
  lexicon_version: review.lexiconVersion,
});

export const toReview = (row: FindingReviewsTable): FindingReview => ({
  id: row.id,
  callId: row.call_id,
  day: row.day,
  operatorId: row.operator_id,
  origin: row.origin,
  anchor: findingAnchorSchema.parse(JSON.parse(row.anchor)),
  verdict: row.verdict,
  range: row.range === null ? null : JSON.parse(row.range),
  reason: dismissReasonSchema.nullable().parse(row.reason),
  text: row.text,
  version: Number(row.version),
  actor: row.actor,
  at: row.at,
  lexiconVersion: row.lexicon_version,
});
