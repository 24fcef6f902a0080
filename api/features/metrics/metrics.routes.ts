/** `/metrics` for Prometheus: with an API key that has the right, never with nothing. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import type { Registry } from 'prom-client';
import { z } from 'zod';
import { callTimes } from './call-times.ts';
import { type MeasuredDeps, measuredState } from './measured-state.ts';

/** The route over a registry that the HTTP times are in already. */
export function metricsRoutes(deps: MeasuredDeps, registry: Registry): FastifyPluginAsyncZod {
  const measure = measuredState(registry, deps);
  deps.queue.onProgress(callTimes(registry));

  return async (app) => {
    app.get(
      '/metrics',
      {
        config: { access: 'metrics.read' },
        schema: { tags: ['health'], response: { 200: z.string() } },
      },
      async (_request, reply) => {
        await measure();
        return reply.type(registry.contentType).send(await registry.metrics());
      },
    );
  };
}
