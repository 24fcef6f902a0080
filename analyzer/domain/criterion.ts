/** A criterion: one line of the scorecard with its outcome, weight and evidence. */
import { z } from 'zod';

/** Criteria every scorecard may use; a scorecard may add others. */
export const criterionIds = [
  'opener.banned',
  'greeting.company',
  'greeting.name',
  'greeting.salutation',
  'greeting.time_of_day',
  'greeting.offer',
  'recording_notice',
  'account_check',
  'name_address',
  'speech.diminutive',
  'speech.filler',
  'speech.irritant',
  'speech.imperative',
  'speech.informal_you',
  'speech.ask_repeat',
  'speech.rude',
  'dictation.check',
  'refusal.alternative',
  'callback.promise',
  'transfer.announced',
  'transfer.no_redirect',
  'understanding_check',
  'closing.thanks',
  'closing.farewell',
  'conflict.empathy',
  'conflict.no_argument',
  'termination.notice',
  'time.answer',
  'time.queue',
  'time.search_hold',
  'time.information',
  'time.connect',
  'time.wrap_up',
  'sound.dead_air',
  'sound.interruption',
  'sound.speech_rate',
  'sound.loudness',
] as const;
const criterionIdSchema = z.enum(criterionIds);
export type CriterionId = z.infer<typeof criterionIdSchema>;

export const outcomeSchema = z.enum(['passed', 'failed', 'not_applicable', 'not_sure']);
export type Outcome = z.infer<typeof outcomeSchema>;

/** A place in the call that shows why a criterion has its outcome. */
export const evidenceSchema = z.object({
  segment: z.number().int().min(0).optional(),
  start: z.number(),
  end: z.number(),
  text: z.string(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const criterionSchema = z.object({
  id: z.string().min(1),
  /** Name in Russian, from the scorecard. */
  title: z.string(),
  outcome: outcomeSchema,
  section: z.string(),
  weight: z.number().min(0),
  /** Points of the weight that were earned: a density or time criterion may earn a part. */
  earned: z.number().min(0),
  /** The exact part of the weight, 0…1, where it is a part; absent where the whole or nothing was earned. */
  share: z.number().min(0).max(1).optional(),
  /** Indexes in the call's `findings`. */
  findings: z.array(z.number().int().min(0)),
  evidence: z.array(evidenceSchema),
  /** One Russian sentence: what was found, or what was missing. */
  reason: z.string(),
  fatal: z.boolean(),
});
export type Criterion = z.infer<typeof criterionSchema>;
