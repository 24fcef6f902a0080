/** /api/accounts: people who may sign in, their roles and passwords. */
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';
import type { AccountChange, NewAccount, OneTimePassword } from './shapes.ts';

export const listAccounts = queryOptions({
  queryKey: ['accounts'],
  queryFn: async ({ signal }) => bodyOf(await client.GET('/api/accounts', { signal })),
});

export async function createAccount(body: NewAccount): Promise<OneTimePassword> {
  return bodyOf(await client.POST('/api/accounts', { body }));
}

export async function changeAccount({ id, change }: { id: string; change: AccountChange }): Promise<void> {
  await client.PATCH('/api/accounts/{id}', { params: { path: { id } }, body: change });
}

export async function resetPassword(id: string): Promise<OneTimePassword> {
  return bodyOf(await client.POST('/api/accounts/{id}/password', { params: { path: { id } } }));
}
