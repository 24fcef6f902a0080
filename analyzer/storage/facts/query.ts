/** Named queries: SQL with typed placeholders as a value, run in one place that only reads and binds values on the server. */
import type { z } from 'zod';
import type { CallScope } from '../../domain/call-scope.ts';
import type { FactsReader } from './client.ts';
import { repeated } from './repeated.ts';
import { storeError } from './store-error.ts';

/** A query as a value: what it is called, its SQL, the schemas of what goes in and comes out, and its limits. */
export interface FactsQuery<P extends z.ZodObject = z.ZodObject, R extends z.ZodType = z.ZodType> {
  name: string;
  sql: string;
  /** Strict: a parameter that the query does not know is refused. */
  params: P;
  row: R;
  /** Most rows the query may return; more is an error, never a cut answer. */
  limit: number;
  /** Longest time the server may spend on it, seconds. */
  seconds: number;
}

/** A query that answers for one reader: it can only be run with the reader's scope. */
export interface ScopedQuery<P extends z.ZodObject = z.ZodObject, R extends z.ZodType = z.ZodType>
  extends FactsQuery<P, R> {
  scoped: true;
}

type Declared<P extends z.ZodObject, R extends z.ZodType> = Omit<FactsQuery<P, R>, 'seconds'> & { seconds?: number };

/** Condition that every query of calls for a reader holds; `operator_id` is that of the current run. */
export const inScope = '({scope_all:Bool} OR operator_id IN {scope_operators:Array(String)})';

const usualSeconds = 30;
/** A socket that a restarted server left behind must not cost the reader a page; an outage is said soon. */
const readPausesMs = [100, 400];
const declared = new Map<string, FactsQuery | ScopedQuery>();
/** Every query of the loaded files by its name; the tests walk them all. */
export const factsQueries: ReadonlyMap<string, FactsQuery | ScopedQuery> = declared;

/** Declares a query of the product itself: migrations, re-scoring, single calls that the caller may see. */
export function factsQuery<P extends z.ZodObject, R extends z.ZodType>(query: Declared<P, R>): FactsQuery<P, R> {
  if (declared.has(query.name)) throw new Error(`two queries are called ${query.name}`);
  const whole = { seconds: usualSeconds, ...query, params: query.params.strict() as unknown as P };
  declared.set(whole.name, whole);
  return whole;
}

/** Declares a query for a reader; its SQL must hold `inScope`. */
export function scopedQuery<P extends z.ZodObject, R extends z.ZodType>(query: Declared<P, R>): ScopedQuery<P, R> {
  if (!query.sql.includes(inScope)) throw new Error(`the query ${query.name} does not look at the reader's scope`);
  const whole = { ...factsQuery(query), scoped: true as const };
  declared.set(whole.name, whole);
  return whole;
}

/** The scope as bound values; null when nothing can be seen, and then nothing is asked. */
function scopeParams(scope: CallScope): { scope_all: boolean; scope_operators: readonly string[] } | null {
  if (scope.kind === 'all') return { scope_all: true, scope_operators: [] };
  if (scope.kind === 'operator') return { scope_all: false, scope_operators: [scope.operatorId] };
  if (scope.kind === 'teams' && scope.operatorIds.length > 0) {
    return { scope_all: false, scope_operators: scope.operatorIds };
  }
  return null;
}

/**
 * Runs a query: parameters and every row are validated, values are bound by the server, nothing can be written.
 * @throws KamertonError `store_unavailable` or `too_large` (time or row limit) in words for people
 */
export async function runFactsQuery<P extends z.ZodObject, R extends z.ZodType>(
  reader: FactsReader,
  query: FactsQuery<P, R> & { scoped?: never },
  params: z.input<P>,
): Promise<z.output<R>[]> {
  return rowsOf(reader, query, query.params.parse(params));
}

