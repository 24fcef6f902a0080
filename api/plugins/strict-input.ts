/** Every API route says what it takes: what it does not name is refused, and bodies are JSON. */
import type { FastifyInstance, RouteOptions } from 'fastify';
import { z } from 'zod';

const nothing = z.strictObject({});
/** The body of routes that take none; it is left out of the description. */
export const noBody = nothing.nullish();
const withBody = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Registers the rule; must come before every route. */
export function registerStrictInput(app: FastifyInstance): void {
  // A form of another site can send text/plain without asking first.
  app.removeContentTypeParser('text/plain');

  app.addHook('onRoute', (route: RouteOptions) => {
    if (!/^\/(api\/|health$|ready$)/.test(route.url)) return;
    const methods = Array.isArray(route.method) ? route.method : [route.method];
    const schema = route.schema ?? {};
    route.schema = {
      ...schema,
      querystring: schema.querystring ?? nothing,
      params: schema.params ?? nothing,
      // Parts of an upload are read (and refused) by the route itself.
      ...(methods.some((method) => withBody.has(method)) && schema.consumes === undefined
        ? { body: schema.body ?? noBody }
        : {}),
    };
  });
}
