/** Routes of a person's own notices. */
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import type { DeskDeps } from '../../deps.ts';
import { readPlace, writePlace } from '../../desk/page-place.ts';
import { accountOf } from '../../plugins/session.ts';
import {
  markReadSchema,
  notificationListSchema,
  notificationsQuerySchema,
  unreadSchema,
} from './notifications.schemas.ts';

export function notificationsRoutes(deps: DeskDeps): FastifyPluginAsyncZod {
  const { notifications } = deps.desk;

  return async (app) => {
    app.get(
      '/api/notifications',
      {
        config: { access: 'signed_in' },
        schema: {
          tags: ['notifications'],
          querystring: notificationsQuerySchema,
          response: { 200: notificationListSchema },
        },
      },
      async (request) => {
        const { limit, cursor, unread } = request.query;
        const older = readPlace(cursor);
        const onlyUnread = unread === 'true';
        const found = await notifications.list(accountOf(request).id, limit + 1, { older, onlyUnread });
        const items = found.items.slice(0, limit);
        const last = items.at(-1);
        return {
          items: items.map(({ createdAt, readAt, ...rest }) => ({ ...rest, at: createdAt, read: readAt !== null })),
          nextCursor: found.items.length > limit && last ? writePlace({ at: last.createdAt, id: last.id }) : null,
          unread: found.unread,
        };
      },
    );

    app.post(
      '/api/notifications/read',
      {
        config: { access: 'signed_in' },
        schema: { tags: ['notifications'], body: markReadSchema, response: { 200: unreadSchema } },
      },
      async (request) => {
        const { id } = accountOf(request);
        await notifications.markRead(id, request.body.ids);
        const { items, unread } = await notifications.list(id, 1);
        // Other pages of the same person count down too.
        const [newest] = items;
        if (newest) deps.live.publish({ type: 'notification.added', id: newest.id, unread }, id);
        return { unread };
      },
    );
  };
}
