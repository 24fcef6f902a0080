/** Shapes of «Доверие»: how far each rule and each entry can be trusted, and what only advises. */
import { z } from 'zod';
import { trustFiguresSchema, trustSettingsSchema } from '#analyzer';
import { personSchema, requestIdSchema, writtenTextSchema } from '../../shapes/people.ts';

export { trustSettingsSchema };

const keySchema = z.string().regex(/^[a-z_]{1,40}(?:\/[a-z0-9][a-z0-9_.-]{0,150})?$/);

export const trustSchema = z.object({
  /** First day of the calls whose decisions count. */
  since: z.string(),
  /** Number of the version of the lexicons in force. */
  version: z.number().int(),
  settings: trustSettingsSchema,
  items: z.array(
    trustFiguresSchema.extend({
      rule: z.string(),
      /** Null for the rule itself. */
      entry: z.string().nullable(),
      /** What the entry looks for; empty for what the program finds by itself. */
      words: z.string(),
      advisory: z.boolean(),
      /** When it stopped to count, and why; null while it counts, or when its rule did. */
      demoted: z.object({ at: z.string(), reason: z.string(), version: z.number().int() }).nullable(),
    }),
  ),
  /** What happened lately, newest first. */
  events: z.array(
    z.object({
      entry: z.string(),
      kind: z.enum(['demoted', 'lifted']),
      reason: z.string(),
      version: z.number().int(),
      /** Null: the product by itself. */
      by: personSchema.nullable(),
      at: z.string(),
    }),
  ),
});

export const examplesQuerySchema = z.strictObject({ key: keySchema });
export const examplesSchema = z.object({
  items: z.array(
    z.object({
      callId: z.string(),
      day: z.string(),
      confirmed: z.boolean(),
      reason: z.string().nullable(),
      at: z.string(),
      start: z.number(),
      /** Null for readers who may not see what was said. */
      text: z.string().nullable(),
    }),
  ),
});

export const liftSchema = z.strictObject({ id: requestIdSchema, key: keySchema, reason: writtenTextSchema });
export const checkedSchema = z.object({ demoted: z.array(z.string()) });
/** The draft by which it would count again. */
export const liftedSchema = z.object({ draft: z.string() });
