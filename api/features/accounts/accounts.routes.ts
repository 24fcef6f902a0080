/** Routes of accounts: who may sign in, in which role, with which sessions. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { KamertonError } from '#platform';
import { grantableTo, type Permission, type Role, roles } from '../../access/permissions.ts';
import type { ApiDeps } from '../../deps.ts';
import { actorOf } from '../../plugins/audit.ts';
import {
  accountChangeSchema,
  accountListSchema,
  idSchema,
  newAccountSchema,
  oneTimePasswordSchema,
} from './accounts.schemas.ts';
import { accountsService } from './accounts.service.ts';

const access = 'account.manage';

export function accountsRoutes(deps: ApiDeps): FastifyPluginAsyncZod {
  const service = accountsService(deps);
  const grantable = Object.fromEntries(roles.map((role) => [role, [...grantableTo(role)]])) as Record<
    Role,
    Permission[]
  >;

  return async (app) => {
    app.get(
      '/api/accounts',
      { config: { access }, schema: { tags: ['accounts'], response: { 200: accountListSchema } } },
      async () => ({
        items: (await deps.accounts.list()).map((entry) => ({
          ...entry,
          role: entry.role as Role,
          grants: entry.grants as Permission[],
        })),
        grantable,
      }),
    );

    app.post(
      '/api/accounts',
      {
        config: { access, audit: 'account.created' },
        schema: { tags: ['accounts'], body: newAccountSchema, response: { 201: oneTimePasswordSchema } },
      },
      async (request, reply) => {
        const made = await service.create(request.body);
        request.audited = { objectId: made.id, details: { role: request.body.role } };
        return reply.status(201).send(made);
      },
    );

    app.patch(
      '/api/accounts/:id',
      {
        config: { access },
        schema: { tags: ['accounts'], params: idSchema, body: accountChangeSchema, response: { 204: z.null() } },
      },
      async (request, reply) => {
        const { id } = request.params;
        const { body } = request;
        if (
          id === request.account?.id &&
          (body.role !== undefined || body.disabled !== undefined || body.grants !== undefined)
        )
          throw new KamertonError('conflict', 'свои права меняет другой администратор');
        const fields = await service.change(id, body);
        await deps.audit.record({
          action:
            body.disabled === true ? 'account.disabled' : body.role === undefined ? 'account.changed' : 'role.changed',
          ...actorOf(request),
          objectKind: 'account',
          objectId: id,
          result: 'done',
          details: { fields: fields.join(','), ...(body.role === undefined ? {} : { role: body.role }) },
        });
        return reply.status(204).send(null);
      },
    );

    app.post(
      '/api/accounts/:id/password',
      {
        config: { access, audit: 'account.password_reset' },
        schema: { tags: ['accounts'], params: idSchema, response: { 200: oneTimePasswordSchema } },
      },
      async (request) => service.resetPassword(request.params.id),
    );

    app.delete(
      '/api/accounts/:id/sessions',
      {
        config: { access, audit: 'session.revoked' },
        schema: { tags: ['accounts'], params: idSchema, response: { 204: z.null() } },
      },
      async (request, reply) => {
        await service.findOrFail(request.params.id);
        await deps.sessions.revokeAll(request.params.id);
        return reply.status(204).send(null);
      },
    );
  };
}
