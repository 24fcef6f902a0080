/** /api/trends: figures with intervals, and the calls behind them. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';

/** The filters as the server is asked; the same names stand in the address. */
export interface TrendFilter {
  from?: string | undefined;
  to?: string | undefined;
  step?: 'day' | 'week' | 'month' | undefined;
  basis?: 'sample' | 'all' | undefined;
  judged?: 'people' | 'machine' | undefined;
  team?: string | undefined;
  operator?: string | undefined;
  topic?: string | undefined;
  hour?: string | undefined;
}

export interface TrendCallFilter extends TrendFilter {
  criterion?: string | undefined;
  rule?: string | undefined;
  entry?: string | undefined;
  flag?: 'fatal' | 'findings' | 'unsure' | 'not_sure_criteria' | 'no_score' | undefined;
  min?: string | undefined;
  max?: string | undefined;
  order?: 'newest' | 'worst' | undefined;
}

export type GroupKind = 'operator' | 'team' | 'topic' | 'hour';

const key = 'trends';
const staleTime = 60_000;

export const readTrends = (query: TrendFilter) =>
  queryOptions({
    queryKey: [key, 'summary', query],
    staleTime,
    queryFn: async ({ signal }) => bodyOf(await client.GET('/api/trends', { params: { query }, signal })),
  });

export const readTrendChoices = queryOptions({
  queryKey: [key, 'choices'],
  staleTime,
  queryFn: async ({ signal }) => bodyOf(await client.GET('/api/trends/choices', { signal })),
});

export const readGroups = (query: TrendFilter & { by: GroupKind }) =>
  queryOptions({
    queryKey: [key, 'groups', query],
    staleTime,
    queryFn: async ({ signal }) => bodyOf(await client.GET('/api/trends/groups', { params: { query }, signal })),
  });

export const readCriteria = (query: TrendFilter) =>
  queryOptions({
    queryKey: [key, 'criteria', query],
    staleTime,
    queryFn: async ({ signal }) => bodyOf(await client.GET('/api/trends/criteria', { params: { query }, signal })),
  });

export const readCriterionSteps = (id: string, query: TrendFilter) =>
  queryOptions({
    queryKey: [key, 'criterion', id, query],
    staleTime,
    queryFn: async ({ signal }) =>
      bodyOf(await client.GET('/api/trends/criteria/{id}', { params: { path: { id }, query }, signal })),
  });

export const readHeatMap = (query: TrendFilter) =>
  queryOptions({
    queryKey: [key, 'heat-map', query],
    staleTime,
    queryFn: async ({ signal }) => bodyOf(await client.GET('/api/trends/heat-map', { params: { query }, signal })),
  });

export const readTimes = (query: TrendFilter) =>
  queryOptions({
    queryKey: [key, 'times', query],
    staleTime,
    queryFn: async ({ signal }) => bodyOf(await client.GET('/api/trends/times', { params: { query }, signal })),
  });

export const readPhrases = (query: TrendFilter) =>
  queryOptions({
    queryKey: [key, 'phrases', query],
    staleTime,
    queryFn: async ({ signal }) => bodyOf(await client.GET('/api/trends/phrases', { params: { query }, signal })),
  });

export const listTrendCalls = (query: TrendCallFilter) =>
  infiniteQueryOptions({
    queryKey: [key, 'calls', query],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) =>
      bodyOf(await client.GET('/api/trends/calls', { params: { query: { ...query, cursor: pageParam } }, signal })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** Address of the figures as a file. */
export function trendFileUrl(query: TrendFilter, format: 'csv' | 'zip' | 'xlsx' | 'pdf', table?: string): string {
  const given = Object.entries({ ...query, format, table }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
  return `/api/trends/export?${new URLSearchParams(given)}`;
}
