/** GET /api/calls/{id}/audio: the address of the sound; the browser streams it with Range. */
import { queryOptions } from '@tanstack/react-query';
import { ApiError, toApiError } from './api-error.ts';

export const callAudioUrl = (id: string): string => `/api/calls/${encodeURIComponent(id)}/audio`;

/** Why the sound cannot be had, asked when a player has failed: null when the server does give it. */
export const soundFault = (id: string) =>
  queryOptions({
    queryKey: ['soundFault', id],
    staleTime: 0,
    retry: false,
    queryFn: async ({ signal }): Promise<ApiError | null> => {
      const answer = await fetch(callAudioUrl(id), { headers: { range: 'bytes=0-0' }, signal }).catch(() => null);
      if (answer === null) return new ApiError('offline', 0, '');
      return answer.ok ? null : toApiError(answer.status, await answer.json().catch(() => null));
    },
  });
