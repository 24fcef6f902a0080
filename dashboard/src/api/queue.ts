/** /api/queue: calls that wait for a person, the random sample, claims and assignment. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';
import { queueKey } from './queue-keys.ts';
import type { Assigned, QueueOrder, QueueReason } from './shapes.ts';

export interface QueueFilter {
  operator?: string | undefined;
  reason?: QueueReason | undefined;
  /** `mine`, `nobody` or an account's id. */
  assignee?: string | undefined;
  state?: 'open' | 'submitted' | undefined;
  /** The most urgent first without it. */
  order?: QueueOrder | undefined;
}

const pageLength = '50';

export const listQueue = (filter: QueueFilter) =>
  infiniteQueryOptions({
    queryKey: [...queueKey, 'pages', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) =>
      bodyOf(
        await client.GET('/api/queue', {
          params: { query: { ...filter, cursor: pageParam, limit: pageLength } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** The call to review after `after`; null when nobody waits. */
export const nextInQueue = (filter: QueueFilter, after?: string) =>
  queryOptions({
    queryKey: [...queueKey, 'next', filter, after ?? ''],
    staleTime: 0,
    queryFn: async ({ signal }) =>
      bodyOf(await client.GET('/api/queue/next', { params: { query: { ...filter, after } }, signal })).callId,
  });

export const readSample = (query: { week?: string | undefined; operator?: string | undefined }) =>
  queryOptions({
    queryKey: [...queueKey, 'sample', query],
    queryFn: async ({ signal }) => bodyOf(await client.GET('/api/queue/sample', { params: { query }, signal })),
  });

export const listReviewers = queryOptions({
  queryKey: ['reviewers'],
  staleTime: 60_000,
  queryFn: async ({ signal }) => bodyOf(await client.GET('/api/queue/reviewers', { signal })),
});

export async function assignCalls(callIds: string[], assignee: string | null): Promise<Assigned> {
  return bodyOf(await client.POST('/api/queue/assignments', { body: { callIds, assignee } }));
}

export async function claimCall(id: string) {
  return bodyOf(await client.POST('/api/calls/{id}/claim', { params: { path: { id } } })).claim;
}

export async function releaseCall(id: string): Promise<void> {
  // The page may be closing: the browser sends it all the same.
  await client.DELETE('/api/calls/{id}/claim', { params: { path: { id } }, keepalive: true });
}
