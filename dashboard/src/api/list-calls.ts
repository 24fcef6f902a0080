/** GET /api/calls: the list of calls, newest first, page by page. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';
import type { CallState } from './shapes.ts';

export interface CallFilters {
  state?: CallState | undefined;
  operator?: string | undefined;
}

/** The key that all lists of calls share. */
export const callListsKey = ['calls'] as const;

const pageLength = 50;

export const listCalls = (filters: CallFilters) =>
  infiniteQueryOptions({
    queryKey: [...callListsKey, 'pages', filters],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) =>
      bodyOf(
        await client.GET('/api/calls', {
          params: { query: { ...filters, cursor: pageParam, limit: String(pageLength) } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
