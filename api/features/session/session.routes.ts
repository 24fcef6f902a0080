/** Signing in and out, and who is signed in. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import type { Account } from '#analyzer';
import { KamertonError } from '#platform';
import { permissionsOf, type Role } from '../../access/permissions.ts';
import type { ApiDeps } from '../../deps.ts';
import { sessionCookie } from '../../plugins/session.ts';
import { credentialsSchema, type Session, sessionSchema } from './session.schemas.ts';

export function sessionRoutes(deps: Pick<ApiDeps, 'accounts' | 'publicUrl' | 'timeZone'>): FastifyPluginAsyncZod {
  const cookie = sessionCookie(deps.publicUrl);
  const show = (account: Account): Session => ({
    user: {
      login: account.login,
      name: account.name,
      role: account.role as Role,
      operatorId: account.operatorId,
    },
    permissions: [...permissionsOf(account.role as Role)],
    timeZone: deps.timeZone,
  });

  return async (app) => {
    app.get(
      '/api/session',
      {
        config: { access: 'public' },
        schema: {
          tags: ['session'],
          description: 'Кто вошёл; null, если никто: вопрос «вошёл ли я» – не ошибка',
          response: { 200: sessionSchema.nullable() },
        },
      },
      async (request) => {
        const token = cookie.read(request);
        const account = token === undefined ? null : await deps.accounts.accountOf(token);
        return account === null ? null : show(account);
      },
    );

    app.post(
      '/api/session',
      {
        // Guessing is slow from one address; the owner of an account is never locked out by others.
        config: { access: 'public', rateLimit: { max: 20, timeWindow: '1 minute' } },
        schema: { tags: ['session'], body: credentialsSchema, response: { 200: sessionSchema } },
      },
      async (request, reply) => {
        const account = await deps.accounts.check(request.body.login, request.body.password);
        if (account === null) throw new KamertonError('not_signed_in', 'неверный логин или пароль');
        cookie.write(reply, await deps.accounts.openSession(account.id));
        return show(account);
      },
    );

    app.delete(
      '/api/session',
      { config: { access: 'signed_in' }, schema: { tags: ['session'], response: { 204: z.null() } } },
      async (request, reply) => {
        const token = cookie.read(request);
        if (token) await deps.accounts.closeSession(token);
        cookie.clear(reply);
        return reply.status(204).send(null);
      },
    );
  };
}
