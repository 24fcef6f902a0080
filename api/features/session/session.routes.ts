/** Signing in and out, who is signed in, one's password and one's sessions. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { type Account, passwordFault } from '#analyzer';
import { KamertonError } from '#platform';
import { permissionsOf, type Role } from '../../access/permissions.ts';
import type { ApiDeps } from '../../deps.ts';
import { actorOf } from '../../plugins/audit.ts';
import { accountOf, sessionCookie } from '../../plugins/session.ts';
import {
  credentialsSchema,
  passwordChangeSchema,
  type Session,
  sessionListSchema,
  sessionSchema,
} from './session.schemas.ts';
import { signInService } from './sign-in.ts';

/** Leaves nothing of the person in the browser: what pages kept, what was cached. */
const clearSiteData = '"cache", "storage"';

export function sessionRoutes(deps: ApiDeps): FastifyPluginAsyncZod {
  const cookie = sessionCookie(deps.publicUrl);
  const signIn = signInService(deps);
  const show = (account: Account): Session => ({
    user: {
      id: account.id,
      login: account.login,
      name: account.name,
      role: account.role as Role,
      operatorId: account.operatorId,
    },
    mustChangePassword: account.mustChangePassword,
    permissions: account.mustChangePassword ? [] : permissionsOf(account.role as Role, account.grants),
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
        const session = token ? await deps.sessions.find(token, false) : null;
        return session === null ? null : show(session.account);
      },
    );

    app.post(
      '/api/session',
      {
        config: { access: 'public', rateLimit: { max: 300, timeWindow: '1 minute' } },
        schema: { tags: ['session'], body: credentialsSchema, response: { 200: sessionSchema } },
      },
      async (request, reply) =>
        show(await signIn.byPassword(request, reply, request.body.login, request.body.password)),
    );

    app.delete(
      '/api/session',
      {
        config: { access: 'signed_in', audit: 'session.closed' },
        schema: { tags: ['session'], response: { 204: z.null() } },
      },
      async (request, reply) => {
        const token = cookie.read(request);
        if (token) await deps.sessions.close(token);
        cookie.clear(reply);
        request.audited = { objectId: accountOf(request).id };
        return reply.header('clear-site-data', clearSiteData).status(204).send(null);
      },
    );

    app.post(
      '/api/session/password',
      {
        config: {
          access: 'signed_in',
          audit: 'account.password_changed',
          rateLimit: { max: 20, timeWindow: '1 minute' },
        },
        schema: { tags: ['session'], body: passwordChangeSchema, response: { 200: sessionSchema } },
      },
      async (request, reply) => {
        const { current, next } = request.body;
        const account = accountOf(request);
        if ((await deps.accounts.check(account.login, current))?.id !== account.id)
          throw new KamertonError('bad_input', 'нынешний пароль указан неверно');
        if (next === current) throw new KamertonError('bad_input', 'новый пароль такой же, как нынешний');
        const fault = passwordFault(next, [account.login, account.name]);
        if (fault !== null) throw new KamertonError('bad_input', fault);
        await deps.accounts.setPassword(account.id, next, { mustChange: false });
        // Whoever knew the old password is out, in every browser; this one gets a new session.
        await deps.sessions.revokeAll(account.id);
        request.audited = { objectId: account.id };
        const changed = { ...account, mustChangePassword: false };
        await signIn.enter(request, reply, changed);
        return show(changed);
      },
    );

    app.get(
      '/api/sessions',
      { config: { access: 'signed_in' }, schema: { tags: ['session'], response: { 200: sessionListSchema } } },
      async (request) => {
        const items = await deps.sessions.list(accountOf(request).id);
        return { items: items.map((item) => ({ ...item, own: item.id === request.sessionId })) };
      },
    );

    app.delete(
      '/api/sessions/:id',
      {
        config: { access: 'signed_in' },
        schema: { tags: ['session'], params: z.strictObject({ id: z.uuid() }), response: { 204: z.null() } },
      },
      async (request, reply) => {
        const account = accountOf(request);
        if (!(await deps.sessions.revoke(account.id, request.params.id)))
          throw new KamertonError('not_found', 'такого сеанса нет');
        await deps.audit.record({
          action: 'session.revoked',
          ...actorOf(request),
          objectId: account.id,
          result: 'done',
        });
        return reply.status(204).send(null);
      },
    );
  };
}
