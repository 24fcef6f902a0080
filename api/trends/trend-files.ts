/** Trends as a file: one table as CSV, all of them as CSV files in a ZIP, as a workbook or as a paper. */
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
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
  format: 'csv' | 'zip' | 'xlsx' | 'pdf',
  table: TableName = 'summary',
): Promise<TrendFile> {
  const { from, to } = ask.period;
  if (format === 'csv') {
    const made = await trendTable(deps, ask, table);
    return {
      name: `kamerton-${table}-${from}-${to}.csv`,
      mediaType: 'text/csv; charset=utf-8',
      content: csvOf(made),
    };
  }
  if (format === 'zip') {
    const content = await zipOf(await trendTables(deps, ask));
    return { name: `kamerton-${from}-${to}.zip`, mediaType: 'application/zip', content };
  }
  const [file] = await filesOf(await trendTables(deps, ask), ask, [format]);
  if (file === undefined) throw new Error('no file');
  return file;
}

const csvOf = ({ headings, rows }: TrendTable): Buffer =>
  Buffer.from(byteOrderMark + csvLine(headings) + rows.map((row) => csvLine(row)).join(''));

/** A CSV file a table, called like the sheets of the workbook, in the order of the page. */
function zipOf(tables: readonly TrendTable[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [i, table] of tables.entries()) zip.addBuffer(csvOf(table), `${i + 1}. ${table.title}.csv`);
  zip.end();
  return buffer(Readable.from(zip.outputStream));
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
