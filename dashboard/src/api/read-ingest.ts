/** /api/ingest: how the sources of recordings fare, and what was refused. */
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';

export const readIngest = queryOptions({
  queryKey: ['ingest'],
  queryFn: async ({ signal }) => bodyOf(await client.GET('/api/ingest', { signal })),
  refetchInterval: 10_000,
});
