/** Searching the audit log: newest first, by who, what, about what and when. */
import type { AuditAction, AuditResult } from '../../domain/audit.ts';
import { type ChainedRow, fromTable } from './audit-rows.ts';
import type { StateDatabase } from './database.ts';

export interface AuditQuery {
  /** Login or a part of it. */
  actor?: string | undefined;
  actions?: readonly AuditAction[] | undefined;
  /** Id of the object, as the product knows it. */
  object?: string | undefined;
  result?: AuditResult | undefined;
  /** Instants, both inclusive. */
  from?: string | undefined;
  to?: string | undefined;
  /** Rows before this number. */
  before?: number | undefined;
  limit: number;
}

/** A row with the object's id where it is not forgotten. */
export type FoundRow = Omit<ChainedRow, 'prevHash' | 'rowHash'>;

export type AuditSearch = ReturnType<typeof auditSearch>;

/** The search over an open state database. */
export function auditSearch(database: StateDatabase) {
  return async (query: AuditQuery): Promise<FoundRow[]> => {
    let rows = database
      .selectFrom('audit_log')
      .leftJoin('audit_objects', 'audit_objects.ref', 'audit_log.object_id')
      .selectAll('audit_log')
      .select('audit_objects.id as known_id')
      .orderBy('seq', 'desc')
      .limit(query.limit);
    const { actor, actions, object, result, from, to, before } = query;
    if (actor !== undefined) rows = rows.where('actor_login', 'like', `%${actor.replaceAll(/[%_]/g, '')}%`);
    if (actions !== undefined) rows = rows.where('action', 'in', actions);
    if (object !== undefined)
      rows = rows.where((e) => e.or([e('audit_objects.id', '=', object), e('audit_log.object_id', '=', object)]));
    if (result !== undefined) rows = rows.where('result', '=', result);
    if (from !== undefined) rows = rows.where('at', '>=', from);
    if (to !== undefined) rows = rows.where('at', '<=', to);
    if (before !== undefined) rows = rows.where('seq', '<', before);
    return (await rows.execute()).map(({ known_id: known, ...row }) => {
      const { prevHash: _, rowHash: __, ...found } = fromTable(row);
      const forgettable = found.objectKind === 'call' || found.objectKind === 'subject';
      return { ...found, objectId: forgettable ? known : found.objectId };
    });
  };
}
