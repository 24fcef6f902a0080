/** Headers of every answer, and how many requests one address and one person may make. */
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { KamertonError } from '#platform';

/** A whole call centre may come from one address. */
const perAddress = 6_000;

/** Registers strict headers; the page's styles carry a nonce (`reply.cspNonce.style`), nothing comes from elsewhere. */
export async function registerSecurity(app: FastifyInstance, publicUrl: URL | null): Promise<void> {
  const self = ["'self'"];
  await app.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: self,
        scriptSrc: self,
        styleSrc: self,
        imgSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: self,
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: self,
      },
    },
    // Over plain http (the default on one machine) the header would lock the browser out.
    strictTransportSecurity: publicUrl?.protocol === 'https:',
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  app.addHook('onRequest', async (request, reply) => {
    // Two hosts in one request: a proxy may have believed the other one.
    const names = (request.raw.rawHeaders ?? []).filter((_, i) => i % 2 === 0);
    if (names.filter((name) => name.toLowerCase() === 'host').length > 1)
      throw new KamertonError('bad_input', 'в запросе два адреса сервера');
    // Nothing of the API may stay in a cache: not the browser's, not a proxy's.
    if (request.url.startsWith('/api')) reply.header('cache-control', 'private, no-store');
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()');
  });
  await app.register(rateLimit, { max: perAddress, timeWindow: '1 minute' });
}
