/** Copies the audit log to the facts store, for searching. The numbers of the log have no gaps: the highest one tells how far it is. */
import { z } from 'zod';
import type { StateDatabase } from '../state/database.ts';
import type { FactsClient } from './client.ts';
import { factsQuery, runFactsQuery } from './query.ts';

const rowsAtOnce = 1_000;

const newestCopied = factsQuery({
  name: 'newest_copied_audit_row',
  sql: 'SELECT max(seq) AS seq FROM audit',
  params: z.object({}),
  row: z.object({ seq: z.number() }),
  limit: 1,
});

/** Copies what is new; twice, or from two processes at once, leaves each row once. Returns how many were copied. */
export async function copyAudit(database: StateDatabase, client: FactsClient): Promise<number> {
  const [newest] = await runFactsQuery(client, newestCopied, {});
  let seq = newest?.seq ?? 0;
  for (let copied = 0; ; ) {
    const rows = await database
      .selectFrom('audit_log')
      .selectAll()
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(rowsAtOnce)
      .execute();
    const last = rows.at(-1);
    if (!last) return copied;
    const values = rows.map(({ prev_hash: _, ...row }) => ({
      ...row,
      day: row.at.slice(0, 10),
      actor_id: row.actor_id ?? '',
      object_id: row.object_id ?? '',
    }));
    await client.insert({ table: 'audit', values, format: 'JSONEachRow' });
    copied += rows.length;
    seq = Number(last.seq);
  }
}
