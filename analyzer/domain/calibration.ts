/** Calibration: what one rater says of one call, and where a session stands. */
import { z } from 'zod';
import { outcomeSchema } from './criterion.ts';
import { ruleNameSchema } from './finding.ts';

/** A fault in an utterance: which rule, and the words. */
const markSchema = z.strictObject({
  segment: z.number().int().min(0),
  rule: ruleNameSchema,
  quote: z.string().trim().min(1).max(500),
});
export type CalibrationMark = z.infer<typeof markSchema>;

export const calibrationAnswerSchema = z.strictObject({
  criteria: z.record(z.string().max(60), outcomeSchema),
  marks: z.array(markSchema).max(300),
});
export type CalibrationAnswer = z.infer<typeof calibrationAnswerSchema>;

export const calibrationStateSchema = z.enum(['scoring', 'comparing', 'done']);

/** Raters that are no account. */
export const machineRater = 'machine';
export const consensusRater = 'consensus';
