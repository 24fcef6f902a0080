/** Streams a table out: CSV, XLSX, JSON lines or Parquet; the memory does not grow with the rows. */
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { CallScope } from '../../../domain/call-scope.ts';
import type { FactsReader } from '../client.ts';
import { rawAnswer, streamScopedQuery } from '../query.ts';
import type { CallFilter } from '../screens/period.ts';
import { byteOrderMark, csvLine } from './csv.ts';
import { type Cell, cellsOf, type ExportTable, exportTables, type StoredRow } from './tables.ts';
import { xlsxStream } from './xlsx.ts';

export const exportFormatSchema = z.enum(['csv', 'xlsx', 'jsonl', 'parquet']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** Media types for whoever sends an export over HTTP. */
export const exportMediaTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jsonl: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
};

export interface ExportRequest {
  table: ExportTable;
  format: ExportFormat;
  filter: CallFilter;
  /** Called with the rows so far, about every thousandth of them; Parquet is made by the server and tells nothing. */
  onProgress?: ((rows: number) => void) | undefined;
}

/**
 * The table as a stream of bytes, to be piped at the reader's pace; destroying it ends the query. A reader of nothing gets
 * the headings alone (Parquet: nothing).
 * @throws KamertonError (also as the stream's error) when the store does not answer
 */
export async function exportTable(
  reader: FactsReader,
  scope: CallScope,
  { table, format, filter, onProgress }: ExportRequest,
): Promise<Readable> {
  const { query, columns } = exportTables[table];
  if (format === 'parquet') {
    const answer = await rawAnswer(reader, query, scope, filter, 'Parquet');
    return answer === null ? Readable.from([]) : (answer as Readable);
  }
  const batches = counted(streamScopedQuery(reader, query, scope, filter), onProgress);
  const cells = (row: StoredRow) => cellsOf(columns, row);
  const headings = columns.map(({ title }) => title);
  if (format === 'xlsx') return xlsxStream(headings, eachRow(batches, cells));
  return Readable.from(format === 'csv' ? csv(headings, batches, cells) : jsonLines(batches), { objectMode: false });
}

type Batches = AsyncIterable<StoredRow[]>;

async function* counted(batches: Batches, onProgress: ExportRequest['onProgress']): Batches & AsyncGenerator {
  let rows = 0;
  for await (const batch of batches) {
    rows += batch.length;
    onProgress?.(rows);
    yield batch;
  }
}

async function* eachRow(batches: Batches, cells: (row: StoredRow) => Cell[]) {
  for await (const batch of batches) for (const row of batch) yield cells(row);
}

async function* csv(headings: readonly string[], batches: Batches, cells: (row: StoredRow) => Cell[]) {
  yield byteOrderMark + csvLine(headings);
  for await (const batch of batches) yield batch.map((row) => csvLine(cells(row))).join('');
}

/** Lines are joined to pieces of about this size before they are sent. */
const bytesAtOnce = 16_384;

/** A sheet of one's own as a stream of bytes: CSV or XLSX; `rows` are asked for at the reader's pace. */
export function sheetStream(
  format: 'csv' | 'xlsx',
  headings: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
): Readable {
  if (format === 'xlsx') return xlsxStream(headings, rows[Symbol.asyncIterator]());
  return Readable.from(csvLines(headings, rows), { objectMode: false });
}

async function* csvLines(headings: readonly string[], rows: AsyncIterable<readonly Cell[]>) {
  let text = byteOrderMark + csvLine(headings);
  for await (const cells of rows) {
    text += csvLine(cells);
    if (text.length < bytesAtOnce) continue;
    yield text;
    text = '';
  }
  yield text;
}

async function* jsonLines(batches: Batches) {
  for await (const batch of batches) yield batch.map((row) => `${JSON.stringify(row)}\n`).join('');
}
