/** Shapes of an operator's own page: score over time, strengths, repeated faults, moments to hear. */
import { z } from 'zod';
import { ruleNameSchema } from '#analyzer';

export const ownPageQuerySchema = z.strictObject({
  /** Local days, both included; the last 12 weeks without them. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  step: z.enum(['day', 'week', 'month']).default('week'),
});

/** A mean with its 95 % interval; nulls when there is nothing to average (interval: fewer than two calls). */
const meanSchema = z.object({
  n: z.number().int(),
  mean: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

const momentSchema = z.object({
  callId: z.string(),
  callName: z.string(),
  startedAt: z.string().nullable(),
  score: z.number().nullable(),
  /** Second to start at. */
  start: z.number(),
  text: z.string(),
  /** Why it is shown: a rule that was broken, or a criterion that was met. */
  about: z.string(),
});

export const ownPageSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** Null when the operator has no calls in the period. */
  operatorName: z.string().nullable(),
  overall: meanSchema,
  /** First local day of each step. */
  steps: z.array(meanSchema.extend({ from: z.string() })),
  /** Criteria met most surely: lower end of the 95 % interval of the rate, the best first. */
  strengths: z.array(
    z.object({
      criterion: z.string(),
      title: z.string(),
      passed: z.number().int(),
      judged: z.number().int(),
      rate: z.number(),
      low: z.number(),
    }),
  ),
  /** Lexicon entries found in at least two calls, the most frequent first. */
  repeated: z.array(
    z.object({
      rule: ruleNameSchema,
      entry: z.string(),
      /** The words of the newest one, and what to say instead (empty where the standard names nothing). */
      example: z.string(),
      replacement: z.string(),
      count: z.number().int(),
      calls: z.number().int(),
      newest: z.object({ callId: z.string(), findingId: z.string(), start: z.number() }),
    }),
  ),
  best: z.array(momentSchema),
  worst: z.array(momentSchema),
  /** Mean of the operators of the team; null when fewer than five have calls in the period. */
  team: z.object({ mean: z.number(), operators: z.number().int() }).nullable(),
  openDisputes: z.number().int(),
  unacknowledged: z.number().int(),
});
