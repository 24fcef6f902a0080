/** Headers of every answer, and how many requests one address and one person may make. */
import { randomBytes } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply } from 'fastify';
import helmet, { contentSecurityPolicy } from 'helmet';
import { KamertonError } from '#platform';

/** A whole call centre may come from one address. */
const perAddress = 6_000;

/** Nobody reads on every answer how many requests are left; who has made too many hears it. */
const withoutCounts = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false };

const self = ["'self'"];
const policy = {
  defaultSrc: self,
  scriptSrc: self,
  imgSrc: ["'self'", 'data:'],
  mediaSrc: ["'self'", 'blob:'],
  connectSrc: self,
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
  formAction: self,
};
type Middleware = ReturnType<typeof helmet>;

/** What helmet sets, found out by letting it set it once: done for every request it would cost as much as finding the session. */
function headersOf(middleware: Middleware): [name: string, value: string][] {
  const answer = new ServerResponse(new IncomingMessage(new Socket()));
  middleware(answer.req, answer, (error) => {
    if (error !== undefined) throw error;
  });
  return Object.entries(answer.getHeaders()).map(([name, value]) => [name, String(value)]);
}

/** Lets styles with a nonce into this answer, a page; returns the nonce. */
export function styleNonce(reply: FastifyReply): string {
  const nonce = randomBytes(16).toString('hex');
  const directives = { ...policy, styleSrc: [...self, `'nonce-${nonce}'`] };
  const headers = headersOf(contentSecurityPolicy({ useDefaults: false, directives }));
  for (const [name, value] of headers) reply.raw.setHeader(name, value);
  return nonce;
}

/** Registers strict headers; nothing comes from elsewhere, pages let their styles in by `styleNonce`. */
export async function registerSecurity(app: FastifyInstance, publicUrl: URL | null): Promise<void> {
  const headers = headersOf(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { ...policy, styleSrc: self } },
      // Over plain http (the default on one machine) the header would lock the browser out.
      strictTransportSecurity: publicUrl?.protocol === 'https:',
      crossOriginResourcePolicy: { policy: 'same-origin' },
      referrerPolicy: { policy: 'no-referrer' },
      xFrameOptions: { action: 'deny' },
    }),
  );
  headers.push(['permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()']);
  app.addHook('onRequest', async (request, reply) => {
    for (const [name, value] of headers) reply.raw.setHeader(name, value);
    // Two hosts in one request: a proxy may have believed the other one.
    const names = (request.raw.rawHeaders ?? []).filter((_, i) => i % 2 === 0);
    if (names.filter((name) => name.toLowerCase() === 'host').length > 1)
      throw new KamertonError('bad_input', 'в запросе два адреса сервера');
    // Nothing of the API may stay in a cache: not the browser's, not a proxy's.
    if (request.url.startsWith('/api')) reply.header('cache-control', 'private, no-store');
  });
  await app.register(rateLimit, { max: perAddress, timeWindow: '1 minute', addHeadersOnExceeding: withoutCounts });
}
