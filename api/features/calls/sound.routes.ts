/** The sound of a call: heard in ranges by the player, or taken away by a link that is good for minutes. */
import { basename, dirname } from 'node:path';
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { KamertonError } from '#platform';
import { attachment } from '../../access/attachment.ts';
import { scopeOf } from '../../access/scope.ts';
import { isSignatureOf, signatureOf } from '../../access/signed-text.ts';
import type { ApiDeps } from '../../deps.ts';
import { actorOf } from '../../plugins/audit.ts';
import { accountOf } from '../../plugins/session.ts';
import { longTimeoutMs } from '../../plugins/time-limits.ts';
import { callParamsSchema, downloadLinkSchema, downloadQuerySchema, peaksSchema } from './calls.schemas.ts';
import type { CallsService } from './calls.service.ts';
import { listeningWatch } from './listening.ts';
import { mayUnmask, sendSound } from './send-sound.ts';

/** Stored files have names of our own without an extension: the type is ours to say. */
const storedFile = { cacheControl: false, contentType: false } as const;
const linkMs = 5 * 60_000;
const purpose = 'download';
/** What browsers call the use of a player and of fetch; anything else is the sound put somewhere else. */
const playing = new Set(['audio', 'empty']);

export function soundRoutes(deps: ApiDeps, service: CallsService): FastifyPluginAsyncZod {
  const watch = listeningWatch();

  /** Writes the play down; refuses somebody who takes recordings by the hundred. */
  const notePlay = async (request: FastifyRequest, callId: string): Promise<void> => {
    const account = accountOf(request);
    const listening = watch.note(account.id, callId);
    if (listening.kind === 'same') return;
    if (listening.kind === 'refused') {
      if (listening.first) {
        request.log.warn({ accountId: account.id }, 'one person asks for recordings by the hundred');
        await deps.audit.record({
          action: 'alert.mass_listening',
          ...actorOf(request),
          objectId: account.id,
          result: 'refused',
        });
      }
      throw new KamertonError(
        'too_many_requests',
        'слишком много разных записей подряд; продолжите через несколько минут',
      );
    }
    const range = request.headers.range?.slice(0, 60) ?? '';
    await deps.audit.record({
      action: 'call.played',
      ...actorOf(request),
      objectId: callId,
      result: 'done',
      details: { range },
    });
  };

  return async (app) => {
    app.get(
      '/api/calls/:id/peaks',
      {
        config: { access: 'call.listen' },
        schema: { tags: ['calls'], params: callParamsSchema, response: { 200: peaksSchema } },
      },
      async (request, reply) => {
        const path = await service.peaksPath(request.params.id, scopeOf(accountOf(request)), mayUnmask(request));
        return reply.type('application/json').sendFile(basename(path), dirname(path), storedFile);
      },
    );

    app.get(
      '/api/calls/:id/audio',
      {
        config: { access: 'call.listen', rateLimit: { max: 3_000, timeWindow: '1 minute' } },
        handlerTimeout: longTimeoutMs,
        schema: {
          tags: ['calls'],
          params: callParamsSchema,
          response: { 200: z.any().describe('звук; поддерживает Range') },
        },
      },
      async (request, reply) => {
        const use = request.headers['sec-fetch-dest'];
        if (use !== undefined && !playing.has(use))
          throw new KamertonError('forbidden', 'звук отдаётся только проигрывателю');
        const { id } = request.params;
        const sound = await service.sound(id, scopeOf(accountOf(request)), mayUnmask(request));
        await notePlay(request, id);
        return sendSound(request, reply, sound);
      },
    );

    app.post(
      '/api/calls/:id/download',
      {
        config: { access: 'call.download' },
        schema: {
          tags: ['calls'],
          description: 'Ссылка на файл записи: на пять минут и только для того, кто её попросил',
          params: callParamsSchema,
          response: { 200: downloadLinkSchema },
        },
      },
      async (request) => {
        const { id } = request.params;
        const account = accountOf(request);
        await service.sound(id, scopeOf(account), mayUnmask(request));
        const until = Date.now() + linkMs;
        const key = signatureOf(deps.secret, purpose, `${id}\n${account.id}\n${until}`);
        return { url: `/api/calls/${id}/download?until=${until}&key=${key}`, until: new Date(until).toISOString() };
      },
    );

    app.get(
      '/api/calls/:id/download',
      {
        config: { access: 'call.download', audit: 'call.downloaded' },
        handlerTimeout: longTimeoutMs,
        schema: {
          tags: ['calls'],
          params: callParamsSchema,
          querystring: downloadQuerySchema,
          response: { 200: z.any().describe('файл записи') },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const { until, key } = request.query;
        const account = accountOf(request);
        const ours = isSignatureOf(deps.secret, purpose, `${id}\n${account.id}\n${until}`, key);
        const now = Date.now();
        if (!ours || now > until || until > now + linkMs)
          throw new KamertonError('forbidden', 'ссылка больше не действует; возьмите новую на странице звонка');
        // Rights as they are now, not as they were when the link was made.
        const call = await service.findOrFail(id, scopeOf(account));
        const sound = await service.sound(id, scopeOf(account), mayUnmask(request));
        reply.header('content-disposition', attachment(call.externalId, sound.type));
        return sendSound(request, reply, sound);
      },
    );
  };
}
