/** POST /api/session: signs a person in. */
import { bodyOf, client } from './client.ts';
import type { Session } from './shapes.ts';

export interface Credentials {
  login: string;
  password: string;
}

/** @throws ApiError `not_signed_in` when login or password is wrong. */
export async function signIn(credentials: Credentials): Promise<Session> {
  return bodyOf(await client.POST('/api/session', { body: credentials }));
}
