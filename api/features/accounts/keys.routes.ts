/** Routes of API keys: made with a scope and an end, shown once, ended at once. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { KamertonError } from '#platform';
import { grantableTo, type Permission } from '../../access/permissions.ts';
import type { ApiDeps } from '../../deps.ts';
import { accountOf } from '../../plugins/session.ts';
import { idSchema, keyListSchema, keySecretSchema, newKeySchema } from './accounts.schemas.ts';

const access = 'account.manage';
const dayMs = 86_400_000;

export function keysRoutes(deps: ApiDeps): FastifyPluginAsyncZod {
  const scopes = [...grantableTo('machine')];

  return async (app) => {
    app.get(
      '/api/keys',
      { config: { access }, schema: { tags: ['accounts'], response: { 200: keyListSchema } } },
      async () => ({
        items: (await deps.apiKeys.list()).map((key) => ({ ...key, scopes: key.scopes as Permission[] })),
        scopes,
      }),
    );

    app.post(
      '/api/keys',
      {
        config: { access, audit: 'key.created' },
        schema: { tags: ['accounts'], body: newKeySchema, response: { 201: keySecretSchema } },
      },
      async (request, reply) => {
        const { id, name, days } = request.body;
        const wrong = request.body.scopes.filter((scope) => !scopes.includes(scope));
        if (wrong.length > 0) throw new KamertonError('bad_input', `ключу нельзя выдать: ${wrong.join(', ')}`);
        const { key, secret, again } = await deps.apiKeys.create({
          id,
          name,
          scopes: request.body.scopes,
          expiresAt: new Date(Date.now() + days * dayMs).toISOString(),
          createdBy: accountOf(request).id,
        });
        request.audited = { objectId: key.id, details: { scopes: key.scopes.join(','), days, again } };
        return reply.status(201).send({ id: key.id, secret });
      },
    );

    app.delete(
      '/api/keys/:id',
      {
        config: { access, audit: 'key.revoked' },
        schema: { tags: ['accounts'], params: idSchema, response: { 204: z.null() } },
      },
      async (request, reply) => {
        if (!(await deps.apiKeys.revoke(request.params.id)))
          throw new KamertonError('not_found', 'такого ключа нет, или он уже отозван');
        return reply.status(204).send(null);
      },
    );
  };
}
