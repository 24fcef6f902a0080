/** POST /api/calls/{id}/retry: sets an ended call going again. */
import { client } from './client.ts';

export async function retryCall(id: string): Promise<void> {
  await client.POST('/api/calls/{id}/retry', { params: { path: { id } } });
}
