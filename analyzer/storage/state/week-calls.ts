/** Judged calls of a stretch of days by operator: what the audit sample is drawn from. */
import type { StateDatabase } from './database.ts';
import { unindexed } from './unindexed.ts';

export interface WeekCall {
  id: string;
  day: string;
  operatorId: string;
  operatorName: string | null;
  /** When it began, or when it came in. ISO 8601. */
  at: string;
}

export type WeekCalls = ReturnType<typeof weekCalls>;

/** Reads them over an open state database. `operators` absent: of all. */
export function weekCalls(database: StateDatabase) {
  return async (from: string, to: string, operators?: readonly string[]): Promise<WeekCall[]> => {
    let query = database
      .selectFrom('calls')
      .select(['id', 'day', 'operator_id', 'operator_name', 'started_at', 'received_at'])
      .where(unindexed('state'), '=', 'done')
      .where('day', '>=', from)
      .where('day', '<=', to)
      .where('operator_id', 'is not', null);
    if (operators !== undefined) query = query.where('operator_id', 'in', operators);
    const rows = await query.execute();
    return rows.map((row) => ({
      id: row.id,
      day: row.day,
      operatorId: row.operator_id ?? '',
      operatorName: row.operator_name,
      at: row.started_at ?? row.received_at,
    }));
  };
}
