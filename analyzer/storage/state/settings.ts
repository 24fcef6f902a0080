/** Settings that people change while the product runs, kept as validated JSON. */
import type { z } from 'zod';
import type { StateDatabase } from './database.ts';
import { prepared } from './prepared.ts';

export type Settings = ReturnType<typeof settings>;

/** The settings over an open state database. */
export function settings(database: StateDatabase, clock: () => Date = () => new Date()) {
  const settingOf = prepared(database, ['name'], ({ name }) =>
    database.selectFrom('settings').select('value').where('name', '=', name),
  );

  return {
    /** The value, or null when nobody has set it. */
    async read<T extends z.ZodType>(name: string, schema: T): Promise<z.output<T> | null> {
      const [row] = await settingOf({ name });
      return row ? schema.parse(JSON.parse(row.value)) : null;
    },

    async write<T extends z.ZodType>(name: string, schema: T, value: z.input<T>): Promise<void> {
      const row = { value: JSON.stringify(schema.parse(value)), updated_at: clock().toISOString() };
      await database
        .insertInto('settings')
        .values({ name, ...row })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
        .execute();
    },
  };
}
