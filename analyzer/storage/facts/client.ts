/** The only file that knows the ClickHouse driver: opens the client with pinned settings and runs named queries. */
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import type { z } from 'zod';
import type { FactsAddress } from './address.ts';

export type FactsClient = ClickHouseClient;

/** Opens a client. Settings whose defaults moved between server versions are pinned here (storage note, section 3). */
export function openFactsClient(address: FactsAddress): FactsClient {
  return createClient({
    url: address.url,
    username: address.user,
    password: address.password,
    database: address.database,
    request_timeout: 40_000,
    keep_alive: { enabled: true, idle_socket_ttl: 2_500 },
    compression: { request: false, response: false },
    application: 'kamerton',
    // The driver would print failed statements, and with them what they carry, to standard error.
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: {
      output_format_json_quote_64bit_integers: 0,
      date_time_input_format: 'best_effort',
      async_insert: 0,
      max_execution_time: 30,
    },
  });
}

/** A query as a value: what it is called, its SQL with typed placeholders, and the schemas of what goes in and comes out. */
export interface FactsQuery<P extends z.ZodType, R extends z.ZodType> {
  name: string;
  sql: string;
  params: P;
  row: R;
  /** Most rows the query may return. */
  limit: number;
}

/** Declares a query; exists for its type inference. */
export function factsQuery<P extends z.ZodType, R extends z.ZodType>(query: FactsQuery<P, R>): FactsQuery<P, R> {
  return query;
}

/** Runs a named query: parameters and every row are validated; values are bound by the server, never concatenated. */
export async function runFactsQuery<P extends z.ZodType, R extends z.ZodType>(
  client: FactsClient,
  query: FactsQuery<P, R>,
  params: z.input<P>,
): Promise<z.output<R>[]> {
  const result = await client.query({
    query: `/* ${query.name} */ ${query.sql}`,
    query_params: query.params.parse(params) as Record<string, unknown>,
    format: 'JSONEachRow',
    clickhouse_settings: { max_result_rows: String(query.limit), result_overflow_mode: 'throw' },
  });
  const rows = await result.json<unknown>();
  return rows.map((row) => query.row.parse(row));
}
