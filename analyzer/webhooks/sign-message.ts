/** Signatures of messages, by the convention of standardwebhooks.com: HMAC-SHA256 over id, time and body. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old or how far ahead a message may be, seconds. */
const tolerance = 300;

/** The key as the other side is given it. */
export const shownKey = (key: Uint8Array): string => `whsec_${Buffer.from(key).toString('base64')}`;

/** The key of a webhook: made of the server's secret and the webhook's own salt. */
export const webhookKey = (serverSecret: Uint8Array, salt: string): Buffer =>
  createHmac('sha256', serverSecret).update('webhook').update(salt).digest();

/** Headers of a message; `at` in whole seconds since 1970. */
export function signedHeaders(id: string, at: number, body: string, key: Uint8Array): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(at),
    'webhook-signature': `v1,${signature(id, String(at), body, key)}`,
  };
}

/** True when one of the signatures is right and the time is now. */
export function isSigned(
  headers: Record<string, string | string[] | undefined>,
  body: string,
  key: Uint8Array,
  now: number,
): boolean {
  const [id, time, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => headers[name]);
  if (typeof id !== 'string' || typeof time !== 'string' || typeof signatures !== 'string') return false;
  if (!/^\d{1,12}$/.test(time) || Math.abs(now - Number(time)) > tolerance) return false;
  const right = Buffer.from(signature(id, time, body, key));
  return signatures.split(' ').some((one) => {
    const given = Buffer.from(/^v1,(.+)$/.exec(one)?.[1] ?? '');
    return given.length === right.length && timingSafeEqual(given, right);
  });
}

const signature = (id: string, time: string, body: string, key: Uint8Array) =>
  createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64');
