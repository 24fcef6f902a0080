/** Shapes of webhooks at the border. */
import { z } from 'zod';
import { webhookEventSchema } from '#analyzer';
import { requestIdSchema } from '../../shapes/people.ts';

export const webhookParamsSchema = z.strictObject({ id: z.uuid() });

export const newWebhookSchema = z.strictObject({
  id: requestIdSchema,
  name: z.string().trim().min(1).max(100),
  url: z.string().min(8).max(2_000),
  events: z
    .array(webhookEventSchema)
    .min(1)
    .refine((events) => new Set(events).size === events.length, 'событие названо дважды'),
  /** Operator, time, direction and score beside the ids. */
  details: z.boolean(),
});

export const webhookStateSchema = z.strictObject({ active: z.boolean() });

const webhookSchema = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  events: z.array(webhookEventSchema),
  details: z.boolean(),
  active: z.boolean(),
  createdAt: z.string(),
});

export const webhookListSchema = z.object({ items: z.array(webhookSchema), events: z.array(webhookEventSchema) });

/** The key is shown this once. */
export const webhookMadeSchema = z.object({ id: z.string(), key: z.string() });

const webhookMessageSchema = z.object({
  id: z.string(),
  event: z.string(),
  callId: z.string(),
  at: z.string(),
  attempts: z.number(),
  /** When it is tried next; null: delivered or given up. */
  nextTryAt: z.string().nullable(),
  deliveredAt: z.string().nullable(),
  status: z.number().nullable(),
  error: z.string().nullable(),
});
export const webhookMessagesSchema = z.object({ items: z.array(webhookMessageSchema) });
