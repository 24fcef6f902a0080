/** Personal data of one call shown to somebody who may see it, for a reason that is written down. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { segmentSchema } from '#analyzer';
import { KamertonError } from '#platform';
import { plainText } from '../../access/plain-text.ts';
import { scopeOf } from '../../access/scope.ts';
import type { ApiDeps } from '../../deps.ts';
import { accountOf } from '../../plugins/session.ts';
import { callParamsSchema } from './calls.schemas.ts';
import type { CallsService } from './calls.service.ts';

const leastReason = 5;
const unmaskBodySchema = z.strictObject({
  reason: plainText(300).refine((text) => text.trim().length >= leastReason, `не короче ${leastReason} знаков`),
});

export function unmaskRoutes(deps: Pick<ApiDeps, 'unmasked'>, service: CallsService): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      '/api/calls/:id/unmask',
      {
        config: { access: 'call.unmask', audit: 'call.unmasked' },
        schema: {
          tags: ['calls'],
          description: 'Расшифровка без масок; причина попадает в журнал доступа',
          params: callParamsSchema,
          body: unmaskBodySchema,
          response: { 200: z.object({ segments: z.array(segmentSchema) }) },
        },
      },
      async (request) => {
        const call = await service.findOrFail(request.params.id, scopeOf(accountOf(request)));
        const segments = await deps.unmasked.segments(call);
        if (segments === null) throw new KamertonError('not_found', 'у этого звонка нет расшифровки');
        request.audited = { details: { reason: request.body.reason.trim() } };
        return { segments };
      },
    );
  };
}
