/** Calls whose words were deleted before: what decisions and disputes still quoted of them goes too. */
import { type Kysely, type Migration, sql } from 'kysely';

const places = [
  { table: 'finding_reviews', column: 'anchor', quotes: ['text'], written: [] },
  { table: 'finding_reviews', column: 'range', quotes: ['quote'], written: [] },
  { table: 'review_events', column: 'decision', quotes: ['quote'], written: ['text'] },
  { table: 'disputes', column: 'anchor', quotes: ['text'], written: [] },
] as const;
const erasedCalls = sql`SELECT id FROM calls WHERE words_deleted_at IS NOT NULL`;

export const erasedQuotes: Migration = {
  async up(db: Kysely<unknown>) {
    for (const { table, column, quotes, written } of places) {
      const [rowsOf, value] = [sql.table(table), sql.ref(column)];
      const { rows } = await sql<{ id: string; value: string }>`SELECT id, ${value} AS value FROM ${rowsOf}
        WHERE ${value} IS NOT NULL AND call_id IN (${erasedCalls})`.execute(db);
      for (const row of rows) {
        const kept = JSON.parse(row.value) as Record<string, unknown>;
        for (const name of quotes) if (name in kept) kept[name] = '';
        for (const name of written) if (name in kept && kept[name] !== '') kept[name] = 'удалено';
        await sql`UPDATE ${rowsOf} SET ${value} = ${JSON.stringify(kept)} WHERE id = ${row.id}`.execute(db);
      }
    }
    await sql`UPDATE disputes SET resolution = 'удалено'
      WHERE resolution IS NOT NULL AND call_id IN (${erasedCalls})`.execute(db);
  },
};
