/** What other programs are told of. */
import { z } from 'zod';

export const webhookEventSchema = z.enum(['call.scored', 'finding.confirmed', 'dispute.opened']);
export type WebhookEvent = z.infer<typeof webhookEventSchema>;

/** Who is told: `details` adds the operator, the time and the score to the ids; words and telephone numbers never travel. */
export interface Webhook {
  id: string;
  name: string;
  url: string;
  events: WebhookEvent[];
  details: boolean;
  active: boolean;
  createdBy: string;
  createdAt: string;
}
