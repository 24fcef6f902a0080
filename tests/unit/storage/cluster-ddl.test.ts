/** The migrations as a cluster needs them, as text. */
import { describe, expect, it } from 'vitest';
import { clusterStatements } from '../../../analyzer/storage/facts/cluster-ddl.ts';
import { readMigrations, statementsOf } from '../../../analyzer/storage/facts/migration-files.ts';
import { isServerNewEnough } from '../../../analyzer/storage/facts/server-version.ts';

const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();
const on = (statement: string) => clusterStatements(statement, 'main').map(squeezed);

describe('a statement on a cluster', () => {
  it('makes a replicated table on each shard and a distributed one with the old name', () => {
    const table = `-- why
      CREATE TABLE IF NOT EXISTS calls (
        day Date,
        call_id UUID, -- note
        version UInt64 CODEC(Delta, ZSTD(1))
      ) ENGINE = ReplacingMergeTree(version)
      PARTITION BY toYYYYMM(day) ORDER BY (day, call_id) SETTINGS fsync_after_insert = 1`;
    expect(on(table)).toEqual([
      "CREATE TABLE IF NOT EXISTS calls_local ON CLUSTER main ( day Date, call_id UUID, version UInt64 CODEC(Delta, ZSTD(1)) ) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/calls_local', '{replica}', version) PARTITION BY toYYYYMM(day) ORDER BY (day, call_id) SETTINGS fsync_after_insert = 1",
      'CREATE TABLE IF NOT EXISTS calls ON CLUSTER main AS calls_local ENGINE = Distributed(main, currentDatabase(), calls_local, cityHash64(call_id))',
    ]);
  });

  it('changes columns of both tables, settings of the shards alone', () => {
    expect(
      on("ALTER TABLE calls ADD COLUMN IF NOT EXISTS dropped String DEFAULT '' CODEC(Delta, ZSTD(3)) AFTER sound"),
    ).toEqual([
      "ALTER TABLE calls_local ON CLUSTER main ADD COLUMN IF NOT EXISTS dropped String DEFAULT '' CODEC(Delta, ZSTD(3)) AFTER sound",
      "ALTER TABLE calls ON CLUSTER main ADD COLUMN IF NOT EXISTS dropped String DEFAULT '' AFTER sound",
    ]);
    expect(on('ALTER TABLE calls MODIFY SETTING a = 1')).toEqual([
      'ALTER TABLE calls_local ON CLUSTER main MODIFY SETTING a = 1',
    ]);
  });

  it('makes views everywhere and leaves rows as they are', () => {
    expect(on('CREATE OR REPLACE VIEW v AS\nSELECT 1')).toEqual([
      'CREATE OR REPLACE VIEW v ON CLUSTER main AS SELECT 1',
    ]);
    expect(on('INSERT INTO calls SELECT 1')).toEqual(['INSERT INTO calls SELECT 1']);
  });

  it('refuses a statement it does not know, and a cluster that is no name', () => {
    expect(() => on('DROP TABLE calls')).toThrow(/no cluster variant/);
    for (const name of ["main' DROP", '', 'a-b', '1a']) {
      expect(() => clusterStatements('INSERT INTO a SELECT 1', name)).toThrow(/имя кластера/);
    }
  });
});

it('is there for every statement of every migration', async () => {
  const files = await readMigrations();
  const statements = files.flatMap(({ sql }) => statementsOf(sql));
  expect(statements.length).toBeGreaterThan(10);
  for (const statement of statements) {
    const made = clusterStatements(statement, 'main');
    expect(made.length).toBeGreaterThan(0);
    for (const one of made) if (!one.startsWith('INSERT')) expect(one).toContain(' ON CLUSTER main ');
  }
});

it.each([
  ['26.7.2.1', true],
  ['25.8.1.5101', true],
  ['25.7.9.1', false],
  ['24.12.1.1', false],
  ['nonsense', false],
])('a server of version %s is new enough: %s', (version, enough) => {
  expect(isServerNewEnough(version)).toBe(enough);
});
