/** Filters that a person keeps under a name. */
import { randomUUID } from 'node:crypto';
import type { StateDatabase } from './database.ts';

export interface SavedFilter {
  id: string;
  page: string;
  name: string;
  query: string;
}

export type SavedFilters = ReturnType<typeof savedFilters>;

/** Saved filters over an open state database. */
export function savedFilters(database: StateDatabase, clock: () => Date = () => new Date()) {
  return {
    /** Keeps a filter; the same name on the same page is replaced. */
    async save(owner: string, filter: Omit<SavedFilter, 'id'>): Promise<SavedFilter> {
      const row = { id: randomUUID(), owner, ...filter, created_at: clock().toISOString() };
      return database
        .insertInto('saved_filters')
        .values(row)
        .onConflict((conflict) => conflict.columns(['owner', 'page', 'name']).doUpdateSet({ query: filter.query }))
        .returning(['id', 'page', 'name', 'query'])
        .executeTakeFirstOrThrow();
    },

    /** Those of one person on one page, by name. */
    async list(owner: string, page: string): Promise<SavedFilter[]> {
      return database
        .selectFrom('saved_filters')
        .select(['id', 'page', 'name', 'query'])
        .where('owner', '=', owner)
        .where('page', '=', page)
        .orderBy('name')
        .execute();
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
