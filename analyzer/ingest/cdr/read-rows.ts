/** Rows of a CDR file, CSV or JSON, as plain columns of text; bounded, and a bad row never costs the others. */
import { parse } from 'csv-parse/sync';
import { KamertonError } from '#platform';
import { decodeText, type Encoding } from './decode-text.ts';

/** Columns by name, lower case. A Map: a column «__proto__» is a column. */
export type Row = ReadonlyMap<string, string>;

export interface RowsFound {
  rows: Row[];
  /** Lines that were not understood, with the cause; at most `mostProblems` are kept. */
  problems: { line: number; cause: string }[];
}

export interface TableFormat {
  encoding?: Encoding | undefined;
  /** Empty: the one of `;` `,` TAB `|` that cuts the first line into most parts. */
  delimiter?: string | undefined;
  /** Names of the columns of a file without a heading; or what decides by the first row. */
  columns?: readonly string[] | ((first: readonly string[]) => readonly string[] | null) | undefined;
  /** Where in a JSON document the list of rows lies: «result.data». */
  path?: string | undefined;
}

const mostColumns = 300;
const mostRows = 500_000;
const mostFieldLetters = 20_000;
const mostProblems = 100;

/**
 * Reads the rows of a file. What it is, CSV or JSON, its content says.
 * @throws KamertonError `bad_input` when nothing of it can be read
 */
export function readRows(bytes: Uint8Array, format: TableFormat): RowsFound {
  const text = decodeText(bytes, format.encoding).replace(/^\ufeff/, '');
  if (text.includes('\0')) throw bad('в файле нулевые байты – это не текст');
  const begin = text.trimStart()[0];
  return begin === '{' || (begin === '[' && !text.trimStart().startsWith('[]') && looksLikeJson(text))
    ? jsonRows(text, format)
    : csvRows(text, format);
}

const bad = (cause: string, error?: unknown) =>
  new KamertonError('bad_input', `файл CDR не читается: ${cause}`, { cause: error });

/** Mango writes lists of recordings in brackets at the start of a CSV line: only `[{`, `["` and `[[` begin JSON. */
const looksLikeJson = (text: string) => /^\s*[[{]\s*["{[]/.test(text);

function csvRows(text: string, format: TableFormat): RowsFound {
  const firstLine = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  if (firstLine.length > mostFieldLetters * 4) throw bad('строка длиннее разумного');
  const problems: RowsFound['problems'] = [];
  const note = (line: number, cause: string) => {
    if (problems.length < mostProblems) problems.push({ line, cause });
  };
  const lines = cutLines(text, format.delimiter ?? delimiterOf(firstLine), note);
  const [first] = lines;
  if (!first) return { rows: [], problems };
  const given = typeof format.columns === 'function' ? format.columns(first.record) : (format.columns ?? null);
  const names = (given ?? first.record).map((name) => name.trim().toLowerCase());
  if (names.length > mostColumns) throw bad(`столбцов больше ${mostColumns}`);
  const rows: Row[] = [];
  for (const { record, info } of given ? lines : lines.slice(1)) {
    if (record.length > names.length + 1 || record.length < names.length / 2) {
      note(info.lines, `в строке столбцов ${record.length}, а ожидается ${names.length}`);
      continue;
    }
    rows.push(new Map(names.map((name, i) => [name, (record[i] ?? '').trim()])));
  }
  return { rows, problems };
}

interface Line {
  record: string[];
  info: { lines: number };
}

/** An open quotation mark swallows what follows it: then each line is read by itself, and only its own is lost. */
function cutLines(text: string, delimiter: string, note: (line: number, cause: string) => void): Line[] {
  const options = {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: mostFieldLetters * 4,
    info: true,
    to: mostRows,
  } as const;
  const cut = (part: string) => parse(part, options) as unknown as Line[];
  try {
    const lines = cut(text);
    if (lines.some(({ record }) => record.some((field) => field.includes('\n'))))
      throw new Error('a record of two lines');
    return lines;
  } catch {
    return text.split(/\r?\n/, mostRows).flatMap((line, i) => {
      try {
        return cut(line).map(({ record }) => ({ record, info: { lines: i + 1 } }));
      } catch {
        note(i + 1, 'кавычки не закрыты, или строка длиннее разумного');
        return [];
      }
    });
  }
}

function delimiterOf(line: string): string {
  const outside = line.replace(/"[^"]*"/g, '');
  const count = (mark: string) => outside.split(mark).length;
  return [';', ',', '\t', '|'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function jsonRows(text: string, { path }: TableFormat): RowsFound {
  let values: unknown[];
  try {
    values = [at(JSON.parse(text), path)].flat();
  } catch {
    // One object a line.
    values = text.split('\n').filter((line) => line.trim() !== '');
  }
  const rows: Row[] = [];
  const problems: RowsFound['problems'] = [];
  for (const [i, value] of values.slice(0, mostRows).entries()) {
    const row = rowOf(value);
    if (row) rows.push(row);
    else if (problems.length < mostProblems) problems.push({ line: i + 1, cause: 'это не объект JSON' });
  }
  if (rows.length === 0 && problems.length > 0) throw bad('в нём нет ни одной записи');
  return { rows, problems };
}

function rowOf(value: unknown): Row | null {
  let object = value;
  if (typeof value === 'string') {
    try {
      object = JSON.parse(value);
    } catch {
      return null;
    }
  }
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return null;
  const row = new Map<string, string>();
  flatten(object as Record<string, unknown>, '', row, 0);
  return row;
}

/** Nested fields by their path («from.extension»); a list of plain values is joined by blanks, of objects numbered. */
function flatten(object: Record<string, unknown>, before: string, row: Map<string, string>, depth: number): void {
  if (depth > 5) return;
  for (const [key, value] of Object.entries(object)) {
    if (row.size >= mostColumns * 4) return;
    const name = `${before}${key.toLowerCase()}`;
    if (Array.isArray(value) && value.some((one) => typeof one === 'object'))
      value.slice(0, 20).forEach((one, i) => {
        if (typeof one === 'object' && one !== null)
          flatten(one as Record<string, unknown>, `${name}.${i}.`, row, depth + 1);
      });
    else if (Array.isArray(value)) row.set(name, value.map(plain).join(' '));
    else if (typeof value === 'object' && value !== null)
      flatten(value as Record<string, unknown>, `${name}.`, row, depth + 1);
    else row.set(name, plain(value));
  }
}

const plain = (value: unknown): string =>
  value === null || value === undefined ? '' : String(value).slice(0, mostFieldLetters);

function at(document: unknown, path: string | undefined): unknown {
  let value = document;
  for (const key of path === undefined || path === '' ? [] : path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return value;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
