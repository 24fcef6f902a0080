/** Routes of the privacy desk: what is kept of a number, its deletion, the acts. The desk writes down what is asked. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actAsCsv, type Clerk, deletionActSchema, printableAct } from '#analyzer';
import { KamertonError } from '#platform';
import type { ApiDeps } from '../../deps.ts';
import { accountOf } from '../../plugins/session.ts';
import { longTimeoutMs } from '../../plugins/time-limits.ts';
import {
  actFormatSchema,
  type DeletionAnswer,
  deletionListSchema,
  deletionParamsSchema,
  deletionRequestSchema,
  deletionSchema,
  foundCallsSchema,
  heldDataSchema,
  numberSchema,
} from './retention.schemas.ts';

/** A search reads every call; more at once would slow the others down. */
const rateLimit = { max: 20, timeWindow: '1 minute' };
const callsAlone = 20;
const shownDeletions = 200;

export function privacyRoutes(deps: Pick<ApiDeps, 'privacy' | 'deletions' | 'retention'>): FastifyPluginAsyncZod {
  const clerkOf = (request: FastifyRequest): Clerk => {
    const { id, login } = accountOf(request);
    return { id, login, ip: request.ip };
  };
  const tags = ['privacy'];

  return async (app) => {
    app.post(
      '/api/privacy/find',
      {
        config: { access: 'privacy.manage', rateLimit },
        handlerTimeout: longTimeoutMs,
        schema: { tags, body: numberSchema, response: { 200: foundCallsSchema } },
      },
      async (request) => {
        const found = await deps.privacy.find(request.body.number, clerkOf(request));
        return {
          items: found.map(({ call, foundIn, held }) => ({
            id: call.id,
            externalId: call.externalId,
            day: call.day,
            operatorName: call.metadata.operator?.name ?? null,
            foundIn,
            held,
          })),
          needsSecond: found.filter(({ held }) => !held).length > callsAlone,
        };
      },
    );

    app.post(
      '/api/privacy/report',
      {
        config: { access: 'privacy.manage', rateLimit },
        handlerTimeout: longTimeoutMs,
        schema: { tags, body: numberSchema, response: { 200: heldDataSchema } },
      },
      async (request) => ({ items: await deps.privacy.report(request.body.number, clerkOf(request)) }),
    );

    app.post(
      '/api/privacy/deletions',
      {
        config: { access: 'privacy.manage', rateLimit },
        handlerTimeout: longTimeoutMs,
        schema: { tags, body: deletionRequestSchema, response: { 202: deletionSchema } },
      },
      async (request, reply) => {
        const clerk = clerkOf(request);
        const asked = await deps.privacy.request(request.body.number, request.body.reason, clerk);
        // Not awaited: rewriting a big store takes minutes; the worker's round would find it too.
        if (asked.state === 'approved') void deps.retention.tick();
        return reply.status(202).send(answerOf(asked, clerk.id));
      },
    );

    app.get(
      '/api/deletions',
      { config: { access: 'privacy.manage' }, schema: { tags, response: { 200: deletionListSchema } } },
      async (request) => {
        const { id } = accountOf(request);
        return { items: (await deps.deletions.list(shownDeletions)).map((one) => answerOf(one, id)) };
      },
    );

    for (const decision of ['approve', 'reject'] as const) {
      app.post(
        `/api/deletions/:id/${decision}`,
        {
          config: { access: 'privacy.manage' },
          schema: { tags, params: deletionParamsSchema, response: { 204: z.null() } },
        },
        async (request, reply) => {
          await deps.privacy[decision](request.params.id, clerkOf(request));
          if (decision === 'approve') void deps.retention.tick();
          return reply.status(204).send(null);
        },
      );
    }

    app.get(
      '/api/deletions/:id/act',
      {
        config: { access: 'privacy.manage' },
        schema: {
          tags,
          description: 'Подписанный акт об уничтожении: JSON для проверки, текст для печати, CSV перечня',
          params: deletionParamsSchema,
          querystring: actFormatSchema,
          response: { 200: z.string().describe('акт') },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const { format } = request.query;
        const text = await deps.deletions.act(id);
        if (text === null) throw new KamertonError('not_found', 'акта ещё нет: удаление не закончено');
        const act = deletionActSchema.parse(JSON.parse(text));
        const types = { json: 'application/json', txt: 'text/plain', csv: 'text/csv' };
        const content = { json: () => text, txt: () => printableAct(act), csv: () => actAsCsv(act) }[format]();
        return reply
          .header('content-disposition', `attachment; filename="deletion-act-${id}.${format}"`)
          .type(`${types[format]}; charset=utf-8`)
          .serializer((body: string) => body)
          .send(content);
      },
    );
  };
}

function answerOf(one: Awaited<ReturnType<ApiDeps['deletions']['list']>>[number], reader: string): DeletionAnswer {
  return {
    id: one.id,
    kind: one.kind,
    state: one.state,
    ground: one.ground,
    requestedLogin: one.requested_login,
    requestedAt: one.requested_at,
    approvedLogin: one.approved_login,
    finishedAt: one.finished_at,
    calls: one.calls,
    mine: one.requested_by === reader,
  };
}
