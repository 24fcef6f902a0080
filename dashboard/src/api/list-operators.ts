/** GET /api/operators: everybody whose calls the reader may see. */
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';
import { callListsKey } from './list-calls.ts';

/** Lives under the key of the lists: a call of a new operator refreshes it too. */
export const listOperators = queryOptions({
  queryKey: [...callListsKey, 'operators'],
  staleTime: 60_000,
  queryFn: async ({ signal }) => bodyOf(await client.GET('/api/operators', { signal })),
});
