/** GET /api/calls/{id}/peaks: the wave form, per channel alternating minimum and maximum; null while it is not made. */
import { queryOptions } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';
import { bodyOf, client } from './client.ts';
import type { Peaks } from './shapes.ts';

export const readPeaks = (id: string) =>
  queryOptions({
    queryKey: ['call', id, 'peaks'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<Peaks | null> => {
      try {
        return bodyOf(await client.GET('/api/calls/{id}/peaks', { params: { path: { id } }, signal }));
      } catch (error) {
        if (error instanceof ApiError && error.code === 'not_found') return null;
        throw error;
      }
    },
  });
