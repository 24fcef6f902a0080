/** Messages of the live websocket: what happens to calls, reviews, claims and the reader's own notices. */
import * as z from 'zod/mini';

const personSchema = z.object({ id: z.string(), name: z.string() });

const liveMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('call.changed'),
    call: z.object({
      id: z.string(),
      state: z.enum(['waiting', 'processing', 'no_model', 'done', 'refused', 'failed']),
      stage: z.nullable(z.enum(['check', 'sound', 'recognize', 'judge', 'store'])),
      percent: z.number(),
    }),
  }),
  z.object({ type: z.literal('queue.flagged'), callId: z.string() }),
  z.object({ type: z.literal('review.changed'), callId: z.string(), by: personSchema, what: z.string() }),
  z.object({
    type: z.literal('claim.changed'),
    callId: z.string(),
    claim: z.nullable(z.object({ by: personSchema, until: z.string() })),
  }),
  z.object({
    type: z.literal('lexicon.run'),
    run: z.object({
      id: z.string(),
      kind: z.enum(['dry_run', 'rescore', 'suggest']),
      state: z.enum(['waiting', 'running', 'stopping', 'stopped', 'done', 'failed']),
      done: z.number(),
      total: z.number(),
    }),
  }),
  z.object({ type: z.literal('lexicon.published'), number: z.number() }),
  z.object({ type: z.literal('notification.added'), id: z.string(), unread: z.number() }),
]);
export type LiveMessage = z.infer<typeof liveMessageSchema>;

/** Where a call stands, as the websocket told it last. */
export type CallProgress = Extract<LiveMessage, { type: 'call.changed' }>['call'];

/** Reads a message; null for anything the page does not know (a newer server may say more). */
export function readLiveMessage(text: string): LiveMessage | null {
  try {
    const message = liveMessageSchema.safeParse(JSON.parse(text));
    return message.success ? message.data : null;
  } catch {
    return null;
  }
}
