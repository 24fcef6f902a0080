/** GET /api/calls/{id}: one call with its analysis. */
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';
import { checkId } from './known-id.ts';

export const readCall = (id: string) =>
  queryOptions({
    queryKey: ['call', id],
    queryFn: async ({ signal }) => {
      checkId(id);
      return bodyOf(await client.GET('/api/calls/{id}', { params: { path: { id } }, signal }));
    },
  });
