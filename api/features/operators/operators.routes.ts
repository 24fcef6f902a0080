/** Route of operators: whom the list of calls can be narrowed to. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { scopeOf } from '../../access/scope.ts';
import type { ApiDeps } from '../../deps.ts';
import { accountOf } from '../../plugins/session.ts';
import { operatorListSchema } from './operators.schemas.ts';
import { operatorsService } from './operators.service.ts';

export function operatorsRoutes(deps: Pick<ApiDeps, 'ledger' | 'whileUnchanged'>): FastifyPluginAsyncZod {
  const service = operatorsService(deps);

  return async (app) => {
    app.get(
      '/api/operators',
      {
        config: { access: 'call.list' },
        schema: { tags: ['operators'], response: { 200: operatorListSchema } },
      },
      async (request) => service.list(scopeOf(accountOf(request))),
    );
  };
}
