/** Filters that a person keeps under a name, and may share with everybody who uses the page. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { StateDatabase } from './database.ts';

export interface SavedFilter {
  id: string;
  owner: string;
  page: string;
  name: string;
  query: string;
  shared: boolean;
}

export type SavedFilters = ReturnType<typeof savedFilters>;

const columns = ['id', 'owner', 'page', 'name', 'query', 'shared'] as const;

/** Saved filters over an open state database. */
export function savedFilters(database: StateDatabase, clock: () => Date = () => new Date()) {
  return {
    /** Keeps a filter; the same name of the same owner on the same page is replaced. */
    async save(
      owner: string,
      filter: Pick<SavedFilter, 'page' | 'name' | 'query'> & { shared?: boolean },
    ): Promise<SavedFilter> {
      const { query, name, page } = filter;
      const shared = filter.shared ? 1 : 0;
      const row = await database
        .insertInto('saved_filters')
        .values({ id: randomUUID(), owner, name, page, query, shared, created_at: clock().toISOString() })
        .onConflict((conflict) => conflict.columns(['owner', 'page', 'name']).doUpdateSet({ query, shared }))
        .returning(columns)
        .executeTakeFirstOrThrow();
      return toFilter(row);
    },

    /** One's own and the shared ones of a page (of every page when absent), by name. */
    async list(owner: string, page?: string): Promise<SavedFilter[]> {
      let query = database
        .selectFrom('saved_filters')
        .select(columns)
        .where((e) => e.or([e('owner', '=', owner), e('shared', '=', 1)]));
      if (page !== undefined) query = query.where('page', '=', page);
      return (await query.orderBy('name').orderBy('id').execute()).map(toFilter);
    },

    /** Changes one's own filter; null when the owner has no such filter, or has another one of that name. */
    async change(
      owner: string,
      id: string,
      change: { name?: string | undefined; query?: string | undefined; shared?: boolean | undefined },
    ): Promise<SavedFilter | null> {
      const row = await database
        .updateTable('saved_filters')
        .set({
          ...(change.name === undefined ? {} : { name: change.name }),
          ...(change.query === undefined ? {} : { query: change.query }),
          ...(change.shared === undefined ? {} : { shared: change.shared ? 1 : 0 }),
          owner,
        })
        .where('id', '=', id)
        .where('owner', '=', owner)
        .where((e) =>
          e.not(
            e.exists(
              database
                .selectFrom('saved_filters as other')
                .select('other.id')
                .where('other.owner', '=', owner)
                .where('other.page', '=', sql.ref<string>('saved_filters.page'))
                .where('other.name', '=', change.name ?? '')
                .where('other.id', '!=', id),
            ),
          ),
        )
        .returning(columns)
        .executeTakeFirst();
      return row ? toFilter(row) : null;
    },

    /** False when the owner has no such filter. */
    async remove(owner: string, id: string): Promise<boolean> {
      const result = await database
        .deleteFrom('saved_filters')
        .where('id', '=', id)
        .where('owner', '=', owner)
        .executeTakeFirst();
      return Number(result.numDeletedRows) > 0;
    },
  };
}

const toFilter = (row: { id: string; owner: string; page: string; name: string; query: string; shared: number }) => ({
  ...row,
  shared: Number(row.shared) === 1,
});
