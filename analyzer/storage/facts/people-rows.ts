/** Rows of people's work in ClickHouse: each a fact that is appended once and never changed. */
import { z } from 'zod';

const day = z.iso.date();
const at = z.iso.datetime();

/** One decision about a finding. `sequence` is the version of the finding it made: the highest is the current one. */
const decisionFactSchema = z.strictObject({
  day,
  call_id: z.uuid(),
  finding_id: z.uuid(),
  event_id: z.uuid(),
  sequence: z.number().int().min(1),
  at,
  kind: z.enum(['confirm', 'dismiss', 'change_range', 'add', 'reopen']),
  /** After this decision. */
  verdict: z.enum(['open', 'confirmed', 'dismissed']),
  origin: z.enum(['machine', 'person']),
  rule: z.string(),
  entry: z.string(),
  operator_id: z.string(),
  speaker: z.string(),
  /** Where it was found, milliseconds. */
  start_ms: z.number().int().min(0),
  end_ms: z.number().int().min(0),
  /** Where it stands after this decision. */
  range_start_ms: z.number().int().min(0),
  range_end_ms: z.number().int().min(0),
  quote: z.string(),
  reason_code: z.string(),
  reason_text: z.string(),
  actor: z.string(),
  lexicon_version: z.string(),
});

/** A step of a dispute: opened, accepted, rejected. */
const disputeFactSchema = z.strictObject({
  day,
  call_id: z.uuid(),
  dispute_id: z.uuid(),
  event_id: z.uuid(),
  sequence: z.number().int().min(1),
  at,
  state: z.enum(['open', 'accepted', 'rejected']),
  finding_id: z.uuid(),
  rule: z.string(),
  entry: z.string(),
  operator_id: z.string(),
  actor: z.string(),
  text: z.string(),
});

/** A step of a coaching note: written, acknowledged. */
const coachingFactSchema = z.strictObject({
  /** Day of the note in UTC. */
  day,
  note_id: z.uuid(),
  event_id: z.uuid(),
  sequence: z.number().int().min(1),
  at,
  kind: z.enum(['written', 'acknowledged']),
  operator_id: z.string(),
  actor: z.string(),
  text: z.string(),
  finding_ids: z.array(z.uuid()),
  entries: z.array(z.string()),
});

/** A call of an audit sample: drawn by lot among the `population` calls of an operator in a week. */
const sampledCallFactSchema = z.strictObject({
  day,
  call_id: z.uuid(),
  event_id: z.uuid(),
  sample_id: z.uuid(),
  operator_id: z.string(),
  /** The week, local days. */
  period_from: day,
  period_to: day,
  population: z.number().int().min(1),
  /** Calls drawn, this one among them. */
  drawn: z.number().int().min(1),
  at,
});

/** What goes by the outbox: the topic is the table. */
export const outboxTopics = {
  decisions: decisionFactSchema,
  disputes: disputeFactSchema,
  coaching: coachingFactSchema,
  sampled_calls: sampledCallFactSchema,
} as const;
export type OutboxTopic = keyof typeof outboxTopics;
export type OutboxFact<T extends OutboxTopic> = z.infer<(typeof outboxTopics)[T]>;
