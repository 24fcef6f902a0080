/** XLSX written as it is read: sheets of inline texts and numbers, no formula can occur; memory does not grow with the rows. */
import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Cell } from './tables.ts';

/** Excel's limits: rows of a sheet with the heading, characters of a cell. */
const rowsOfSheet = 1_048_576;
const charactersOfCell = 32_767;
/** Rows joined into one piece of text. */
const rowsAtOnce = 500;

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Characters that XML 1.0 cannot carry, lone surrogates among them. */
const unwritable = /(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]|\p{Surrogate}/gu;
const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };
const xmlText = (text: string) =>
  text
    .slice(0, charactersOfCell)
    .replace(unwritable, '')
    .replace(/[&<>"\r]/g, (sign) => signs[sign] ?? sign);

/** Excel counts days from here (its 1900 calendar, right from March 1900 on). */
const firstDay = Date.UTC(1899, 11, 30);
/** Formats of cells, by their place in `styles`. */
const styleOf = { day: 1, moment: 2, heading: 3 } as const;

/** A local moment as Excel counts it; what is no moment stays a text. */
function momentCell(local: string): string {
  const at = Date.parse(`${local.replace(' ', 'T')}${local.length > 10 ? 'Z' : ''}`);
  if (Number.isNaN(at)) return xlsxCell(local);
  const style = local.length > 10 ? styleOf.moment : styleOf.day;
  return `<c s="${style}"><v>${(at - firstDay) / 86_400_000}</v></c>`;
}

function xlsxCell(value: Cell): string {
  if (value === null || value === '') return '<c/>';
  if (typeof value === 'number') return `<c><v>${value}</v></c>`;
  if (typeof value === 'boolean') return `<c t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === 'object') return momentCell(value.local);
  return `<c t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`;
}
const xlsxRow = (cells: readonly Cell[]) => `<row>${cells.map(xlsxCell).join('')}</row>`;
const headRow = (headings: readonly string[]) =>
  xlsxRow(headings).replaceAll('<c t="inlineStr">', `<c s="${styleOf.heading}" t="inlineStr">`);

/** One table of a workbook. */
export interface BookTable {
  /** Name of its sheet number `part`: 1, and more where the rows do not fit on one; 31 characters at most. */
  sheetName: (part: number) => string;
  headings: readonly string[];
  rows: AsyncIterator<readonly Cell[]>;
}

/** A workbook of one table; more rows than a sheet takes go on on the next sheet, under the same heading. */
export const xlsxStream = (headings: readonly string[], rows: AsyncIterator<readonly Cell[]>): Readable =>
  xlsxBook([{ sheetName: (part) => `Лист ${part}`, headings, rows }]);

/** A workbook of several tables, each with sheets of its own. */
export function xlsxBook(tables: readonly BookTable[]): Readable {
  const zip = new ZipFile();
  // yazl hands out a stream of its own; errors of the rows must reach the reader through it.
  const out = new PassThrough();
  zip.outputStream.pipe(out);
  zip.on('error', (error: Error) => out.destroy(error));
  void writeBook(zip, tables).catch((error: Error) => out.destroy(error));
  return out;
}

async function writeBook(zip: ZipFile, tables: readonly BookTable[]) {
  const names: string[] = [];
  for (const { sheetName, headings, rows } of tables) {
    let part = 0;
    let next = await rows.next();
    do {
      part += 1;
      names.push(sheetName(part));
      const sheet = sheetOf(headings, rows, next, (after) => {
        next = after;
      });
      await new Promise<void>((written, failed) => {
        const stream = Readable.from(sheet, { objectMode: false }).once('error', failed).once('close', written);
        zip.addReadStream(stream, `xl/worksheets/sheet${names.length}.xml`);
      });
    } while (next.done !== true);
  }
  for (const [name, text] of Object.entries(bookParts(names))) zip.addBuffer(Buffer.from(text), name);
  zip.end();
}

/** Text of one sheet; `left` is told the first row that no longer fits, or that there is none. */
async function* sheetOf(
  headings: readonly string[],
  rows: AsyncIterator<readonly Cell[]>,
  first: IteratorResult<readonly Cell[]>,
  left: (next: IteratorResult<readonly Cell[]>) => void,
): AsyncGenerator<string> {
  yield `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="${headings.length}" width="20" customWidth="1"/></cols><sheetData>${headRow(headings)}`;
  let next = first;
  let text = '';
  for (let count = 1; next.done !== true && count < rowsOfSheet; count += 1) {
    text += xlsxRow(next.value);
    if (count % rowsAtOnce === 0) {
      yield text;
      text = '';
    }
    next = await rows.next();
  }
  yield `${text}</sheetData></worksheet>`;
  left(next);
}

/** General, day, moment, heading: the order that `styleOf` counts in. */
const styles = `${head}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="165" formatCode="dd\\.mm\\.yyyy\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`;

function bookParts(names: readonly string[]): Record<string, string> {
  const numbers = names.map((_, i) => i + 1);
  const override = (part: string, type: string) =>
    `<Override PartName="${part}" ContentType="${sheetType}.${type}+xml"/>`;
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const relations = (list: string) => `${head}<Relationships xmlns="${packages}/relationships">${list}</Relationships>`;
  return {
    '[Content_Types].xml': `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('/xl/workbook.xml', 'sheet.main')}${override('/xl/styles.xml', 'styles')}${numbers.map((n) => override(`/xl/worksheets/sheet${n}.xml`, 'worksheet')).join('')}</Types>`,
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/_rels/workbook.xml.rels': relations(
      numbers.map((n) => relation(`rId${n}`, 'worksheet', `worksheets/sheet${n}.xml`)).join('') +
        relation(`rId${names.length + 1}`, 'styles', 'styles.xml'),
    ),
    'xl/styles.xml': styles,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names.map((name, i) => `<sheet name="${xmlText(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
  };
}
