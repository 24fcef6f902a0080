/** Shapes of the routes of trends beyond what mail and files share with them. */
import { z } from 'zod';
import { callFlags } from '#analyzer';
import { plainText, wholeNumber } from '../../access/plain-text.ts';
import { pageCursorSchema } from '../../shapes/filters.ts';
import { trendQuerySchema } from '../../trends/trend-query.ts';
import { groupKindSchema } from '../../trends/trend-shapes.ts';

const score = wholeNumber(0, 100);
const code = z.string().regex(/^[a-z_]+(\.[a-z_]+)?$/);

export const groupsQuerySchema = trendQuerySchema.extend({ by: groupKindSchema });
export const criterionParamsSchema = z.strictObject({ id: code });

/** Calls behind a figure: besides the filters of trends what they were found by. */
export const trendCallsQuerySchema = trendQuerySchema.extend({
  /** Calls in which this criterion failed. */
  criterion: code.optional(),
  rule: code.optional(),
  entry: plainText(200).optional(),
  flag: z.enum(callFlags).optional(),
  min: score.optional(),
  max: score.optional(),
  order: z.enum(['newest', 'worst']).default('newest'),
  cursor: pageCursorSchema.optional(),
});

export const trendCallsSchema = z.object({
  /** Local days that were looked at. */
  from: z.string(),
  to: z.string(),
  items: z.array(
    z.object({
      id: z.string(),
      externalId: z.string(),
      startedAt: z.string(),
      operatorId: z.string().nullable(),
      operatorName: z.string().nullable(),
      /** Seconds. */
      duration: z.number().nullable(),
      score: z.number().nullable(),
      findings: z.number().int(),
      unsure: z.number().int(),
      fatal: z.boolean(),
      /** Titles of the criteria that failed. */
      failed: z.array(z.string()),
    }),
  ),
  nextCursor: z.string().nullable(),
  /** Counted up to 10,000. */
  total: z.number().int(),
  more: z.boolean(),
});

/** What filters can be chosen from. */
export const trendChoicesSchema = z.object({
  teams: z.array(z.object({ id: z.string(), name: z.string() })),
  topics: z.array(z.object({ id: z.string(), title: z.string() })),
  criteria: z.array(z.object({ id: z.string(), title: z.string() })),
});

export const exportQuerySchema = trendQuerySchema.extend({
  /** `csv` is one table; `zip` are all of them as CSV files. */
  format: z.enum(['csv', 'zip', 'xlsx', 'pdf']),
  /** Table of a CSV file; the others hold them all. */
  table: z
    .enum(['summary', 'operators', 'teams', 'topics', 'hours', 'criteria', 'heat', 'times', 'entries'])
    .default('summary'),
});
