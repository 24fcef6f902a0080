/** Which table a statement writes to, and when a version of tables is another one. */
import { expect, test } from 'vitest';
import { tableChanges, writtenTable } from '../../../analyzer/storage/state/table-changes.ts';

test.each([
  ['select "id" from "calls" where "id" = ?', null],
  ['\n  WITH RECURSIVE people(id) AS (SELECT 1) SELECT id FROM people', null],
  ['insert into "calls" ("id") values (?) on conflict ("id") do nothing', 'calls'],
  ['update "review_items" set "state" = ?', 'review_items'],
  ['update "calls" set "run" = ? returning "run"', 'calls'],
  ['update "sessions" set "last_seen_at" = ? where "token_hash" = ?', null],
  ['update "sessions" set "user_id" = ? where "token_hash" = ?', 'sessions'],
  ['delete from "leases" where "name" = ?', 'leases'],
  // Rows of other tables go with it.
  ['delete from "teams" where "id" = ?', 'any'],
  ['with gone as (select 1) delete from "calls"', 'any'],
  ['insert or replace into "calls" values (?)', 'any'],
  ['create table "x" ("id" text)', 'any'],
  ['commit', 'any'],
])('%j writes %s', (sql, table) => expect(writtenTable(sql)).toBe(table));

test('a version moves with a write to its own tables, with a delete, and with a commit of others', () => {
  let others = 1;
  const changes = tableChanges(() => others);
  const run = (sql: string) => changes.counted(sql, () => 7)();
  const first = changes.versionOf(['calls', 'claims']);
  expect(run('select 1')).toBe(7);
  run('update "users" set "name" = ?');
  expect(changes.versionOf(['calls', 'claims'])).toBe(first);
  run('update "claims" set "holder" = ?');
  const second = changes.versionOf(['calls', 'claims']);
  expect(second).not.toBe(first);
  run('delete from "users"');
  const third = changes.versionOf(['calls', 'claims']);
  expect(third).not.toBe(second);
  others = 2;
  expect(changes.versionOf(['calls', 'claims'])).not.toBe(third);
});

test('a write that fails half-way counts', () => {
  const changes = tableChanges(() => 1);
  const before = changes.versionOf(['calls']);
  const broken = changes.counted('update "calls" set "run" = ?', () => {
    throw new Error('disk');
  });
  expect(() => broken()).toThrow('disk');
  expect(changes.versionOf(['calls'])).not.toBe(before);
});
