/** GET /api/calls: the list of calls, page by page. */
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';
import type { SheetFormat } from './scorecard-export.ts';
import type { CallOrder, CallState, CallSummary } from './shapes.ts';

export interface CallFilters {
  state?: CallState | undefined;
  operator?: string | undefined;
  /** Newest first without it. */
  sort?: CallOrder | undefined;
}

/** The key that all lists of calls share. */
export const callListsKey = ['calls'] as const;

/** The first page is small, so that it is seen at once; the next ones are fetched while one scrolls. */
const firstPage = 50;
const nextPages = 200;

export const listCalls = ({ state, operator, sort: order }: CallFilters) =>
  infiniteQueryOptions({
    queryKey: [...callListsKey, 'pages', { state, operator, order }],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) =>
      bodyOf(
        await client.GET('/api/calls', {
          params: {
            query: {
              state,
              operator,
              order,
              cursor: pageParam,
              limit: String(pageParam === undefined ? firstPage : nextPages),
            },
          },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    // Another order or another filter: the list stands, and whoever pressed a heading keeps the focus there.
    placeholderData: keepPreviousData,
  });

/** Where the calls stand, without looking into them: at most two hundred ids. */
export async function callsNow(ids: readonly string[]): Promise<CallSummary[]> {
  const answer = await client.GET('/api/calls', { params: { query: { ids: ids.join(',') } } });
  return bodyOf(answer).items;
}

/** Address of the list as a file. */
export function callsExportUrl(format: SheetFormat, { state, operator, sort: order }: CallFilters): string {
  const filters = Object.entries({ state, operator, order }).filter(
    (one): one is [string, string] => one[1] !== undefined,
  );
  return `/api/exports/calls?${new URLSearchParams([['format', format], ...filters])}`;
}
