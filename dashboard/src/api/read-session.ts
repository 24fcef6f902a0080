/** GET /api/session: who is signed in; null when nobody is. */
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';
import type { Session } from './shapes.ts';

export const readSession = queryOptions({
  queryKey: ['session'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async ({ signal }): Promise<Session | null> => bodyOf(await client.GET('/api/session', { signal })),
});
