/** GET /api/health: every part of the product with its state. */
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';

export const readHealth = queryOptions({
  queryKey: ['health'],
  refetchInterval: 15_000,
  queryFn: async ({ signal }) => bodyOf(await client.GET('/api/health', { signal })),
});
