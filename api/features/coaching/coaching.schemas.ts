/** Shapes of coaching: a note made of findings with clips, its acknowledgement, and what came of it. */
import { z } from 'zod';
import { effectSchema, ruleNameSchema } from '#analyzer';
import { plainText } from '../../access/plain-text.ts';
import { pageQueryShape, personSchema, requestIdSchema, writtenTextSchema } from '../../shapes/people.ts';

/** A finding to hear: the call and the seconds around it. */
const clipSchema = z.object({
  callId: z.string(),
  callName: z.string(),
  /** The sound is still there. */
  hasRecording: z.boolean(),
  findingId: z.string(),
  rule: ruleNameSchema,
  entry: z.string(),
  start: z.number(),
  end: z.number(),
  /** The words, and the better phrase; null in lists, and once the call is gone. */
  text: z.string().nullable(),
  replacement: z.string().nullable(),
});

export const coachingNoteSchema = z.object({
  id: z.string(),
  operatorId: z.string(),
  operatorName: z.string().nullable(),
  text: z.string(),
  clips: z.array(clipSchema),
  by: personSchema,
  at: z.string(),
  acknowledgedAt: z.string().nullable(),
});
export const coachingQuerySchema = z.strictObject({ ...pageQueryShape, operator: plainText(200).optional() });
export const coachingListSchema = z.object({ items: z.array(coachingNoteSchema), nextCursor: z.string().nullable() });
export const coachingParamsSchema = z.strictObject({ id: z.uuid() });

export const newCoachingNoteSchema = z.strictObject({
  id: requestIdSchema,
  operatorId: plainText(200),
  text: writtenTextSchema,
  clips: z
    .array(z.strictObject({ callId: z.uuid(), findingId: z.uuid() }))
    .min(1)
    .max(20),
});

/** The effect of a note on the faults it is about. */
export const coachingEffectSchema = z.object({
  noteId: z.string(),
  /** Days compared on each side of the note. */
  days: z.number().int(),
  rules: z.array(ruleNameSchema),
  effect: effectSchema,
});
