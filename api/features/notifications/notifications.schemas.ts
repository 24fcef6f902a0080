/** Shapes of notifications: what happened, where it leads, what is unread. */
import { z } from 'zod';
import { notificationKindSchema } from '#analyzer';
import { pageQueryShape } from '../../shapes/people.ts';

const notificationSchema = z.object({
  id: z.string(),
  kind: notificationKindSchema,
  at: z.string(),
  read: z.boolean(),
  /** Small facts that the page's sentence needs: `by` (a name), `call` (name of the call), `count`. */
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Path in the dashboard that leads to the moment, for example «/calls/…?t=12.5&flag=…». */
  link: z.string(),
});
export const notificationsQuerySchema = z.strictObject({
  ...pageQueryShape,
  unread: z.enum(['true', 'false']).optional(),
});
export const notificationListSchema = z.object({
  items: z.array(notificationSchema),
  nextCursor: z.string().nullable(),
  unread: z.number().int(),
});
export const markReadSchema = z.strictObject({
  /** Those to mark; absent: all of them. */
  ids: z.array(z.uuid()).max(500).optional(),
});
export const unreadSchema = z.object({ unread: z.number().int() });
