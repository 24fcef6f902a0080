/** GET /api/calls/{id}: one call with its analysis. */
import { queryOptions } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';
import { bodyOf, client } from './client.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const readCall = (id: string) =>
  queryOptions({
    queryKey: ['call', id],
    queryFn: async ({ signal }) => {
      // An address that cannot be a call's looks like a call that is not there.
      if (!uuid.test(id)) throw new ApiError('not_found', 404, '');
      return bodyOf(await client.GET('/api/calls/{id}', { params: { path: { id } }, signal }));
    },
  });
