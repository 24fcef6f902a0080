/** POST /api/calls/{id}/unmask: the transcript with personal data, for a reason that is written down. */
import { bodyOf, client } from './client.ts';
import type { Segment } from './shapes.ts';

export async function unmaskCall(id: string, reason: string): Promise<Segment[]> {
  const answer = await client.POST('/api/calls/{id}/unmask', { params: { path: { id } }, body: { reason } });
  return bodyOf(answer).segments;
}
