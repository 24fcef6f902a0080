/** Routes of the queue: the calls that wait, the audit sample, claims, assignment. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import type { DeskDeps } from '../../deps.ts';
import { deskSettingsSchema, readDeskSettings, writeDeskSettings } from '../../desk/settings.ts';
import { accountOf } from '../../plugins/session.ts';
import { callParamsSchema } from '../../shapes/people.ts';
import { inJson } from '../../shapes/written-answer.ts';
import {
  assignAnswerSchema,
  assignSchema,
  claimAnswerSchema,
  nextAnswerSchema,
  nextQuerySchema,
  queuePageSchema,
  queueQuerySchema,
  reviewersSchema,
  sampleQuerySchema,
  sampleSchema,
} from './queue.schemas.ts';
import { queueService } from './queue.service.ts';

export function queueRoutes(deps: DeskDeps): FastifyPluginAsyncZod {
  const service = queueService(deps);

  return async (app) => {
    app.get(
      '/api/queue',
      {
        config: { access: 'queue.read' },
        schema: { tags: ['queue'], querystring: queueQuerySchema, response: { 200: queuePageSchema } },
      },
      async (request, reply) => {
        const page = await service.page(request.query, accountOf(request));
        return inJson(reply, page).send(page.answer);
      },
    );

    app.get(
      '/api/queue/next',
      {
        config: { access: 'queue.read' },
        schema: { tags: ['queue'], querystring: nextQuerySchema, response: { 200: nextAnswerSchema } },
      },
      async (request) => ({ callId: await service.next(request.query, accountOf(request)) }),
    );

    app.get(
      '/api/queue/sample',
      {
        config: { access: 'queue.read' },
        schema: {
          tags: ['queue'],
          description: 'Случайная выборка недели: по ней одной считаются доли и места операторов',
          querystring: sampleQuerySchema,
          response: { 200: sampleSchema },
        },
      },
      async (request) => service.sample(request.query.week, request.query.operator, accountOf(request)),
    );

    app.get(
      '/api/queue/reviewers',
      { config: { access: 'queue.read' }, schema: { tags: ['queue'], response: { 200: reviewersSchema } } },
      async () => service.reviewers(),
    );

    app.post(
      '/api/queue/assignments',
      {
        config: { access: 'queue.assign' },
        schema: { tags: ['queue'], body: assignSchema, response: { 200: assignAnswerSchema } },
      },
      async (request) => service.assign(request.body, accountOf(request)),
    );

    app.post(
      '/api/calls/:id/claim',
      {
        config: { access: 'review.decide' },
        schema: { tags: ['queue'], params: callParamsSchema, response: { 200: claimAnswerSchema } },
      },
      async (request) => service.claim(request.params.id, accountOf(request)),
    );

    app.delete(
      '/api/calls/:id/claim',
      {
        config: { access: 'review.decide' },
        schema: { tags: ['queue'], params: callParamsSchema, response: { 204: z.null() } },
      },
      async (request, reply) => {
        await service.release(request.params.id, accountOf(request));
        return reply.status(204).send(null);
      },
    );

    app.get(
      '/api/desk-settings',
      { config: { access: 'call.list' }, schema: { tags: ['queue'], response: { 200: deskSettingsSchema } } },
      async () => readDeskSettings(deps),
    );

    app.put(
      '/api/desk-settings',
      {
        config: { access: 'desk.configure', audit: 'settings.changed' },
        schema: { tags: ['queue'], body: deskSettingsSchema, response: { 200: deskSettingsSchema } },
      },
      async (request) => {
        request.audited = { objectId: 'desk', details: request.body };
        await writeDeskSettings(deps, request.body);
        return request.body;
      },
    );
  };
}
