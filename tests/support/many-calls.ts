/** A ledger of a hundred thousand calls that were not taken: made before the product starts, nothing processes them. */
import { join } from 'node:path';
import { sql } from 'kysely';
import { openStateDatabase } from '../../analyzer/storage/state/database.ts';

/** Older than everything that comes in later. Returns how many there are. */
export async function manyCalls(folder: string, count = 100_000): Promise<number> {
  const database = await openStateDatabase(join(folder, 'state', 'kamerton.sqlite'));
  await sql`
    WITH RECURSIVE rows(n, received) AS (
      SELECT 0, '2025-01-01T00:00:00.000Z'
      UNION ALL
      SELECT n + 1, strftime('%Y-%m-%dT%H:%M:%S.000Z', '2025-01-01', (n + 1) || ' minutes') FROM rows WHERE n < ${count - 1}
    )
    INSERT INTO calls (id, external_id, source, day, operator_id, operator_name, direction, started_at, received_at,
      duration, metadata, state, attempts, run, error_code, error_message, updated_at)
    SELECT printf('00000000-0000-4000-8000-%012x', n), 'старый-' || n, 'import', substr(received, 1, 10),
      'op-archive', 'Архивная', 'incoming', received, received, 60, '{"operator":{"id":"op-archive","name":"Архивная"}}',
      'refused', 1, 1, 'bad_input', 'файл повреждён', received
    FROM rows`.execute(database);
  await database.destroy();
  return count;
}