/** The same for a reader: calls out of scope are not seen; a reader of nothing gets nothing without the server being asked. */
export async function runScopedQuery<P extends z.ZodObject, R extends z.ZodType>(
  reader: FactsReader,
  query: ScopedQuery<P, R>,
  scope: CallScope,
  params: z.input<P>,
): Promise<z.output<R>[]> {
  const seen = scopeParams(scope);
  return seen === null ? [] : rowsOf(reader, query, { ...query.params.parse(params), ...seen });
}

async function rowsOf<R extends z.ZodType>(
  reader: FactsReader,
  query: FactsQuery<z.ZodObject, R>,
  params: Record<string, unknown>,
): Promise<z.output<R>[]> {
  try {
    const rows = await repeated(async () => {
      const result = await reader.query({
        query: `/* ${query.name} */ ${query.sql}`,
        query_params: params,
        format: 'JSONEachRow',
        // Held back until it is whole: a failure in its middle is then an error with its code, never a part of the rows.
        clickhouse_settings: { ...readingSettings(query), wait_end_of_query: 1 },
      });
      return result.json<unknown>();
    }, readPausesMs);
    return rows.map((row) => query.row.parse(row));
  } catch (error) {
    throw storeError(error, query.name);
  }
}

/**
 * The whole answer in the format RowBinary, for queries whose rows are too many to go through JSON; the caller reads them
 * with a `RowBinaryReader`.
 * @throws as `runFactsQuery`
 */
export async function binaryAnswer<P extends z.ZodObject, R extends z.ZodType>(
  reader: FactsReader,
  query: FactsQuery<P, R> & { scoped?: never },
  params: z.input<P>,
): Promise<Buffer> {
  const query_params = query.params.parse(params);
  try {
    return await repeated(async () => {
      const result = await reader.exec({
        query: `/* ${query.name} */ ${query.sql} FORMAT RowBinary`,
        query_params,
        clickhouse_settings: { ...readingSettings(query), wait_end_of_query: 1 },
      });
      const chunks: Buffer[] = [];
      for await (const chunk of result.stream) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    }, readPausesMs);
  } catch (error) {
    throw storeError(error, query.name);
  }
}

/** A raw answer of a query in a format of the server's own (Parquet), as it comes. */
export async function rawAnswer<P extends z.ZodObject, R extends z.ZodType>(
  reader: FactsReader,
  query: ScopedQuery<P, R>,
  scope: CallScope,
  params: z.input<P>,
  format: 'Parquet',
): Promise<NodeJS.ReadableStream | null> {
  const seen = scopeParams(scope);
  if (seen === null) return null;
  try {
    const result = await reader.exec({
      query: `/* ${query.name} */ ${query.sql} FORMAT ${format}`,
      query_params: { ...query.params.parse(params), ...seen },
      clickhouse_settings: readingSettings(query),
    });
    return result.stream;
  } catch (error) {
    throw storeError(error, query.name);
  }
}

/** Rows of a large answer one batch after another, at the reader's pace; memory does not grow with the answer. */
export async function* streamScopedQuery<P extends z.ZodObject, R extends z.ZodType>(
  reader: FactsReader,
  query: ScopedQuery<P, R>,
  scope: CallScope,
  params: z.input<P>,
): AsyncGenerator<z.output<R>[]> {
  const seen = scopeParams(scope);
  if (seen === null) return;
  try {
    const result = await reader.query({
      query: `/* ${query.name} */ ${query.sql}`,
      query_params: { ...query.params.parse(params), ...seen },
      format: 'JSONEachRow',
      clickhouse_settings: readingSettings(query),
    });
    for await (const rows of result.stream<unknown>()) yield rows.map((row) => query.row.parse(row.json()));
  } catch (error) {
    throw storeError(error, query.name);
  }
}

/** `readonly` 2: no write, though settings of the query itself; a client that goes away ends its query. */
const readingSettings = (query: FactsQuery) =>
  ({
    readonly: '2',
    cancel_http_readonly_queries_on_client_close: 1,
    max_execution_time: query.seconds,
    max_result_rows: String(query.limit),
    result_overflow_mode: 'throw',
    // A call stays in the partition of its day: partitions need not be merged with each other.
    do_not_merge_across_partitions_select_final: 1,
  }) as const;
