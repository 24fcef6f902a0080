/** /api/webhooks: who is told of what happens to calls. */
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';
import type { NewWebhook } from './shapes.ts';

export const listWebhooks = queryOptions({
  queryKey: ['webhooks'],
  queryFn: async ({ signal }) => bodyOf(await client.GET('/api/webhooks', { signal })),
});

export const webhookMessages = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', id],
    queryFn: async ({ signal }) =>
      bodyOf(await client.GET('/api/webhooks/{id}/messages', { params: { path: { id } }, signal })),
    refetchInterval: 5_000,
  });

/** Returns the key of the signatures, which cannot be read again. */
export async function createWebhook(body: NewWebhook): Promise<string> {
  return bodyOf(await client.POST('/api/webhooks', { body })).key;
}

export async function switchWebhook({ id, active }: { id: string; active: boolean }): Promise<void> {
  await client.PUT('/api/webhooks/{id}', { params: { path: { id } }, body: { active } });
}

export async function removeWebhook(id: string): Promise<void> {
  await client.DELETE('/api/webhooks/{id}', { params: { path: { id } } });
}

export async function tryWebhook(id: string): Promise<void> {
  await client.POST('/api/webhooks/{id}/trial', { params: { path: { id } } });
}

export async function retryWebhook(id: string): Promise<void> {
  await client.POST('/api/webhooks/{id}/retry', { params: { path: { id } } });
}
