/** Opens clients of the ClickHouse driver with pinned settings: one that writes, one that only reads. */
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import type { FactsAddress } from './address.ts';
import { repeated } from './repeated.ts';

export type FactsClient = ClickHouseClient;
/** What readers get: a client that cannot insert. */
export type FactsReader = Pick<FactsClient, 'query' | 'exec' | 'close'>;

/** How long to wait for statements that read or rewrite whole tables: the server says nothing until their end. */
export const wholeTableMs = 3_600_000;

/**
 * Opens a client. An insert of rows that meets a lost connection is repeated: every key of ours is made of ids that do not
 * change, so what was stored already is stored once. Settings whose defaults moved between server versions are pinned here (storage
 * note, section 3).
 */
export function openFactsClient(address: FactsAddress, { requestTimeoutMs = 40_000 } = {}): FactsClient {
  const client = createClient({
    url: address.url,
    username: address.user,
    password: address.password,
    database: address.database,
    request_timeout: requestTimeoutMs,
    keep_alive: { enabled: true, idle_socket_ttl: 2_500 },
    compression: { request: false, response: false },
    application: 'kamerton',
    // The driver would print failed statements, and with them what they carry, to standard error.
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: {
      output_format_json_quote_64bit_integers: 0,
      date_time_input_format: 'best_effort',
      async_insert: 0,
      // A column that the table does not know is an error, not a value that vanishes.
      input_format_skip_unknown_fields: 0,
      // On a cluster: an insert is acknowledged when the shards have it, and what a question asks inside itself is asked of all
      // shards. Elsewhere they say nothing.
      distributed_foreground_insert: 1,
      distributed_product_mode: 'global',
      // All ask the first replica of a shard that is there, whichever server they ask: another one may not have yet what was just
      // written, and counts made of it would stay wrong.
      load_balancing: 'in_order',
      prefer_localhost_replica: 0,
      use_hedged_requests: 0,
      // What is copied inside the store is read whole and sorted onto its shards anew. Left to each shard it would be counted there
      // alone, and what is asked inside would be looked for in another database.
      parallel_distributed_insert_select: '0',
      max_execution_time: 30,
    },
  });
  const insert: FactsClient['insert'] = client.insert.bind(client);
  // A stream can be sent once only, and its sender repeats it; rows can be sent again.
  client.insert = ((request) =>
    Array.isArray(request.values) ? repeated(() => insert(request)) : insert(request)) as FactsClient['insert'];
  return client;
}

/** Opens a client for readers, under the reading account where there is one. */
export function openFactsReader(address: FactsAddress): FactsReader {
  return openFactsClient({ ...address, ...address.reader });
}
