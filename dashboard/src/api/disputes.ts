/** /api/disputes: what operators answer to findings, and what supervisors decide. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';
import { disputesKey } from './desk-keys.ts';
import type { Dispute, DisputeState, ResolveDispute } from './shapes.ts';

export interface DisputeFilter {
  state?: DisputeState | undefined;
  operator?: string | undefined;
}

const pageLength = '50';

export const listDisputes = (filter: DisputeFilter) =>
  infiniteQueryOptions({
    queryKey: [...disputesKey, 'pages', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) =>
      bodyOf(
        await client.GET('/api/disputes', {
          params: { query: { ...filter, cursor: pageParam, limit: pageLength } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** One with what its decision needs. */
export const readDispute = (id: string) =>
  queryOptions({
    queryKey: [...disputesKey, 'one', id],
    queryFn: async ({ signal }) => bodyOf(await client.GET('/api/disputes/{id}', { params: { path: { id } }, signal })),
  });

/** Other findings of the same entry. */
export const listSiblings = (id: string) =>
  queryOptions({
    queryKey: [...disputesKey, 'siblings', id],
    queryFn: async ({ signal }) =>
      bodyOf(await client.GET('/api/disputes/{id}/siblings', { params: { path: { id } }, signal })).items,
  });

export async function openDispute(body: {
  id: string;
  callId: string;
  findingId: string;
  text: string;
}): Promise<Dispute> {
  return bodyOf(await client.POST('/api/disputes', { body }));
}

export async function resolveDispute(id: string, body: ResolveDispute) {
  return bodyOf(await client.POST('/api/disputes/{id}/resolution', { params: { path: { id } }, body }));
}

export async function repairSiblings(id: string, findings: { callId: string; findingId: string }[]) {
  return bodyOf(await client.POST('/api/disputes/{id}/repairs', { params: { path: { id } }, body: { findings } }));
}
