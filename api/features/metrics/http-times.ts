/** How long answers take, by route and status: the route's pattern, never the address that was asked for. */
import type { FastifyInstance } from 'fastify';
import { Histogram, type Registry } from 'prom-client';

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Must come before the routes. */
export function registerHttpTimes(app: FastifyInstance, registry: Registry): void {
  const seconds = new Histogram({
    name: 'kamerton_http_request_seconds',
    help: 'Time of an answer by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    // Addresses that are no route would make a series each.
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    seconds.observe(
      { method: request.is404 ? 'any' : request.method, route, status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
  });
}
