/**
 * Where rows really lie, for what is done to the stored tables themselves (rewriting, emptying): this server's tables, or the
 * `_local` ones on every shard and replica of a cluster. Questions and inserts need none of it: they go by the plain names.
 */
import type { FactsAddress } from './address.ts';
import type { FactsClient } from './client.ts';

export interface StoredParts {
  /** Absent: one server. */
  readonly cluster?: string;
  /** Engine of the tables that go by plain names, for LIKE. */
  readonly engine: string;
  /** Name of the table that holds the rows. */
  local(table: string): string;
  /**
   * Names for what a mutation asks inside itself, of the rows beside it and of all rows. On a cluster it runs in no database of
   * ours.
   */
  beside(table: string): string;
  everywhere(table: string): string;
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
/**
 * A server of the cluster that does not take a statement within this many seconds fails it. The answer waits: an error would come
 * as a broken connection otherwise.
 */
const clusterSettings = { ...settings, distributed_ddl_task_timeout: '600', wait_end_of_query: 1 } as const;

/** @param address where the store is: its cluster is a plain identifier (the configuration checks it); absent: one server */
export function storedParts(
  client: FactsClient,
  address: Pick<FactsAddress, 'database' | 'cluster'> | undefined,
): StoredParts {
  if (address?.cluster === undefined) {
    const run = async (query: string) => void (await client.command({ query, clickhouse_settings: settings }));
    return {
      engine: '%MergeTree',
      local: (table) => table,
      beside: (table) => table,
      everywhere: (table) => table,
      change: (table, what) => run(`ALTER TABLE ${table} ${what}`),
      empty: (table) => run(`TRUNCATE TABLE ${table}`),
      merge: (table) => run(`OPTIMIZE TABLE ${table} FINAL`),
      replicated: async () => {},
    };
  }
  const { cluster, database } = address;
  const run = async (query: string) => void (await client.command({ query, clickhouse_settings: clusterSettings }));
  return {
    cluster,
    engine: 'Distributed',
    local: (table) => `${table}_local`,
    beside: (table) => `${database}.${table}_local`,
    everywhere: (table) => `${database}.${table}`,
    change: (table, what) => run(`ALTER TABLE ${table}_local ON CLUSTER ${cluster} ${what}`),
    empty: (table) => run(`TRUNCATE TABLE ${table}_local ON CLUSTER ${cluster}`),
    merge: (table) => run(`OPTIMIZE TABLE ${table}_local ON CLUSTER ${cluster} FINAL`),
    replicated: (table) => run(`SYSTEM SYNC REPLICA ON CLUSTER ${cluster} ${database}.${table}_local`),
  };
}
