/** /api/notifications: what a person is told. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';
import { noticesKey } from './desk-keys.ts';

const pageLength = '20';

/** How many are unread: read with the page, then told by the live connection. */
export const unreadNotices = queryOptions({
  queryKey: ['unread-notices'],
  staleTime: 60_000,
  queryFn: async ({ signal }) =>
    bodyOf(await client.GET('/api/notifications', { params: { query: { limit: '1' } }, signal })).unread,
});

/** Newest first, page by page; each page also knows how many are unread. */
export const listNotices = infiniteQueryOptions({
  queryKey: [...noticesKey, 'pages'],
  initialPageParam: undefined as string | undefined,
  queryFn: async ({ pageParam, signal }) =>
    bodyOf(
      await client.GET('/api/notifications', { params: { query: { cursor: pageParam, limit: pageLength } }, signal }),
    ),
  getNextPageParam: (page) => page.nextCursor ?? undefined,
});

/** Without ids: all of them. Returns how many stay unread. */
export async function markRead(ids?: string[]): Promise<number> {
  return bodyOf(await client.POST('/api/notifications/read', { body: ids === undefined ? {} : { ids } })).unread;
}
