/** Routes of the operator's own page, and of the same page for the supervisor who coaches. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { KamertonError } from '#platform';
import { coversOperator, scopeOf } from '../../access/scope.ts';
import type { DeskDeps } from '../../deps.ts';
import { accountOf } from '../../plugins/session.ts';
import { operatorParamsSchema, ownPageQuerySchema, ownPageSchema } from './own-page.schemas.ts';
import { ownPageService } from './own-page.service.ts';

export function ownPageRoutes(deps: DeskDeps): FastifyPluginAsyncZod {
  const read = ownPageService(deps);
  const isKnown = async (operatorId: string) =>
    (await deps.ledger.page({ scope: { kind: 'operator', operatorId }, limit: 1 })).total > 0;

  return async (app) => {
    app.get(
      '/api/me',
      {
        config: { access: 'own_page.read' },
        schema: { tags: ['own-page'], querystring: ownPageQuerySchema, response: { 200: ownPageSchema } },
      },
      async (request) => {
        const { operatorId } = accountOf(request);
        if (operatorId === null)
          throw new KamertonError(
            'conflict',
            'к этой учётной записи не привязан оператор; обратитесь к администратору',
          );
        return read(operatorId, request.query);
      },
    );

    app.get(
      '/api/operators/:id/page',
      {
        config: { access: 'operator_page.read' },
        schema: {
          tags: ['own-page'],
          params: operatorParamsSchema,
          querystring: ownPageQuerySchema,
          response: { 200: ownPageSchema },
        },
      },
      async (request) => {
        const { id } = request.params;
        // Somebody out of scope is answered exactly like somebody who does not exist.
        const known = coversOperator(scopeOf(accountOf(request)), id) && (await isKnown(id));
        if (!known) throw new KamertonError('not_found', 'такого оператора нет');
        return read(id, request.query);
      },
    );
  };
}
