/** Route of the search of what was said: only for those who may read it, in their scope, masked as everywhere. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { KamertonError } from '#platform';
import { mayDo } from '../../access/permissions.ts';
import type { ApiDeps } from '../../deps.ts';
import { accountOf } from '../../plugins/session.ts';
import { searchAnswerSchema, searchQuerySchema } from './search.schemas.ts';
import { searchService } from './search.service.ts';

export function searchRoutes(deps: ApiDeps): FastifyPluginAsyncZod {
  const search = searchService(deps);

  return async (app) => {
    app.get(
      '/api/search',
      {
        config: { access: 'search.words', audit: 'search.by_words' },
        schema: { tags: ['search'], querystring: searchQuerySchema, response: { 200: searchAnswerSchema } },
      },
      async (request) => {
        const account = accountOf(request);
        if (!mayDo(account, 'call.read'))
          throw new KamertonError('forbidden', 'искать слова могут те, кому можно читать расшифровки');
        const answer = await search(request.query, account);
        // What was looked for may itself be personal: it is not written down.
        const { channel, said } = request.query;
        request.audited = { details: { channel, said, calls: answer.items.length } };
        return answer;
      },
    );
  };
}
