/** Whole tables of the facts store as compressed text, out and in; every row that was taken out is counted when it comes back. */
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { KamertonError } from '#platform';
import type { FactsClient } from './client.ts';
import { rolledTables } from './day-rolls.ts';
import { factsQuery, runFactsQuery } from './query.ts';
import { storeError } from './store-error.ts';

/**
 * Not kept: what is being erased; the list of migrations, which is made by migrating; copies of days, which are made of the calls and
 * last a month.
 */
const notKept = ['erasing', 'schema_migrations', ...rolledTables].map((table) => `'${table}'`).join(', ');

/** Tables with rows of their own. */
const ownTables = factsQuery({
  name: 'own_tables',
  sql: `SELECT name, engine LIKE '%Replacing%' AS replacing FROM system.tables
        WHERE database = currentDatabase() AND engine LIKE '%MergeTree' AND NOT endsWith(name, '_local')
          AND name NOT IN (${notKept}) ORDER BY name = 'calls' DESC, name`,
  params: z.object({}),
  row: z.object({
    name: z.string().regex(/^[a-z_][a-z0-9_]*$/),
    replacing: z.union([z.boolean(), z.number()]).transform(Boolean),
  }),
  limit: 1_000,
});

export interface OwnTable {
  name: string;
  replacing: boolean;
}

/**
 * The tables in the order in which they must be taken out of a store that is being written to: calls first. A call's row is
 * written last, so whatever is taken out after it holds all of the call.
 */
export const tablesOf = (client: FactsClient): Promise<OwnTable[]> => runFactsQuery(client, ownTables, {});

/** Text with names and types: it outlives versions of the server, and its rows can be counted. */
const format = 'TabSeparatedWithNamesAndTypes';
const headLines = 2;

/** A table as a stream of gzip; `rows` tells how many once the stream has ended. */
export async function dumpTable(
  client: FactsClient,
  table: OwnTable,
): Promise<{ stream: Readable; rows: () => number }> {
  const rows = rowCounter(table.name);
  try {
    const answer = await client.exec({
      query: `SELECT * FROM ${table.name}${table.replacing ? ' FINAL' : ''} FORMAT ${format}`,
      clickhouse_settings: { max_execution_time: 0, log_queries: 0, output_format_tsv_crlf_end_of_line: 0 },
    });
    const zipped = createGzip({ level: 1 });
    const fail = (error: Error) => void zipped.destroy(storeError(error, table.name));
    answer.stream.on('error', fail).pipe(rows.stream).on('error', fail).pipe(zipped);
    return { stream: zipped, rows: rows.count };
  } catch (error) {
    throw storeError(error, table.name);
  }
}

/**
 * Puts a table back from what `dumpTable` gave. May be repeated: rows are the same ones.
 * @throws KamertonError `store_unavailable` when the store did not take `rows` rows
 */
export async function loadTable(client: FactsClient, name: string, zipped: Readable, rows: number): Promise<void> {
  const plain = createGunzip();
  zipped.on('error', (error) => plain.destroy(error)).pipe(plain);
  try {
    const counted = rowCounter(name);
    plain.on('error', (error) => counted.stream.destroy(error)).pipe(counted.stream);
    await client.insert({
      table: name,
      values: counted.stream,
      format,
      clickhouse_settings: { max_execution_time: 0, max_partitions_per_insert_block: '0', log_queries: 0 },
    });
    if (counted.count() !== rows) throw cut(name);
  } catch (error) {
    throw storeError(error, name);
  }
}

/** Rows of a table as they count. */
export async function countRows(client: FactsClient, table: OwnTable): Promise<number> {
  const answer = await client.query({
    query: `SELECT count() AS n FROM ${table.name}${table.replacing ? ' FINAL' : ''}`,
    format: 'JSONEachRow',
  });
  return z.array(z.object({ n: z.coerce.number() })).parse(await answer.json())[0]?.n ?? 0;
}

const cut = (table: string) =>
  new KamertonError('store_unavailable', `таблица ${table} прочитана не целиком: хранилище оборвало ответ; повторите`);

const [tab, newline] = [9, 10];

/**
 * Lets text pass and counts its rows. Within values tabs and line breaks are written as `\t` and `\n`, so that every line
 * has the same number of tabs: an error that the server writes into an answer it has begun is seen by that.
 */
function rowCounter(table: string): { stream: Transform; count: () => number } {
  let lines = 0;
  let tabs = 0;
  let tabsOfHead = -1;
  let lastByte = newline;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      for (let at = 0; at < chunk.length; at += 1) {
        const byte = chunk[at];
        if (byte === tab) tabs += 1;
        else if (byte === newline) {
          if (lines === 0) tabsOfHead = tabs;
          lines += 1;
        }
      }
      lastByte = chunk[chunk.length - 1] ?? lastByte;
      done(null, chunk);
    },
    flush(done) {
      const whole = lastByte === newline && lines >= headLines && tabs === lines * tabsOfHead;
      done(whole ? null : cut(table));
    },
  });
  return { stream, count: () => Math.max(0, lines - headLines) };
}
