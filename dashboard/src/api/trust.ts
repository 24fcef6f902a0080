/** /api/trust: how far rules and entries can be trusted, and what only advises. */
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';
import type { TrustReport } from './shapes.ts';

export const trustKey = ['trust'] as const;

export const readTrust = () =>
  queryOptions({
    queryKey: trustKey,
    queryFn: async ({ signal }) => bodyOf(await client.GET('/api/trust', { signal })),
  });

export const readTrustExamples = (key: string) =>
  queryOptions({
    queryKey: [...trustKey, 'examples', key],
    queryFn: async ({ signal }) =>
      bodyOf(await client.GET('/api/trust/examples', { params: { query: { key } }, signal })).items,
  });

export const checkTrust = async (): Promise<string[]> => bodyOf(await client.POST('/api/trust/check')).demoted;

export const liftEntry = async (body: { id: string; key: string; reason: string }): Promise<string> =>
  bodyOf(await client.POST('/api/trust/lift', { body })).draft;

export async function writeTrustSettings(body: TrustReport['settings']): Promise<void> {
  await client.PUT('/api/trust/settings', { body });
}
