/** Shapes of the answers of trends. */
import { z } from 'zod';
import { markKindSchema, standingSchema } from '#analyzer';
import { periodSchema } from './trend-query.ts';

/** An estimate with its 95 % interval; `n` calls it stands on. */
export const estimateSchema = z.object({
  n: z.number().int(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

/** A change of what judges; `to` is how people call the new version. */
const markSchema = z.object({ day: z.string(), kind: markKindSchema, from: z.string(), to: z.string() });

export const summarySchema = z.object({
  period: periodSchema,
  /** Calls of the filter, and how many of them were drawn by lot. */
  calls: z.number().int(),
  sampled: z.number().int(),
  /** Calls behind the figures that a person has checked: decided about, or reviewed whole. 0 by the machine's word. */
  checked: z.number().int(),
  score: estimateSchema,
  /** Share of calls with a fatal fault, 0…1. */
  fatal: estimateSchema,
  steps: z.array(z.object({ from: z.string(), calls: z.number().int(), score: estimateSchema, fatal: estimateSchema })),
  marks: z.array(markSchema),
});
export type TrendSummary = z.infer<typeof summarySchema>;

export const groupKindSchema = z.enum(['operator', 'team', 'topic', 'hour']);
export type GroupKind = z.infer<typeof groupKindSchema>;
export const groupsSchema = z.object({
  period: periodSchema,
  by: groupKindSchema,
  /** In the order of their names: there is no other order where nothing differs reliably. */
  groups: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      calls: z.number().int(),
      checked: z.number().int(),
      score: estimateSchema,
      fatal: estimateSchema,
      standing: standingSchema,
    }),
  ),
});
export type TrendGroups = z.infer<typeof groupsSchema>;

const rateSchema = estimateSchema.extend({
  passed: z.number().int(),
  failed: z.number().int(),
  notSure: z.number().int(),
});
export const criteriaSchema = z.object({
  period: periodSchema,
  groups: z.array(
    z.object({
      title: z.string(),
      criteria: z.array(
        z.object({ id: z.string(), title: z.string(), section: z.string(), weight: z.number(), rate: rateSchema }),
      ),
    }),
  ),
});
export type TrendCriteria = z.infer<typeof criteriaSchema>;

/** One criterion over time. */
export const criterionStepsSchema = z.object({
  period: periodSchema,
  id: z.string(),
  title: z.string(),
  steps: z.array(z.object({ from: z.string(), rate: rateSchema })),
  marks: z.array(markSchema),
});
export type CriterionSteps = z.infer<typeof criterionStepsSchema>;

export const heatMapSchema = z.object({
  period: periodSchema,
  criteria: z.array(z.object({ id: z.string(), title: z.string(), group: z.string() })),
  rows: z.array(
    z.object({
      operatorId: z.string(),
      operatorName: z.string(),
      /** One a criterion, in their order; null where the criterion was judged in no call. */
      cells: z.array(rateSchema.extend({ standing: standingSchema }).nullable()),
    }),
  ),
  /** True when there are more operators than are shown: narrow to a team. */
  more: z.boolean(),
});
export type HeatMap = z.infer<typeof heatMapSchema>;

/** Seconds; null where no call carries the measure. */
const timesShape = {
  calls: z.number().int(),
  ring: z.number().nullable(),
  ringP90: z.number().nullable(),
  queue: z.number().nullable(),
  queueP90: z.number().nullable(),
  wrapUp: z.number().nullable(),
  duration: z.number().nullable(),
  hold: z.number(),
  silence: z.number(),
  /** Silences over 20 s: places, and the share of calls with one. */
  deadAir: z.number().int(),
  deadAirCalls: estimateSchema,
  /** Per call. */
  interruptions: z.number(),
  /** Operator ÷ (operator + client). */
  talkShare: z.number().nullable(),
};
export const timesSchema = z.object({
  period: periodSchema,
  /** Lines of table 5 of the standard: its limits, and the share of calls that keep within them. */
  standard: z.array(z.object({ id: z.string(), title: z.string(), limit: z.string(), rate: rateSchema })),
  steps: z.array(z.object({ from: z.string(), ...timesShape })),
  operators: z.array(z.object({ operatorId: z.string(), operatorName: z.string(), ...timesShape })),
});
export type TrendTimes = z.infer<typeof timesSchema>;

export const phrasesSchema = z.object({
  period: periodSchema,
  /** Calls that the shares are of. */
  calls: z.number().int(),
  entries: z.array(
    z.object({
      rule: z.string(),
      entry: z.string(),
      /** The entry's words as the lexicon has them; empty for entries that it no longer has. */
      words: z.string(),
      replacement: z.string(),
      /** Certain findings, and those that wait for a person; calls have one at least of either. */
      count: z.number().int(),
      unsure: z.number().int(),
      inCalls: estimateSchema.extend({ calls: z.number().int() }),
    }),
  ),
  /** As they were said; null for readers who may not see what was said. */
  phrases: z
    .array(
      z.object({
        phrase: z.string(),
        rule: z.string(),
        entry: z.string(),
        count: z.number().int(),
        unsure: z.number().int(),
        calls: z.number().int(),
      }),
    )
    .nullable(),
});
export type TrendPhrases = z.infer<typeof phrasesSchema>;
