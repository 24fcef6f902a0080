/** /api/audit: the log of actions, page by page, and whether it is whole. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';
import type { AuditAction, AuditVerdict } from './shapes.ts';

export interface AuditFilters {
  actor?: string | undefined;
  action?: AuditAction | undefined;
  object?: string | undefined;
  /** Instants. */
  from?: string | undefined;
  to?: string | undefined;
}

export const listAudit = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ['audit', filters],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) =>
      bodyOf(
        await client.GET('/api/audit', { params: { query: { ...filters, cursor: pageParam, limit: '50' } }, signal }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export async function verifyAudit(): Promise<AuditVerdict> {
  return bodyOf(await client.GET('/api/audit/verdict'));
}

/** Address of the report of who heard, read or took calls away. */
export const accessReportUrl = (from: string, to: string): string =>
  `/api/audit/accesses.csv?${new URLSearchParams({ from, to })}`;
