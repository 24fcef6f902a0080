/** What came of coaching: how often calls had the fault before and after, with its uncertainty. */
import { z } from 'zod';

/** Calls with the fault among the calls of one side, with the 95 % Wilson interval of their share. */
const sideSchema = z.object({
  calls: z.number().int().min(0),
  faulty: z.number().int().min(0),
  /** Share 0…1; null without calls. */
  rate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type EffectSide = z.infer<typeof sideSchema>;

export const effectSchema = z.object({
  /** Calls of the random sample, or all calls where the sample is too small. */
  basis: z.enum(['sample', 'all']),
  before: sideSchema,
  after: sideSchema,
  /** After minus before, −1…1, with its 95 % interval (Newcombe); null without calls on a side. */
  difference: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** «улучшилось», «без изменений», «ухудшилось», «мало звонков». */
  verdict: z.enum(['improved', 'unchanged', 'worse', 'too_few']),
});
export type Effect = z.infer<typeof effectSchema>;
