/** /api/search: calls in which words were said or were not. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';

export interface SearchFilter {
  q: string;
  mode?: 'all' | 'phrase' | undefined;
  /** Words between, 0…10. */
  distance?: string | undefined;
  channel?: 'operator' | 'client' | 'both' | undefined;
  said?: 'yes' | 'no' | undefined;
  from?: string | undefined;
  to?: string | undefined;
  team?: string | undefined;
  operator?: string | undefined;
  topic?: string | undefined;
  min?: string | undefined;
  max?: string | undefined;
}

export const searchWords = (query: SearchFilter) =>
  infiniteQueryOptions({
    queryKey: ['search', query],
    staleTime: 30_000,
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) =>
      bodyOf(await client.GET('/api/search', { params: { query: { ...query, cursor: pageParam } }, signal })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
