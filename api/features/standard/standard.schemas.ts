/** Shapes of «Стандарт»: requirements by section, how each is judged, how often it is kept. */
import { z } from 'zod';
import { judgedHowSchema } from '#lexicons';
import { localDaySchema } from '../../shapes/filters.ts';
import { estimateSchema } from '../../trends/trend-shapes.ts';

export const standardQuerySchema = z.strictObject({
  /** Local days, both included; the last 12 weeks without them. */
  from: localDaySchema.optional(),
  to: localDaySchema.optional(),
  /** `sample` unless the reader only sees his own calls. */
  basis: z.enum(['sample', 'all']).optional(),
});

const judgedBySchema = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['binary', 'count', 'density', 'time']),
  weight: z.number(),
  fatal: z.boolean(),
  /** Share of calls that keep it; `passed`, `failed`, `notSure` are calls. */
  rate: estimateSchema.extend({ passed: z.number().int(), failed: z.number().int(), notSure: z.number().int() }),
});

const ruleSchema = z.object({
  rule: z.string(),
  /** Lexicon entries of the rule. */
  entries: z.number().int(),
  /** In the period: certain findings, those that wait for a person, calls with one at least of either. */
  found: z.number().int(),
  unsure: z.number().int(),
  calls: z.number().int(),
});

export const standardSchema = z.object({
  period: z.object({ from: z.string(), to: z.string(), basis: z.enum(['sample', 'all']) }),
  calls: z.number().int(),
  sections: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      clauses: z.array(
        z.object({
          text: z.string(),
          how: judgedHowSchema,
          note: z.string(),
          criteria: z.array(judgedBySchema),
          rules: z.array(ruleSchema),
        }),
      ),
    }),
  ),
});

export const ruleParamsSchema = z.strictObject({ rule: z.string().regex(/^[a-z_]{1,40}$/) });
export const ruleEntriesSchema = z.object({
  rule: z.string(),
  entries: z.array(
    z.object({
      entry: z.string(),
      words: z.string(),
      replacement: z.string(),
      found: z.number().int(),
      unsure: z.number().int(),
      calls: z.number().int(),
    }),
  ),
});
