/** Route of the operator's own page. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import type { DeskDeps } from '../../deps.ts';
import { accountOf } from '../../plugins/session.ts';
import { ownPageQuerySchema, ownPageSchema } from './own-page.schemas.ts';
import { ownPageService } from './own-page.service.ts';

export function ownPageRoutes(deps: DeskDeps): FastifyPluginAsyncZod {
  const read = ownPageService(deps);

  return async (app) => {
    app.get(
      '/api/me',
      {
        config: { access: 'own_page.read' },
        schema: { tags: ['own-page'], querystring: ownPageQuerySchema, response: { 200: ownPageSchema } },
      },
      async (request) => read(request.query, accountOf(request)),
    );
  };
}
