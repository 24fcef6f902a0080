/** /api/retention and the privacy desk: periods of keeping, what is kept of a number, deletions and their acts. */
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';
import type { FoundCalls, RetentionSettings } from './shapes.ts';

export const readRetention = queryOptions({
  queryKey: ['retention'],
  queryFn: async ({ signal }) => bodyOf(await client.GET('/api/retention', { signal })),
});

export async function changeRetention(body: RetentionSettings): Promise<void> {
  await client.PUT('/api/retention', { body });
}

export const listDeletions = queryOptions({
  queryKey: ['deletions'],
  queryFn: async ({ signal }) => bodyOf(await client.GET('/api/deletions', { signal })),
  refetchInterval: 5_000,
});

export async function findCallsOf(number: string): Promise<FoundCalls> {
  return bodyOf(await client.POST('/api/privacy/find', { body: { number } }));
}

export async function requestDeletion(body: { number: string; reason: string }): Promise<void> {
  await client.POST('/api/privacy/deletions', { body });
}

export async function decideDeletion({ id, agree }: { id: string; agree: boolean }): Promise<void> {
  const params = { path: { id } };
  if (agree) await client.POST('/api/deletions/{id}/approve', { params });
  else await client.POST('/api/deletions/{id}/reject', { params });
}

/** Address of the signed act in a format. */
export const actUrl = (id: string, format: 'json' | 'txt' | 'csv'): string =>
  `/api/deletions/${id}/act?format=${format}`;
