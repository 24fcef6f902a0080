/** /api/saved-filters: selections that people keep under a name, for themselves or for everybody. */
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';
import type { SavedFilter } from './shapes.ts';

/** The page that a selection is for. */
export type SavedPage = SavedFilter['page'];

export const savedFiltersKey = ['saved-filters'] as const;

export const listSavedFilters = (page: SavedPage) =>
  queryOptions({
    queryKey: [...savedFiltersKey, page],
    queryFn: async ({ signal }) =>
      bodyOf(await client.GET('/api/saved-filters', { params: { query: { page } }, signal })),
  });

export async function saveFilter(body: {
  page: SavedPage;
  name: string;
  query: string;
  shared: boolean;
}): Promise<void> {
  await client.POST('/api/saved-filters', { body });
}

export async function changeFilter(id: string, body: { name?: string; shared?: boolean }): Promise<void> {
  await client.PATCH('/api/saved-filters/{id}', { params: { path: { id } }, body });
}

export async function removeFilter(id: string): Promise<void> {
  await client.DELETE('/api/saved-filters/{id}', { params: { path: { id } } });
}
