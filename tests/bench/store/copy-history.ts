/**
 * Multiplies a judged history inside the server: what is measured afterwards is the store, and judging half a million calls
 * would only heat the room. A copy is its original's facts under another id, on another day and of another operator.
 */
import { callMetadataSchema } from '../../../analyzer/domain/call.ts';
import { closeEnvelope, deterministicUuid, openEnvelope } from '../../../analyzer/platform/index.ts';
import type { LedgerCall } from '../../../analyzer/storage/state/ledger-call.ts';
import { rowsOf, type StoreBench } from './bench.ts';

const dayMs = 86_400_000;
const atOnce = 1_000;
/** Every third copy is of the same people: 54 operators in all, who have as many calls a day as real ones. */
const crews = ['', '-2', '-3'];
/** Their rows are sealed for their own id and written anew. */
const sealedTable = 'originals';
/** In the order in which the product writes them. */
export const copiedTables = ['call_words', 'segments', 'said_words', 'findings', 'criteria', 'runs', 'calls'];

/** A copy as the server is told of it. */
interface Copy {
  copy: number;
  source: string;
  id: string;
  analysis: string;
  /** Days between the original and the copy. */
  shift: number;
  crew: string;
}

/** Copies the calls that are there `copies` times. The same history gives the same copies. */
export async function copyHistory(bench: StoreBench, copies: number): Promise<void> {
  if (copies === 0) return;
  const originals = await rowsOf<{ id: string; day: string }>(
    bench,
    'SELECT toString(call_id) AS id, toString(day) AS day FROM calls FINAL ORDER BY day, call_id',
  );
  const run = (query: string, query_params: Record<string, unknown> = {}) =>
    bench.history.client.command({ query, query_params, clickhouse_settings: { max_execution_time: 0 } });
  await run(`CREATE TABLE bench_copies (copy UInt16, source UUID, id UUID, analysis UUID, shift Int32, crew String)
    ENGINE = MergeTree ORDER BY (copy, source)`);
  for (const table of copiedTables) {
    await run(`CREATE TABLE bench_${table} AS ${table}`);
    await run(`INSERT INTO bench_${table} SELECT * FROM ${table} FINAL`);
  }
  const statements = await Promise.all(copiedTables.map((table) => copyStatement(bench, table)));
  for (let copy = 1; copy <= copies; copy += 1) {
    const made = originals.map(({ id, day }) => copyOf(bench, id, day, copy));
    await bench.history.client.insert({ table: 'bench_copies', values: made, format: 'JSONEachRow' });
    await copySealed(bench, made);
    for (const statement of statements) await run(statement, { copy });
    await copyLedger(bench, made);
  }
  for (const name of ['copies', ...copiedTables]) await run(`DROP TABLE bench_${name} SYNC`);
}

/** Moved by whole weeks, round the span of the history: a copy falls on the same day of the week. */
function copyOf({ today, months }: StoreBench, source: string, day: string, copy: number): Copy {
  const end = Date.parse(today);
  const begin = new Date(end);
  begin.setUTCMonth(begin.getUTCMonth() - months);
  const span = Math.floor((end - begin.getTime()) / dayMs / 7) * 7;
  const offset = (Date.parse(day) - begin.getTime()) / dayMs;
  const id = deterministicUuid('copy', source, String(copy));
  const crew = crews[copy % crews.length] ?? '';
  return { copy, source, id, analysis: deterministicUuid(id, '1'), shift: ((offset + copy * 7) % span) - offset, crew };
}

const changed: Record<string, string> = {
  day: 'addDays(t.day, m.shift)',
  started_at: 'addDays(t.started_at, m.shift)',
  call_id: 'm.id',
  analysis_id: 'm.analysis',
  transcript_id: 'm.analysis',
  external_id: "concat(t.external_id, '-', toString(m.copy))",
  operator_id: 'concat(t.operator_id, m.crew)',
  operator_name: 'concat(t.operator_name, m.crew)',
};
/** The server gives them to new rows. */
const givenByServer = ['written_at', 'earliness'];

async function copyStatement(bench: StoreBench, table: string): Promise<string> {
  const columns = (
    await rowsOf<{ name: string }>(
      bench,
      `SELECT name FROM system.columns WHERE database = currentDatabase() AND table = '${table}'
         AND default_kind NOT IN ('ALIAS', 'MATERIALIZED') ORDER BY position`,
    )
  )
    .map(({ name }) => name)
    .filter((name) => !givenByServer.includes(name));
  return `INSERT INTO ${table} (${columns.join(', ')})
    SELECT ${columns.map((name) => changed[name] ?? `t.${name}`).join(', ')} FROM bench_${table} AS t
    INNER JOIN (SELECT * FROM bench_copies WHERE copy = {copy:UInt16}) AS m ON m.source = t.call_id`;
}

async function copySealed(bench: StoreBench, copies: readonly Copy[]): Promise<void> {
  const { client, privacyKeys } = bench.history;
  for (let from = 0; from < copies.length; from += atOnce) {
    const page = new Map(copies.slice(from, from + atOnce).map((copy) => [copy.source, copy]));
    const answer = await client.query({
      query: 'SELECT * FROM originals FINAL WHERE call_id IN {ids:Array(UUID)}',
      query_params: { ids: [...page.keys()] },
      format: 'JSONEachRow',
    });
    const rows = await answer.json<{ day: string; call_id: string; sealed: string }>();
    const values = rows.flatMap((row) => {
      const copy = page.get(row.call_id);
      if (copy === undefined) return [];
      const { id: call_id, analysis: analysis_id } = copy;
      const words = row.sealed === '' ? null : openEnvelope(privacyKeys, row.sealed, row.call_id);
      const sealed = words === null ? '' : closeEnvelope(privacyKeys, words, call_id);
      return [{ ...row, day: movedDay(row.day, copy.shift), call_id, analysis_id, sealed }];
    });
    await client.insert({ table: sealedTable, values, format: 'JSONEachRow' });
  }
}

async function copyLedger({ history }: StoreBench, copies: readonly Copy[]): Promise<void> {
  for (let from = 0; from < copies.length; from += atOnce) {
    const page = copies.slice(from, from + atOnce);
    const known = await history.ledger.doneAmong(page.map(({ source }) => source));
    await history.ledger.receiveDone(
      page.flatMap((copy) => {
        const call = known.get(copy.source);
        return call === undefined ? [] : [ledgerCopy(call, copy)];
      }),
    );
  }
}

function ledgerCopy(call: LedgerCall, { id, copy, shift, crew }: Copy) {
  const { operator, started_at: startedAt, ...rest } = call.metadata;
  const metadata = callMetadataSchema.parse({
    ...rest,
    ...(startedAt === undefined ? {} : { started_at: movedMoment(startedAt, shift) }),
    ...(operator === undefined ? {} : { operator: { ...operator, id: `${operator.id}${crew}` } }),
  });
  return {
    id,
    externalId: `${call.externalId}-${copy}`,
    source: call.source,
    metadata,
    day: movedDay(call.day, shift),
    receivedAt: movedMoment(call.receivedAt, shift),
    duration: call.duration ?? 0,
  };
}

const movedDay = (day: string, shift: number) => new Date(Date.parse(day) + shift * dayMs).toISOString().slice(0, 10);
/** «2026-03-01T10:00:00+03:00» keeps its local time and offset. */
const movedMoment = (moment: string, shift: number) => `${movedDay(moment.slice(0, 10), shift)}${moment.slice(10)}`;
