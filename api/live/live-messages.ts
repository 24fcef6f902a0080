/** Messages of the live websocket, both ways. Every message of the server has a number; a gap is mended by `resync`. */
import { z } from 'zod';
import { callProgressSchema, runProgressSchema } from '#analyzer';
import { personSchema } from '../shapes/people.ts';

const eventSchema = z.discriminatedUnion('type', [
  /** A call moves: stage, percent, end. */
  z.object({ type: z.literal('call.changed'), call: callProgressSchema }),
  /** A call was scored and has something to review. */
  z.object({ type: z.literal('queue.flagged'), callId: z.string(), risk: z.number() }),
  /** Somebody decided, commented, overrode, disputed or finished: the review of this call is to be read again. */
  z.object({
    type: z.literal('review.changed'),
    callId: z.string(),
    by: personSchema,
    what: z.enum(['decision', 'criterion', 'comment', 'submitted', 'acknowledged', 'dispute', 'channels', 'assigned']),
    findingId: z.string().nullable(),
  }),
  /** Null: released or expired. */
  z.object({
    type: z.literal('claim.changed'),
    callId: z.string(),
    claim: z.object({ by: personSchema, until: z.string() }).nullable(),
  }),
  /** A run of the workbench moves; a re-score that is done has changed figures everywhere. */
  z.object({ type: z.literal('lexicon.run'), run: runProgressSchema }),
  /** Another version of the lexicons is in force. */
  z.object({ type: z.literal('lexicon.published'), number: z.number().int() }),
  /** For the reader alone: something new to read. */
  z.object({ type: z.literal('notification.added'), id: z.string(), unread: z.number().int() }),
]);
export type LiveEvent = z.infer<typeof eventSchema>;

/** What the server sends. `seq` grows by any step; numbers of one `epoch` can be compared. */
const liveMessageSchema = z.union([
  z.object({ type: z.literal('hello'), epoch: z.string(), seq: z.number().int() }),
  /** Answer to `resync`: these calls changed while the page was away; null: too much was missed, read everything again. */
  z.object({
    type: z.literal('resynced'),
    epoch: z.string(),
    seq: z.number().int(),
    callIds: z.array(z.string()).nullable(),
  }),
  /** What the page sent is nothing that the server knows. */
  z.object({ type: z.literal('error'), code: z.literal('bad_input') }),
  eventSchema.and(z.object({ seq: z.number().int() })),
]);
export type LiveMessage = z.infer<typeof liveMessageSchema>;

/** What a page sends after it was away: the last number it has seen. */
export const resyncRequestSchema = z.strictObject({
  type: z.literal('resync'),
  epoch: z.string().max(100),
  seq: z.number().int().min(0),
});
