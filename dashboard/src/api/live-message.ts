/** Messages of the live websocket: what a call is doing now. */
import * as z from 'zod/mini';

const liveMessageSchema = z.object({
  type: z.literal('call.changed'),
  call: z.object({
    id: z.string(),
    state: z.enum(['waiting', 'processing', 'no_model', 'done', 'refused', 'failed']),
    stage: z.nullable(z.enum(['check', 'sound', 'recognize', 'judge', 'store'])),
    percent: z.number(),
  }),
});

/** Where a call stands, as the websocket told it last. */
export type CallProgress = z.infer<typeof liveMessageSchema>['call'];

/** Reads a message; null for anything the page does not know (a newer server may say more). */
export function readLiveMessage(text: string): CallProgress | null {
  try {
    const message = liveMessageSchema.safeParse(JSON.parse(text));
    return message.success ? message.data.call : null;
  } catch {
    return null;
  }
}
