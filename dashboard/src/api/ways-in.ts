/** GET /api/session/ways: how people can sign in beside a password. */
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';

export const readWaysIn = queryOptions({
  queryKey: ['ways-in'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async ({ signal }) => bodyOf(await client.GET('/api/session/ways', { signal })),
});

/** Where the browser goes to the sign-on provider from; it comes back to `next`. */
export const signOnAddress = (next: string): string => `/api/session/oidc?${new URLSearchParams({ next })}`;
