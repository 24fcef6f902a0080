/** /api/standard: the requirements, what judges them, how often they are kept. */
import { queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';

export interface StandardFilter {
  from?: string | undefined;
  to?: string | undefined;
  basis?: 'sample' | 'all' | undefined;
}

export const readStandard = (query: StandardFilter) =>
  queryOptions({
    queryKey: ['standard', query],
    staleTime: 60_000,
    queryFn: async ({ signal }) => bodyOf(await client.GET('/api/standard', { params: { query }, signal })),
  });

export const readRuleEntries = (rule: string, query: StandardFilter) =>
  queryOptions({
    queryKey: ['standard', 'rule', rule, query],
    staleTime: 60_000,
    queryFn: async ({ signal }) =>
      bodyOf(await client.GET('/api/standard/rules/{rule}', { params: { path: { rule }, query }, signal })).entries,
  });
