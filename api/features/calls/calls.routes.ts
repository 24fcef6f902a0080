/** Routes of calls: list, page, upload, retry. */
import multipart from '@fastify/multipart';
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { scopeOf } from '../../access/scope.ts';
import type { ApiDeps } from '../../deps.ts';
import { checkMayBringIn } from '../../intake/brought-call.ts';
import { accountOf } from '../../plugins/session.ts';
import { longTimeoutMs } from '../../plugins/time-limits.ts';
import { inJson } from '../../shapes/written-answer.ts';
import {
  callDetailsSchema,
  callListQuerySchema,
  callListSchema,
  callParamsSchema,
  uploadAnswerSchema,
} from './calls.schemas.ts';
import { callsService } from './calls.service.ts';
import { detailsText } from './details-text.ts';
import { soundRoutes } from './sound.routes.ts';
import { unmaskRoutes } from './unmask.routes.ts';
import { readUpload } from './upload.ts';

/** The slowest line that an upload is taken from, bytes a second. */
const leastUploadRate = 1_024;

export function callsRoutes(deps: ApiDeps): FastifyPluginAsyncZod {
  const service = callsService(deps);

  return async (app) => {
    await app.register(multipart, {
      limits: { fileSize: deps.maxRecordingBytes, files: 2, fields: 1, fieldSize: 65_536, parts: 3 },
      throwFileSizeLimit: true,
    });
    await app.register(soundRoutes(deps, service));
    await app.register(unmaskRoutes(deps, service));

    app.get(
      '/api/calls',
      {
        config: { access: 'call.list' },
        schema: { tags: ['calls'], querystring: callListQuerySchema, response: { 200: callListSchema } },
      },
      async (request, reply) => {
        const list = await service.list(request.query, scopeOf(accountOf(request)));
        return inJson(reply, list).send(list.answer);
      },
    );

    app.get(
      '/api/calls/:id',
      {
        config: { access: 'call.read', audit: 'call.viewed' },
        schema: { tags: ['calls'], params: callParamsSchema, response: { 200: callDetailsSchema } },
      },
      async (request, reply) => {
        const details = await service.details(request.params.id, scopeOf(accountOf(request)));
        return inJson(reply, { answer: details, json: detailsText(details) }).send(details);
      },
    );

    app.post(
      '/api/calls',
      {
        config: { access: 'call.upload', audit: 'call.uploaded', leastUploadRate },
        handlerTimeout: longTimeoutMs,
        // Before the body is read: what cannot be kept must not be sent in vain.
        preParsing: async () => deps.surroundings.admit(),
        schema: { tags: ['calls'], consumes: ['multipart/form-data'], response: { 202: uploadAnswerSchema } },
      },
      async (request, reply) => {
        const call = await readUpload(request, deps.recordings);
        checkMayBringIn(accountOf(request), call.metadata);
        const receipt = await deps.intake.receive(call);
        request.audited = { objectId: receipt.id, details: { duplicate: receipt.duplicate } };
        return reply.status(202).send(receipt);
      },
    );

    app.post(
      '/api/calls/:id/retry',
      {
        config: { access: 'call.retry', audit: 'call.retried' },
        schema: { tags: ['calls'], params: callParamsSchema, response: { 202: z.object({ id: z.string() }) } },
      },
      async (request, reply) => {
        const call = await service.findOrFail(request.params.id, scopeOf(accountOf(request)));
        await deps.intake.retry(call.id);
        return reply.status(202).send({ id: call.id });
      },
    );
  };
}
