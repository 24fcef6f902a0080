/** Routes of filters that people keep, rename, share and delete. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import type { Account, SavedFilter } from '#analyzer';
import { KamertonError } from '#platform';
import type { DeskDeps } from '../../deps.ts';
import { personNamer } from '../../desk/reviewable-call.ts';
import { accountOf } from '../../plugins/session.ts';
import {
  idParamsSchema,
  newSavedFilterSchema,
  savedFilterChangeSchema,
  savedFilterSchema,
  savedFiltersQuerySchema,
  savedFiltersSchema,
  savedPageSchema,
} from './queue.schemas.ts';

type Shown = z.infer<typeof savedFilterSchema>;

export function savedFiltersRoutes(deps: DeskDeps): FastifyPluginAsyncZod {
  const { filters } = deps.desk;
  const show = async (kept: readonly SavedFilter[], account: Account): Promise<Shown[]> => {
    const person = await personNamer(
      deps,
      kept.map(({ owner }) => owner),
    );
    return kept.map(({ owner, page, ...filter }) => ({
      ...filter,
      page: savedPageSchema.catch('queue').parse(page),
      owner: person(owner),
      mine: owner === account.id,
    }));
  };
  const showOne = async (kept: SavedFilter, account: Account): Promise<Shown> => {
    const [one] = await show([kept], account);
    if (one === undefined) throw new KamertonError('internal', 'отбор не сохранён; повторите');
    return one;
  };

  return async (app) => {
    app.get(
      '/api/saved-filters',
      {
        config: { access: 'filter.save' },
        schema: { tags: ['queue'], querystring: savedFiltersQuerySchema, response: { 200: savedFiltersSchema } },
      },
      async (request) => {
        const account = accountOf(request);
        return { items: await show(await filters.list(account.id, request.query.page), account) };
      },
    );

    app.post(
      '/api/saved-filters',
      {
        config: { access: 'filter.save' },
        schema: { tags: ['queue'], body: newSavedFilterSchema, response: { 201: savedFilterSchema } },
      },
      async (request, reply) => {
        const account = accountOf(request);
        return reply.status(201).send(await showOne(await filters.save(account.id, request.body), account));
      },
    );

    app.patch(
      '/api/saved-filters/:id',
      {
        config: { access: 'filter.save' },
        schema: {
          tags: ['queue'],
          params: idParamsSchema,
          body: savedFilterChangeSchema,
          response: { 200: savedFilterSchema },
        },
      },
      async (request) => {
        const account = accountOf(request);
        const kept = await filters.change(account.id, request.params.id, request.body);
        if (kept === null) throw new KamertonError('conflict', 'такого Вашего отбора нет, или это название уже занято');
        return showOne(kept, account);
      },
    );

    app.delete(
      '/api/saved-filters/:id',
      {
        config: { access: 'filter.save' },
        schema: { tags: ['queue'], params: idParamsSchema, response: { 204: z.null() } },
      },
      async (request, reply) => {
        if (!(await filters.remove(accountOf(request).id, request.params.id)))
          throw new KamertonError('not_found', 'такого Вашего отбора нет');
        return reply.status(204).send(null);
      },
    );
  };
}
