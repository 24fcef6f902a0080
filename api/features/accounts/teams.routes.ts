/** Routes of teams: which operators a supervisor answers for. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { KamertonError } from '#platform';
import type { ApiDeps } from '../../deps.ts';
import { createdSchema, idSchema, teamBodySchema, teamListSchema } from './accounts.schemas.ts';

const access = 'account.manage';

export function teamsRoutes(deps: ApiDeps): FastifyPluginAsyncZod {
  /** What a team's supervisors may see is different from now on. */
  const tellSupervisors = (userIds: readonly string[]) => {
    for (const userId of userIds) deps.sessions.noteChange(userId);
  };

  return async (app) => {
    app.get(
      '/api/teams',
      { config: { access }, schema: { tags: ['accounts'], response: { 200: teamListSchema } } },
      async () => ({ items: await deps.teams.list() }),
    );

    app.post(
      '/api/teams',
      {
        config: { access, audit: 'team.changed' },
        schema: { tags: ['accounts'], body: teamBodySchema, response: { 201: createdSchema } },
      },
      async (request, reply) => {
        const id = await deps.teams.create(request.body.name, request.body.operatorIds);
        if (id === null) throw new KamertonError('conflict', 'группа с таким названием уже есть');
        request.audited = { objectId: id, details: { operators: request.body.operatorIds.length } };
        return reply.status(201).send({ id });
      },
    );

    app.put(
      '/api/teams/:id',
      {
        config: { access, audit: 'team.changed' },
        schema: { tags: ['accounts'], params: idSchema, body: teamBodySchema, response: { 204: z.null() } },
      },
      async (request, reply) => {
        const { name, operatorIds } = request.body;
        if (!(await deps.teams.change(request.params.id, name, operatorIds)))
          throw new KamertonError('not_found', 'такой группы нет, или её название занято другой');
        tellSupervisors(await deps.teams.supervisorsOf(request.params.id));
        request.audited = { details: { operators: operatorIds.length } };
        return reply.status(204).send(null);
      },
    );

    app.delete(
      '/api/teams/:id',
      {
        config: { access, audit: 'team.changed' },
        schema: { tags: ['accounts'], params: idSchema, response: { 204: z.null() } },
      },
      async (request, reply) => {
        const supervisors = await deps.teams.supervisorsOf(request.params.id);
        if (!(await deps.teams.remove(request.params.id))) throw new KamertonError('not_found', 'такой группы нет');
        tellSupervisors(supervisors);
        return reply.status(204).send(null);
      },
    );
  };
}
