/** Routes of coaching notes and of what came of them. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import type { DeskDeps } from '../../deps.ts';
import { accountOf } from '../../plugins/session.ts';
import {
  coachingEffectSchema,
  coachingListSchema,
  coachingNoteSchema,
  coachingParamsSchema,
  coachingQuerySchema,
  newCoachingNoteSchema,
} from './coaching.schemas.ts';
import { coachingService } from './coaching.service.ts';

const tags = ['coaching'];

export function coachingRoutes(deps: DeskDeps): FastifyPluginAsyncZod {
  const service = coachingService(deps);

  return async (app) => {
    app.get(
      '/api/coaching',
      {
        config: { access: 'coaching.read' },
        schema: { tags, querystring: coachingQuerySchema, response: { 200: coachingListSchema } },
      },
      async (request) => service.list(request.query, accountOf(request)),
    );

    app.post(
      '/api/coaching',
      {
        config: { access: 'coaching.write' },
        schema: { tags, body: newCoachingNoteSchema, response: { 200: coachingNoteSchema } },
      },
      async (request) => service.write(request.body, accountOf(request)),
    );

    app.get(
      '/api/coaching/:id',
      {
        config: { access: 'coaching.read' },
        schema: { tags, params: coachingParamsSchema, response: { 200: coachingNoteSchema } },
      },
      async (request) => service.read(request.params.id, accountOf(request)),
    );

    app.get(
      '/api/coaching/:id/effect',
      {
        config: { access: 'coaching.read' },
        schema: { tags, params: coachingParamsSchema, response: { 200: coachingEffectSchema } },
      },
      async (request) => service.effect(request.params.id, accountOf(request)),
    );

    app.post(
      '/api/coaching/:id/acknowledgement',
      {
        config: { access: 'coaching.acknowledge' },
        schema: { tags, params: coachingParamsSchema, response: { 200: coachingNoteSchema } },
      },
      async (request) => service.acknowledge(request.params.id, accountOf(request)),
    );
  };
}
