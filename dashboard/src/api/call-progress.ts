/** The last word of the websocket about each call; the cache entry is written by the live connection only. */
import { queryOptions, skipToken } from '@tanstack/react-query';
import type { CallProgress } from './live-message.ts';

export const callProgress = (id: string) =>
  queryOptions<CallProgress | null>({
    queryKey: ['call-progress', id],
    queryFn: skipToken,
    staleTime: Number.POSITIVE_INFINITY,
  });
