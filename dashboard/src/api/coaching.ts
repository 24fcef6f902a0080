/** /api/coaching: notes to operators with moments to hear, and what came of them. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';
import { coachingKey } from './desk-keys.ts';
import { checkId } from './known-id.ts';
import type { CoachingNote, NewCoachingNote } from './shapes.ts';

const pageLength = '30';

export const listNotes = (filter: { operator?: string | undefined }) =>
  infiniteQueryOptions({
    queryKey: [...coachingKey, 'pages', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) =>
      bodyOf(
        await client.GET('/api/coaching', {
          params: { query: { ...filter, cursor: pageParam, limit: pageLength } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const readNote = (id: string) =>
  queryOptions({
    queryKey: [...coachingKey, 'one', id],
    queryFn: async ({ signal }) => {
      checkId(id);
      return bodyOf(await client.GET('/api/coaching/{id}', { params: { path: { id } }, signal }));
    },
  });

export const readEffect = (id: string) =>
  queryOptions({
    queryKey: [...coachingKey, 'effect', id],
    queryFn: async ({ signal }) =>
      bodyOf(await client.GET('/api/coaching/{id}/effect', { params: { path: { id } }, signal })),
  });

export async function writeNote(body: NewCoachingNote): Promise<CoachingNote> {
  return bodyOf(await client.POST('/api/coaching', { body }));
}

export async function acknowledgeNote(id: string): Promise<CoachingNote> {
  return bodyOf(await client.POST('/api/coaching/{id}/acknowledgement', { params: { path: { id } } }));
}
