/** Routes of keeping: the periods, what is due, holds. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { KamertonError } from '#platform';
import type { ApiDeps } from '../../deps.ts';
import { accountOf } from '../../plugins/session.ts';
import { longTimeoutMs } from '../../plugins/time-limits.ts';
import {
  deletionParamsSchema,
  holdSchema,
  holdStateSchema,
  retentionSettingsSchema,
  retentionStateSchema,
} from './retention.schemas.ts';

type RetentionDeps = Pick<ApiDeps, 'retention' | 'holds' | 'ledger' | 'audit'>;

export function retentionRoutes(deps: RetentionDeps): FastifyPluginAsyncZod {
  const state = async () => {
    const settings = await deps.retention.read();
    return { settings, lastRun: await deps.retention.lastRun(), due: await deps.retention.preview(settings) };
  };
  const callOrFail = async (id: string) => {
    if ((await deps.ledger.find(id)) === null) throw new KamertonError('not_found', 'такого звонка нет');
  };

  return async (app) => {
    app.get(
      '/api/retention',
      {
        config: { access: 'retention.manage' },
        handlerTimeout: longTimeoutMs,
        schema: { tags: ['retention'], response: { 200: retentionStateSchema } },
      },
      state,
    );

    app.put(
      '/api/retention',
      {
        config: { access: 'retention.manage', audit: 'retention.changed' },
        schema: { tags: ['retention'], body: retentionSettingsSchema, response: { 204: z.null() } },
      },
      async (request, reply) => {
        const { calls, audit, queues } = request.body;
        request.audited = {
          details: {
            recordings: calls.recordings,
            words: calls.words,
            scores: calls.scores,
            audit,
            queues: Object.keys(queues).length,
          },
        };
        await deps.retention.write(request.body);
        return reply.status(204).send(null);
      },
    );

    app.get(
      '/api/calls/:id/hold',
      {
        config: { access: 'retention.manage' },
        schema: { tags: ['retention'], params: deletionParamsSchema, response: { 200: holdStateSchema } },
      },
      async (request) => {
        await callOrFail(request.params.id);
        return { hold: (await deps.holds.find(request.params.id)) ?? null };
      },
    );

    app.put(
      '/api/calls/:id/hold',
      {
        config: { access: 'retention.manage', audit: 'call.held' },
        schema: { tags: ['retention'], params: deletionParamsSchema, body: holdSchema, response: { 204: z.null() } },
      },
      async (request, reply) => {
        await callOrFail(request.params.id);
        request.audited = { details: { reason: request.body.reason } };
        await deps.holds.set(request.params.id, request.body.reason, accountOf(request));
        return reply.status(204).send(null);
      },
    );

    app.delete(
      '/api/calls/:id/hold',
      {
        config: { access: 'retention.manage', audit: 'call.released' },
        schema: { tags: ['retention'], params: deletionParamsSchema, response: { 204: z.null() } },
      },
      async (request, reply) => {
        if (!(await deps.holds.unset(request.params.id)))
          throw new KamertonError('not_found', 'этот звонок не удержан');
        return reply.status(204).send(null);
      },
    );
  };
}
