/** Trends as a file: one table as CSV, all of them as a workbook or as a paper. */
import { buffer } from 'node:stream/consumers';
import { byteOrderMark, csvLine, xlsxBook } from '#analyzer';
import type { TrendDeps } from './trend-answers.ts';
import { trendPdf } from './trend-pdf.ts';
import type { TrendAsk } from './trend-query.ts';
import { type TableName, type TrendTable, trendTable, trendTables } from './trend-tables.ts';

export interface TrendFile {
  /** Latin letters and digits only. */
  name: string;
  mediaType: string;
  content: Buffer;
}

/** Makes a file of the figures of a question. */
export async function trendFile(
  deps: TrendDeps,
  ask: TrendAsk,
  format: 'csv' | 'xlsx' | 'pdf',
  table: TableName = 'summary',
): Promise<TrendFile> {
  const { from, to } = ask.period;
  if (format === 'csv') {
    const made = await trendTable(deps, ask, table);
    const text = byteOrderMark + csvLine(made.headings) + made.rows.map((row) => csvLine(row)).join('');
    return {
      name: `kamerton-${table}-${from}-${to}.csv`,
      mediaType: 'text/csv; charset=utf-8',
      content: Buffer.from(text),
    };
  }
  const [file] = await filesOf(await trendTables(deps, ask), ask, [format]);
  if (file === undefined) throw new Error('no file');
  return file;
}

/** Files of tables that are made already. */
export async function filesOf(
  tables: readonly TrendTable[],
  { period }: Pick<TrendAsk, 'period'>,
  formats: readonly ('xlsx' | 'pdf')[],
): Promise<TrendFile[]> {
  const name = `kamerton-${period.from}-${period.to}`;
  return Promise.all(
    formats.map(async (format) =>
      format === 'pdf'
        ? { name: `${name}.pdf`, mediaType: 'application/pdf', content: await trendPdf(tables, period) }
        : {
            name: `${name}.xlsx`,
            mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
            content: await workbook(tables),
          },
    ),
  );
}

const workbook = (tables: readonly TrendTable[]): Promise<Buffer> =>
  buffer(
    xlsxBook(
      tables.map(({ title, headings, rows }) => ({
        sheetName: (part) => (part === 1 ? title : `${title} ${part}`),
        headings,
        rows: rowsOf(rows),
      })),
    ),
  );

async function* rowsOf<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}
