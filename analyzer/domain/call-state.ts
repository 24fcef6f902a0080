/** The visible life of a call: every call is in exactly one of these states. */
import { z } from 'zod';

/**
 * - `waiting`: received, in the queue; - `processing`: a stage is running;
 * - `no_model`: «нет речевой модели», goes on by itself once a model is installed;
 * - `done`: scored; - `refused`: the input is wrong, retrying cannot help; - `failed`: gave up, can be retried by a person.
 */
const callStates = ['waiting', 'processing', 'no_model', 'done', 'refused', 'failed'] as const;
export const callStateSchema = z.enum(callStates);
export type CallState = z.infer<typeof callStateSchema>;

/** Stages of the pipeline in their order; the names are shown to people through the dashboard's dictionary. */
export const stageNames = ['check', 'sound', 'recognize', 'judge', 'store'] as const;
export const stageNameSchema = z.enum(stageNames);
export type StageName = z.infer<typeof stageNameSchema>;

/** Pushed over the websocket whenever a call moves on. Carries ids and numbers only. */
export const callProgressSchema = z.object({
  id: z.string(),
  state: callStateSchema,
  stage: stageNameSchema.nullable(),
  /** Share of the running stage that is done, 0…100. */
  percent: z.number().min(0).max(100),
});
export type CallProgress = z.infer<typeof callProgressSchema>;
