/** Shapes of keeping and deleting. */
import { z } from 'zod';
import { deletionLevelSchema, retentionSettingsSchema } from '#analyzer';
import { plainText } from '../../access/plain-text.ts';

export { retentionSettingsSchema };

export const retentionStateSchema = z.object({
  settings: retentionSettingsSchema,
  /** When the daily job last came to its end; null before the first time. */
  lastRun: z.string().nullable(),
  /** Calls that the next run would touch. */
  due: z.record(deletionLevelSchema, z.number().int()),
});

/** A reason of at least one word. */
const reason = plainText(500).refine((text) => text.trim().length >= 5, 'не короче 5 знаков');
const number = z.strictObject({ number: plainText(40) });

export const numberSchema = number;
export const deletionRequestSchema = number.extend({ reason });
export const holdSchema = z.strictObject({ reason });

export const foundCallsSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      externalId: z.string(),
      day: z.string(),
      operatorName: z.string().nullable(),
      foundIn: z.array(z.enum(['telephony', 'name', 'words'])),
      held: z.boolean(),
    }),
  ),
  /** True when a second person has to agree to the deletion. */
  needsSecond: z.boolean(),
});

export const heldDataSchema = z.object({
  items: z.array(
    z.object({
      callId: z.string(),
      externalId: z.string(),
      at: z.string(),
      foundIn: z.array(z.enum(['telephony', 'name', 'words'])),
      clientPhone: z.string().nullable(),
      clientName: z.string().nullable(),
      recordingSha256: z.string().nullable(),
      segments: z.number().int(),
      findings: z.number().int(),
      score: z.number().nullable(),
      underHold: z.boolean(),
    }),
  ),
});

export const deletionSchema = z.object({
  id: z.string(),
  kind: z.enum(['retention', 'request']),
  state: z.enum(['asked', 'approved', 'running', 'finished', 'rejected']),
  ground: z.string(),
  requestedLogin: z.string(),
  requestedAt: z.string(),
  approvedLogin: z.string().nullable(),
  finishedAt: z.string().nullable(),
  calls: z.number().int(),
  /** True for the person who asked: somebody else has to agree. */
  mine: z.boolean(),
});
export type DeletionAnswer = z.infer<typeof deletionSchema>;
export const deletionListSchema = z.object({ items: z.array(deletionSchema) });
export const deletionParamsSchema = z.strictObject({ id: z.uuid() });
export const actFormatSchema = z.strictObject({ format: z.enum(['json', 'txt', 'csv']).default('json') });
export const holdStateSchema = z.object({
  hold: z.object({ reason: z.string(), setLogin: z.string(), setAt: z.string() }).nullable(),
});
