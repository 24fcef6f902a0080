/** /api/saved-filters: selections that people keep under a name, for themselves or for everybody. */
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';

export const listSavedFilters = queryOptions({
  queryKey: ['saved-filters', 'queue'],
  queryFn: async ({ signal }) =>
    bodyOf(await client.GET('/api/saved-filters', { params: { query: { page: 'queue' } }, signal })),
});

export async function saveFilter(body: { name: string; query: string; shared: boolean }): Promise<void> {
  await client.POST('/api/saved-filters', { body: { ...body, page: 'queue' } });
}

export async function changeFilter(id: string, body: { name?: string; shared?: boolean }): Promise<void> {
  await client.PATCH('/api/saved-filters/{id}', { params: { path: { id } }, body });
}

export async function removeFilter(id: string): Promise<void> {
  await client.DELETE('/api/saved-filters/{id}', { params: { path: { id } } });
}
