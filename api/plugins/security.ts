/** Headers of every answer and the limit of requests per address. */
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';

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
  });
  await app.register(rateLimit, { max: 1_200, timeWindow: '1 minute' });
}
