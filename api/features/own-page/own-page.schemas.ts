/** Shapes of an operator's own page: score over time, strengths, repeated faults, moments to hear. */
import { z } from 'zod';
import { ruleNameSchema } from '#analyzer';
import { plainText } from '../../access/plain-text.ts';
import { localDaySchema } from '../../shapes/filters.ts';

export const ownPageQuerySchema = z.strictObject({
  /** Local days, both included, three years at most; the last 12 weeks without them. */
  from: localDaySchema.optional(),
  to: localDaySchema.optional(),
  step: z.enum(['day', 'week', 'month']).default('week'),
});

export const operatorParamsSchema = z.strictObject({ id: plainText(200) });

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
  /** The sound is still there. */
  hasRecording: z.boolean(),
  /** Second to start at. */
  start: z.number(),
  end: z.number(),
  text: z.string(),
  /** Why it is shown: a rule that was broken, or a criterion that was met. */
  about: z.string(),
  /** The finding to be heard; null where something was done well. */
  findingId: z.string().nullable(),
});

/** One of the newest calls as it counts now. */
const ownCallSchema = z.object({
  callId: z.string(),
  callName: z.string(),
  startedAt: z.string(),
  duration: z.number().nullable(),
  score: z.number().nullable(),
  /** Before people decided. */
  machineScore: z.number().nullable(),
  findings: z.number().int(),
  fatal: z.boolean(),
  /** A supervisor has finished its review, and the operator has read it. */
  reviewed: z.boolean(),
  acknowledged: z.boolean(),
});

export const ownPageSchema = z.object({
  from: z.string(),
  to: z.string(),
  operatorId: z.string(),
  /** Null when the operator has no calls in the period. */
  operatorName: z.string().nullable(),
  overall: meanSchema,
  /** Every step of the period with its first local day; `n` is 0 where nothing was scored. */
  steps: z.array(meanSchema.extend({ from: z.string() })),
  /** Calls of the period that people decided about: they count as people left them, the others as the machine judged. */
  decidedCalls: z.number().int(),
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
      newest: z.object({
        callId: z.string(),
        callName: z.string(),
        hasRecording: z.boolean(),
        findingId: z.string(),
        start: z.number(),
        end: z.number(),
      }),
    }),
  ),
  best: z.array(momentSchema),
  worst: z.array(momentSchema),
  /** The newest ten of the period. */
  calls: z.array(ownCallSchema),
  /** Mean of the operators of the team; null when fewer than five have calls in the period. */
  team: z.object({ mean: z.number(), operators: z.number().int() }).nullable(),
  openDisputes: z.number().int(),
  unacknowledged: z.number().int(),
});
