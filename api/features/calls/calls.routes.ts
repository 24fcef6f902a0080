/** Routes of calls: list, page, sound, peaks, upload, retry. */
import { basename, dirname } from 'node:path';
import multipart from '@fastify/multipart';
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { scopeOf } from '../../access/scope.ts';
import type { ApiDeps } from '../../deps.ts';
import { accountOf } from '../../plugins/session.ts';
import {
  callDetailsSchema,
  callListQuerySchema,
  callListSchema,
  callParamsSchema,
  peaksSchema,
  uploadAnswerSchema,
} from './calls.schemas.ts';
import { callsService } from './calls.service.ts';
import { readUpload } from './upload.ts';

/** Nothing about a call may stay in a cache: not the browser's, not a proxy's. */
const notCached = 'private, no-store';
/** Stored files have names of our own without an extension: the type is ours to say. */
const storedFile = { cacheControl: false, contentType: false } as const;

export function callsRoutes(deps: ApiDeps): FastifyPluginAsyncZod {
  const service = callsService(deps);

  return async (app) => {
    await app.register(multipart, {
      limits: { fileSize: deps.maxRecordingBytes, files: 2, fields: 1, fieldSize: 65_536, parts: 3 },
      throwFileSizeLimit: true,
    });
    app.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', notCached);
    });

    app.get(
      '/api/calls',
      {
        config: { access: 'call.list' },
        schema: { tags: ['calls'], querystring: callListQuerySchema, response: { 200: callListSchema } },
      },
      async (request) => service.list(request.query, scopeOf(accountOf(request))),
    );

    app.get(
      '/api/calls/:id',
      {
        config: { access: 'call.read' },
        schema: { tags: ['calls'], params: callParamsSchema, response: { 200: callDetailsSchema } },
      },
      async (request) => service.details(request.params.id, scopeOf(accountOf(request))),
    );

    app.get(
      '/api/calls/:id/peaks',
      {
        config: { access: 'call.listen' },
        schema: { tags: ['calls'], params: callParamsSchema, response: { 200: peaksSchema } },
      },
      async (request, reply) => {
        const path = await service.peaksPath(request.params.id, scopeOf(accountOf(request)));
        return reply.type('application/json').sendFile(basename(path), dirname(path), storedFile);
      },
    );

    app.get(
      '/api/calls/:id/audio',
      {
        config: { access: 'call.listen', rateLimit: { max: 600, timeWindow: '1 minute' } },
        schema: {
          tags: ['calls'],
          params: callParamsSchema,
          response: { 200: z.any().describe('звук; поддерживает Range') },
        },
      },
      async (request, reply) => {
        const sound = await service.sound(request.params.id, scopeOf(accountOf(request)));
        return reply.type(sound.type).sendFile(basename(sound.path), dirname(sound.path), storedFile);
      },
    );

    app.post(
      '/api/calls',
      {
        config: { access: 'call.upload' },
        schema: { tags: ['calls'], consumes: ['multipart/form-data'], response: { 202: uploadAnswerSchema } },
      },
      async (request, reply) => {
        const call = await readUpload(request, deps.recordings);
        return reply.status(202).send(await deps.intake.receive(call));
      },
    );

    app.post(
      '/api/calls/:id/retry',
      {
        config: { access: 'call.retry' },
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
