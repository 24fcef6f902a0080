/** Routes of webhooks out: who is told of what, and what became of the messages. */
import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { shownKey, trialOf, webhookEventSchema, webhookKey } from '#analyzer';
import { checkAddress, KamertonError } from '#platform';
import type { ApiDeps } from '../../deps.ts';
import { accountOf } from '../../plugins/session.ts';
import {
  newWebhookSchema,
  webhookListSchema,
  webhookMadeSchema,
  webhookMessagesSchema,
  webhookParamsSchema,
  webhookStateSchema,
} from './webhooks.schemas.ts';

const access = 'webhook.manage';
const audit = 'settings.changed';
const tags = ['webhooks'];
const mostMessages = 100;

export function webhooksRoutes(deps: Pick<ApiDeps, 'webhooks' | 'secret' | 'privateHosts'>): FastifyPluginAsyncZod {
  const { webhooks, secret } = deps;
  const guard = { privateHosts: deps.privateHosts, allowedHosts: null };
  const findOrFail = async (id: string) => {
    const hook = (await webhooks.list()).find((one) => one.id === id);
    if (hook === undefined) throw new KamertonError('not_found', 'такого вебхука нет');
    return hook;
  };

  return async (app) => {
    app.get(
      '/api/webhooks',
      { config: { access }, schema: { tags, response: { 200: webhookListSchema } } },
      async () => ({ items: await webhooks.list(), events: webhookEventSchema.options }),
    );

    app.post(
      '/api/webhooks',
      { config: { access, audit }, schema: { tags, body: newWebhookSchema, response: { 201: webhookMadeSchema } } },
      async (request, reply) => {
        checkAddress(request.body.url, guard);
        const made = await webhooks.create({ ...request.body, createdBy: accountOf(request).id });
        request.audited = {
          objectId: made.id,
          details: { webhook: 'created', events: made.events.join(','), full: made.details },
        };
        return reply.status(201).send({ id: made.id, key: shownKey(webhookKey(secret, made.salt)) });
      },
    );

    app.put(
      '/api/webhooks/:id',
      {
        config: { access, audit },
        schema: { tags, params: webhookParamsSchema, body: webhookStateSchema, response: { 204: z.null() } },
      },
      async (request, reply) => {
        const { id } = await findOrFail(request.params.id);
        request.audited = { details: { webhook: request.body.active ? 'on' : 'off' } };
        await webhooks.setActive(id, request.body.active);
        return reply.status(204).send(null);
      },
    );

    app.delete(
      '/api/webhooks/:id',
      { config: { access, audit }, schema: { tags, params: webhookParamsSchema, response: { 204: z.null() } } },
      async (request, reply) => {
        const { id } = await findOrFail(request.params.id);
        request.audited = { details: { webhook: 'removed' } };
        await webhooks.remove(id);
        return reply.status(204).send(null);
      },
    );

    app.get(
      '/api/webhooks/:id/messages',
      { config: { access }, schema: { tags, params: webhookParamsSchema, response: { 200: webhookMessagesSchema } } },
      async (request) => ({ items: await webhooks.messages((await findOrFail(request.params.id)).id, mostMessages) }),
    );

    app.post(
      '/api/webhooks/:id/trial',
      {
        config: { access, audit },
        schema: { tags, params: webhookParamsSchema, response: { 202: z.object({ id: z.string() }) } },
      },
      async (request, reply) => {
        const hook = await findOrFail(request.params.id);
        request.audited = { details: { webhook: 'trial' } };
        const message = trialOf(hook, randomUUID(), new Date());
        await webhooks.send(message);
        return reply.status(202).send({ id: message.id });
      },
    );

    app.post(
      '/api/webhooks/:id/retry',
      {
        config: { access, audit },
        schema: { tags, params: webhookParamsSchema, response: { 202: z.object({ messages: z.number() }) } },
      },
      async (request, reply) => {
        const { id } = await findOrFail(request.params.id);
        request.audited = { details: { webhook: 'retry' } };
        return reply.status(202).send({ messages: await webhooks.retryGivenUp(id) });
      },
    );
  };
}
