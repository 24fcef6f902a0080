/** Liveness for machines and the health of every part for people. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import type { ApiDeps } from '../../deps.ts';
import { healthSchema } from './health.schemas.ts';

export function healthRoutes(deps: Pick<ApiDeps, 'checkHealth'>): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/health',
      {
        config: { access: 'public' },
        schema: { tags: ['health'], response: { 200: z.object({ alive: z.boolean() }) } },
      },
      async () => ({ alive: true }),
    );

    app.get(
      '/ready',
      {
        config: { access: 'public' },
        schema: {
          tags: ['health'],
          response: { 200: z.object({ ready: z.boolean() }), 503: z.object({ ready: z.boolean() }) },
        },
      },
      async (_request, reply) => {
        const { parts } = await deps.checkHealth();
        const ready = parts.every((part) => part.ok || !['store', 'queue', 'state'].includes(part.name));
        return reply.status(ready ? 200 : 503).send({ ready });
      },
    );

    app.get(
      '/api/health',
      { config: { access: 'health.read' }, schema: { tags: ['health'], response: { 200: healthSchema } } },
      async () => deps.checkHealth(),
    );
  };
}
