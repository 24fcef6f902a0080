/** POST /api/session/password: a new password in place of the present one; the session goes on as a new one. */
import { bodyOf, client } from './client.ts';
import type { Session } from './shapes.ts';

export interface PasswordChange {
  current: string;
  next: string;
}

/** @throws ApiError `bad_input` with the reason when the new password is too easy or the present one wrong. */
export async function changePassword(change: PasswordChange): Promise<Session> {
  return bodyOf(await client.POST('/api/session/password', { body: change }));
}
