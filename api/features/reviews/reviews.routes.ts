/** Routes of reviewing a call: read, decide, undo, override a criterion, finish, acknowledge, swap channels. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { DeskDeps } from '../../deps.ts';
import { accountOf } from '../../plugins/session.ts';
import { callParamsSchema } from '../../shapes/people.ts';
import {
  callReviewSchema,
  criterionParamsSchema,
  decideSchema,
  decisionParamsSchema,
  overrideSchema,
  reviewConflictSchema,
  submitSchema,
  undoSchema,
} from './reviews.schemas.ts';
import { ReviewConflict, reviewsService } from './reviews.service.ts';

const decided = { 200: callReviewSchema, 409: reviewConflictSchema };

export function reviewsRoutes(deps: DeskDeps): FastifyPluginAsyncZod {
  const service = reviewsService(deps);

  return async (app) => {
    app.get(
      '/api/calls/:id/review',
      {
        config: { access: 'call.read' },
        schema: { tags: ['reviews'], params: callParamsSchema, response: { 200: callReviewSchema } },
      },
      async (request) => service.answer(request.params.id, accountOf(request)),
    );

    app.post(
      '/api/calls/:id/decisions',
      {
        config: { access: 'review.decide', audit: 'decision.made' },
        schema: { tags: ['reviews'], params: callParamsSchema, body: decideSchema, response: decided },
      },
      async (request, reply) => {
        const { id, findingId, decision } = request.body;
        request.audited = {
          objectId: findingId,
          details: { call: request.params.id, decision: id, kind: decision.kind },
        };
        return conflictOr(reply, () => service.decide(request.params.id, request.body, accountOf(request)));
      },
    );

    app.post(
      '/api/calls/:id/decisions/:decision/undo',
      {
        config: { access: 'review.decide', audit: 'decision.undone' },
        schema: { tags: ['reviews'], params: decisionParamsSchema, body: undoSchema, response: decided },
      },
      async (request, reply) => {
        const { id, decision } = request.params;
        request.audited = { objectId: decision, details: { call: id, decision: request.body.id } };
        return conflictOr(reply, () => service.undo(id, decision, request.body.id, accountOf(request)));
      },
    );

    app.put(
      '/api/calls/:id/criteria/:criterion',
      {
        config: { access: 'review.decide', audit: 'decision.made' },
        schema: { tags: ['reviews'], params: criterionParamsSchema, body: overrideSchema, response: decided },
      },
      async (request, reply) => {
        const { id, criterion } = request.params;
        request.audited = { objectId: id, details: { call: id, criterion, outcome: request.body.outcome } };
        return conflictOr(reply, () => service.override(id, criterion, request.body, accountOf(request)));
      },
    );

    app.post(
      '/api/calls/:id/submission',
      {
        config: { access: 'review.decide', audit: 'decision.made' },
        schema: {
          tags: ['reviews'],
          params: callParamsSchema,
          body: submitSchema,
          response: { 200: callReviewSchema },
        },
      },
      async (request) => {
        request.audited = { details: { call: request.params.id, kind: 'submitted' } };
        return service.submit(request.params.id, request.body.id, accountOf(request));
      },
    );

    app.post(
      '/api/calls/:id/acknowledgement',
      {
        config: { access: 'review.acknowledge' },
        schema: { tags: ['reviews'], params: callParamsSchema, response: { 200: callReviewSchema } },
      },
      async (request) => service.acknowledge(request.params.id, accountOf(request)),
    );

    app.post(
      '/api/calls/:id/swap-channels',
      {
        config: { access: 'call.swap', audit: 'call.channels_swapped' },
        schema: { tags: ['reviews'], params: callParamsSchema, response: { 202: z.object({ id: z.string() }) } },
      },
      async (request, reply) => {
        await service.swap(request.params.id, accountOf(request));
        return reply.status(202).send({ id: request.params.id });
      },
    );
  };
}

/** The answer, or 409 with who was first and how the call stands now. */
async function conflictOr<T>(reply: FastifyReply, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ReviewConflict)) throw error;
    const { message, holder, review } = error;
    return reply.status(409).send({ code: 'conflict', message, holder, review }) as unknown as T;
  }
}
