/**
 * Where rows really lie, for what is done to the stored tables themselves (rewriting, emptying): this server's tables, or the
 * `_local` ones on every shard and replica of a cluster. Questions and inserts need none of it: they go by the plain names.
 */
import type { FactsClient } from './client.ts';

export interface StoredParts {
  /** Absent: one server. */
  readonly cluster?: string;
  /** Engine of the tables that go by plain names, for LIKE. */
  readonly engine: string;
  /** Name of the table that holds the rows. */
  local(table: string): string;
  /** `ALTER TABLE` wherever the rows are; does not wait until parts are rewritten. */
  change(table: string, what: string): Promise<void>;
  empty(table: string): Promise<void>;
  /** Merges all parts of a table, so that replaced rows leave the disk. */
  merge(table: string): Promise<void>;
  /** Waits until every replica has what was inserted: a mutation on each asks its own copy. */
  replicated(table: string): Promise<void>;
}

/** Merging a big table takes as long as it takes. */
const settings = {
  mutations_sync: '0',
  allow_nondeterministic_mutations: 1,
  log_queries: 0,
  max_execution_time: 0,
} as const;
/** A server of the cluster that does not take a statement within this many seconds fails it. */
const clusterSettings = { ...settings, distributed_ddl_task_timeout: '600' } as const;

/** @param cluster name of the cluster, a plain identifier (the configuration checks it); absent: one server */
export function storedParts(client: FactsClient, cluster: string | undefined): StoredParts {
  if (cluster === undefined) {
    const run = async (query: string) => void (await client.command({ query, clickhouse_settings: settings }));
    return {
      engine: '%MergeTree',
      local: (table) => table,
      change: (table, what) => run(`ALTER TABLE ${table} ${what}`),
      empty: (table) => run(`TRUNCATE TABLE ${table}`),
      merge: (table) => run(`OPTIMIZE TABLE ${table} FINAL`),
      replicated: async () => {},
    };
  }
  const run = async (query: string) => void (await client.command({ query, clickhouse_settings: clusterSettings }));
  return {
    cluster,
    engine: 'Distributed',
    local: (table) => `${table}_local`,
    change: (table, what) => run(`ALTER TABLE ${table}_local ON CLUSTER ${cluster} ${what}`),
    empty: (table) => run(`TRUNCATE TABLE ${table}_local ON CLUSTER ${cluster}`),
    merge: (table) => run(`OPTIMIZE TABLE ${table}_local ON CLUSTER ${cluster} FINAL`),
    replicated: (table) => run(`SYSTEM SYNC REPLICA ON CLUSTER ${cluster} ${table}_local`),
  };
}
