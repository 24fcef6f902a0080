/** DELETE /api/session: ends the session. */
import { client } from './client.ts';

export async function signOut(): Promise<void> {
  await client.DELETE('/api/session');
}
