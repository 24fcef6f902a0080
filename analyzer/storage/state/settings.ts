/** Settings that people change while the product runs, kept as validated JSON. */
import type { z } from 'zod';
import { KamertonError } from '#platform';
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

    /** The value, or the given one when nobody has set any: of many who ask at once one sets it, and all get the same. */
    async readOrSet<T extends z.ZodType>(name: string, schema: T, first: z.input<T>): Promise<z.output<T>> {
      const known = await this.read(name, schema);
      if (known !== null) return known;
      await database
        .insertInto('settings')
        .values({ name, value: JSON.stringify(schema.parse(first)), updated_at: clock().toISOString() })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute();
      const kept = await this.read(name, schema);
      if (kept === null) throw new KamertonError('internal', `настройка ${name} не сохранилась`);
      return kept;
    },

    async write<T extends z.ZodType>(name: string, schema: T, value: z.input<T>): Promise<void> {
      const row = { value: JSON.stringify(schema.parse(value)), updated_at: clock().toISOString() };
      const query = database
        .insertInto('settings')
        .values({ name, ...row })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(row));
      await database.atomically([{ query }], { diskAside: true });
    },
  };
}
