/** Shapes of the queue: calls picked by risk, the random audit sample, claims, assignment and saved filters. */
import { z } from 'zod';
import { reviewOrders, riskReasons } from '#analyzer';
import { plainText } from '../../access/plain-text.ts';
import { failedPartSchema, pageQueryShape, personSchema } from '../../shapes/people.ts';

/** Why a call is in the queue; the page words them. */
const queueReasonSchema = z.object({
  code: z.enum(riskReasons),
  /** How many findings or criteria; null where there is nothing to count. */
  count: z.number().int().nullable(),
});

const claimSchema = z.object({ by: personSchema, until: z.string(), mine: z.boolean() });

const queuedCallShape = {
  callId: z.string(),
  externalId: z.string(),
  operatorId: z.string().nullable(),
  operatorName: z.string().nullable(),
  startedAt: z.string().nullable(),
  /** Seconds. */
  duration: z.number().nullable(),
  /** As people left it, and the machine's alone. */
  score: z.number().nullable(),
  machineScore: z.number().nullable(),
  claim: claimSchema.nullable(),
  assignee: personSchema.nullable(),
  submitted: z.object({ by: personSchema, at: z.string() }).nullable(),
};

const queueItemSchema = z.object({
  ...queuedCallShape,
  reasons: z.array(queueReasonSchema),
  /** Severity × certainty of the gravest reason, 0…100. */
  risk: z.number(),
  /** Risk × days of waiting (at least an hour): 100 is a certain gross fault that waits for a day. */
  priority: z.number(),
  waitingSince: z.string(),
});

/** Filters of the queue; the same names stand in the page's address. */
const queueFilterSchema = z.strictObject({
  operator: plainText(200).optional(),
  reason: z.enum(riskReasons).optional(),
  /** `mine`: assigned to the reader; `nobody`: to nobody; otherwise an account's id. */
  assignee: plainText(200).optional(),
  state: z.enum(['open', 'submitted']).default('open'),
  order: z.enum(reviewOrders).default('priority'),
});
export const queueQuerySchema = queueFilterSchema.extend(pageQueryShape);
export const queuePageSchema = z.object({
  items: z.array(queueItemSchema),
  nextCursor: z.string().nullable(),
  total: z.number().int(),
});
export type QueuePage = z.infer<typeof queuePageSchema>;

/** The next call to review: the first of the queue that nobody else holds, other than `after`. */
export const nextQuerySchema = queueFilterSchema.extend({ after: z.uuid().optional() });
export const nextAnswerSchema = z.object({ callId: z.string().nullable() });

/** ISO week, Monday to Sunday in the call centre's time zone, for example 2026-W47. */
const weekSchema = z.string().regex(/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/);
export const sampleQuerySchema = z.strictObject({
  week: weekSchema.optional(),
  operator: plainText(200).optional(),
});
export const sampleSchema = z.object({
  week: weekSchema,
  /** True while the week lasts: the sample is not final and not kept. */
  provisional: z.boolean(),
  /** With it and the list of the week's calls anybody can draw the same sample again. */
  seed: z.string(),
  /** Calls of each operator. */
  perOperator: z.number().int(),
  operators: z.array(
    z.object({
      operatorId: z.string(),
      operatorName: z.string().nullable(),
      /** Calls of the operator in the week, and the SHA-256 of their sorted ids. */
      population: z.number().int(),
      populationHash: z.string(),
      calls: z.array(z.object(queuedCallShape)),
    }),
  ),
});

export const claimAnswerSchema = z.object({ claim: claimSchema });

export const assignSchema = z.strictObject({
  callIds: z.array(z.uuid()).min(1).max(500),
  /** Null: to nobody. */
  assignee: z.string().max(100).nullable(),
});
export const assignAnswerSchema = z.object({ assigned: z.number().int(), failed: z.array(failedPartSchema) });
export const reviewersSchema = z.object({ items: z.array(personSchema) });

/** Pages that keep selections. */
export const savedPageSchema = z.enum(['queue', 'calls', 'search']);
export const savedFilterSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The page's query as it stands in the address, without «?». */
  query: z.string(),
  page: savedPageSchema,
  shared: z.boolean(),
  owner: personSchema,
  mine: z.boolean(),
});
export const savedFiltersQuerySchema = z.strictObject({ page: savedPageSchema.optional() });
export const savedFiltersSchema = z.object({ items: z.array(savedFilterSchema) });
export const newSavedFilterSchema = z.strictObject({
  name: plainText(100),
  query: z.string().max(2_000),
  page: savedPageSchema,
  shared: z.boolean().default(false),
});
export const savedFilterChangeSchema = newSavedFilterSchema.omit({ page: true }).partial();
export const idParamsSchema = z.strictObject({ id: z.uuid() });
