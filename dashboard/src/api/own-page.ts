/** /api/me and /api/operators/{id}/page: how an operator's calls went. */
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';

export interface OwnPageQuery {
  /** Local days, both included. */
  from: string;
  to: string;
  step: 'day' | 'week' | 'month';
}

/** The key that every operator's page shares. */
const ownPageKey = ['own-page'] as const;

export const readOwnPage = (query: OwnPageQuery) =>
  queryOptions({
    queryKey: [...ownPageKey, 'me', query],
    queryFn: async ({ signal }) => bodyOf(await client.GET('/api/me', { params: { query }, signal })),
  });

export const readOperatorPage = (id: string, query: OwnPageQuery) =>
  queryOptions({
    queryKey: [...ownPageKey, id, query],
    queryFn: async ({ signal }) =>
      bodyOf(await client.GET('/api/operators/{id}/page', { params: { path: { id }, query }, signal })),
  });
