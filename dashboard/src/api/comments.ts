/** /api/calls/{id}/comments: what people wrote at a second of a call. */
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';

export const listComments = (id: string) =>
  queryOptions({
    queryKey: ['comments', id],
    queryFn: async ({ signal }) =>
      bodyOf(await client.GET('/api/calls/{id}/comments', { params: { path: { id } }, signal })),
  });

export async function addComment(id: string, body: { id: string; second: number; text: string }) {
  return bodyOf(await client.POST('/api/calls/{id}/comments', { params: { path: { id } }, body }));
}

export async function changeComment(id: string, comment: string, text: string) {
  const params = { path: { id, comment } };
  return bodyOf(await client.PATCH('/api/calls/{id}/comments/{comment}', { params, body: { text } }));
}

export async function removeComment(id: string, comment: string) {
  return bodyOf(await client.DELETE('/api/calls/{id}/comments/{comment}', { params: { path: { id, comment } } }));
}
