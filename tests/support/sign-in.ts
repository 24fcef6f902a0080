/** Signing in over the injected application, as browsers do: with their own cookies and addresses. */
import { randomInt } from 'node:crypto';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';

/** The cookie pair of an answer, for the next request; empty when it sets none. */
export function cookieOf(answer: LightMyRequestResponse, name = 'sid'): string {
  const cookie = answer.cookies.find((one) => one.name === name && one.value !== '');
  return cookie ? `${cookie.name}=${cookie.value}` : '';
}

/** An address of its own, so that the tests of the throttle do not slow each other down. */
export const someAddress = (): string => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;

export interface Credentials {
  login: string;
  password: string;
}

/** POST /api/session. */
export function trySignIn(
  app: FastifyInstance,
  payload: Credentials,
  from: { cookie?: string; ip?: string; headers?: Record<string, string> } = {},
): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: from.ip ?? someAddress(),
    headers: { ...from.headers, ...(from.cookie === undefined ? {} : { cookie: from.cookie }) },
    payload,
  });
}

/** Signs in and returns the session's cookie pair. */
export async function signedInAs(app: FastifyInstance, login: string, password: string): Promise<string> {
  const answer = await trySignIn(app, { login, password });
  const cookie = cookieOf(answer);
  if (cookie === '') throw new Error(`no session for ${login}: ${answer.body}`);
  return cookie;
}
