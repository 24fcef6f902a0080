/** Reading the log of actions: pages for the screen, and the report of who heard or took calls away (art. 21 of 152-ФЗ). */
import type { z } from 'zod';
import { type AuditAction, csvOf } from '#analyzer';
import { KamertonError } from '#platform';
import type { ApiDeps } from '../../deps.ts';
import type { AuditPage, auditQuerySchema } from './audit.schemas.ts';

/** Ways in which somebody gets to know a call. */
const accesses: readonly AuditAction[] = [
  'call.viewed',
  'call.played',
  'call.unmasked',
  'call.exported',
  'call.downloaded',
  'search.by_phone',
  'report.exported',
];
const mostReportRows = 200_000;
const pageRows = 1_000;

export function auditService(deps: Pick<ApiDeps, 'audit'>) {
  return {
    async page(query: z.infer<typeof auditQuerySchema>): Promise<AuditPage> {
      const { cursor, action, limit, ...rest } = query;
      const items = await deps.audit.search({
        ...rest,
        ...(action === undefined ? {} : { actions: [action] }),
        ...(cursor === undefined ? {} : { before: Number(cursor) }),
        limit: limit + 1,
      });
      const shown = items.slice(0, limit);
      return { items: shown, nextCursor: items.length > limit ? String(shown.at(-1)?.seq) : null };
    },

    /** Every access of the period, newest first, as CSV. @throws KamertonError `too_large` */
    async accessReport(from: string, to: string): Promise<string> {
      const rows: string[][] = [['время (UTC)', 'кто', 'адрес', 'действие', 'объект', 'итог', 'подробности']];
      for (let before: number | undefined; ; ) {
        const page = await deps.audit.search({ from, to, actions: accesses, before, limit: pageRows });
        for (const row of page) {
          rows.push([
            row.at,
            row.actorLogin,
            row.ip,
            row.action,
            row.objectId ?? '(удалён)',
            row.result,
            Object.entries(row.details)
              .map(([name, value]) => `${name}=${value}`)
              .join(' '),
          ]);
        }
        if (rows.length > mostReportRows)
          throw new KamertonError('too_large', 'за этот период больше 200 000 обращений: сузьте период');
        if (page.length < pageRows) return csvOf(rows);
        before = page.at(-1)?.seq;
      }
    },
  };
}
