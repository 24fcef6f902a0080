/** Routes of «Стандарт». */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { KamertonError } from '#platform';
import type { ApiDeps } from '../../deps.ts';
import { accountOf } from '../../plugins/session.ts';
import { ruleEntriesSchema, ruleParamsSchema, standardQuerySchema, standardSchema } from './standard.schemas.ts';
import { standardService } from './standard.service.ts';

export function standardRoutes(deps: ApiDeps): FastifyPluginAsyncZod {
  const service = standardService(deps);

  return async (app) => {
    app.get(
      '/api/standard',
      {
        config: { access: 'standard.read' },
        schema: { tags: ['standard'], querystring: standardQuerySchema, response: { 200: standardSchema } },
      },
      async (request) => service.page(request.query, accountOf(request)),
    );

    app.get(
      '/api/standard/rules/:rule',
      {
        config: { access: 'standard.read' },
        schema: {
          tags: ['standard'],
          params: ruleParamsSchema,
          querystring: standardQuerySchema,
          response: { 200: ruleEntriesSchema },
        },
      },
      async (request) => {
        const entries = await service.entries(request.params.rule, request.query, accountOf(request));
        if (entries === null) throw new KamertonError('not_found', 'такого правила нет');
        return { rule: request.params.rule, entries };
      },
    );
  };
}
