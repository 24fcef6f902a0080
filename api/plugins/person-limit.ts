/** How many requests one person (or one API key) may make a minute, wherever they come from. */
import type { FastifyInstance } from 'fastify';
import { KamertonError } from '#platform';

const perPerson = 1_200;

/** Registers the limit; must come after the session, which says who is asking. */
export function registerPersonLimit(app: FastifyInstance): void {
  const limit = app.createRateLimit({
    max: perPerson,
    timeWindow: '1 minute',
    keyGenerator: (request) => `person ${request.account?.id}`,
  });
  app.addHook('onRequest', async (request) => {
    if (request.account === null) return;
    const taken = await limit(request);
    if (!taken.isAllowed && taken.isExceeded)
      throw new KamertonError('too_many_requests', 'слишком много запросов; подождите минуту');
  });
}
