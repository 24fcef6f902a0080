/** Migrations of the facts store on a real server: two at once, changed files, newer stores. */
import { expect, it } from 'vitest';
import { migrateFacts } from '../../../analyzer/storage/facts/migrate.ts';
import { readMigrations } from '../../../analyzer/storage/facts/migration-files.ts';
import { embeddedStore } from '../../support/embedded-store.ts';

const store = embeddedStore();

it('are applied once when three start at the same moment', async () => {
  const address = { ...store.server.address, database: 'kamerton' };
  await store.client.command({ query: 'DROP TABLE schema_migrations' });
  await Promise.all([migrateFacts(address), migrateFacts(address), migrateFacts(address)]);
  const result = await store.client.query({
    query: 'SELECT name FROM schema_migrations FINAL ORDER BY name',
    format: 'JSONEachRow',
  });
  const names = (await result.json<{ name: string }>()).map(({ name }) => name);
  expect(names).toEqual((await readMigrations()).map(({ name }) => name));
});

it.each([
  ['0001_calls.sql', /изменилась после применения/],
  ['9999_later.sql', /хранилище новее программы/],
])('refuse a store where %s has another text', async (name, message) => {
  const values = [{ name, checksum: 'x', applied_at: '2100-01-01 00:00:00' }];
  await store.client.insert({ table: 'schema_migrations', values, format: 'JSONEachRow' });
  await expect(migrateFacts(store.server.address)).rejects.toThrow(message);
  await store.client.command({ query: 'TRUNCATE TABLE schema_migrations' });
  await migrateFacts(store.server.address);
});
