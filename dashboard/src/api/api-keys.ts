/** /api/keys: keys of machines. */
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';
import type { NewKey } from './shapes.ts';

export const listKeys = queryOptions({
  queryKey: ['keys'],
  queryFn: async ({ signal }) => bodyOf(await client.GET('/api/keys', { signal })),
});

/** Returns the key, which cannot be read again. */
export async function createKey(body: NewKey): Promise<string> {
  return bodyOf(await client.POST('/api/keys', { body })).secret;
}

export async function revokeKey(id: string): Promise<void> {
  await client.DELETE('/api/keys/{id}', { params: { path: { id } } });
}
