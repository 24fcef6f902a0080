/** CSV word lists: `;` or `,`, a header line, comments with `#`, quotes; every problem with its line. */
import { type CsvError, parse } from 'csv-parse/sync';
import type { z } from 'zod';
import type { LexiconProblem } from './lexicon-error.ts';
import { comparable, mixedWord } from './look-alikes.ts';

export interface TableRow<T> {
  line: number;
  value: T;
}
interface RawRow {
  record: string[];
  info: { lines: number };
}

/** Columns that any table may have and that the rules do not read. */
const freeColumns = new Set(['author', 'date', 'section', 'severity']);

/**
 * Reads a table whose first column is the entry.
 * @param columns names of the columns; the first must be filled in and unique, the others may be empty or absent
 */
export function readTable<T>(
  text: string,
  file: string,
  columns: readonly string[],
  schema: z.ZodType<T>,
  report: (problem: LexiconProblem) => void,
): TableRow<T>[] {
  const error = (line: number, message: string) => report({ severity: 'error', file, line, message });
  const rows = rawRows(text, error);
  if (!rows) return [];
  const header = rows.shift()?.record.map((name) => name.trim()) ?? [];
  const key = columns[0] ?? '';
  if (!header.includes(key)) {
    error(1, `в первой строке нет столбца «${key}»; ожидаются: ${columns.join(';')}`);
    return [];
  }
  const unknown = header.filter((name) => !columns.includes(name) && !freeColumns.has(name));
  if (unknown.length > 0) error(1, `неизвестный столбец «${unknown[0]}»; ожидаются: ${columns.join(';')}`);
  const seen = new Map<string, number>();
  const result: TableRow<T>[] = [];
  for (const { record, info } of rows) {
    const cells = Object.fromEntries(columns.map((name) => [name, (record[header.indexOf(name)] ?? '').trim()]));
    const entry = cells[key] ?? '';
    if (record.length > header.length) {
      error(info.lines, `лишние столбцы: их ${record.length}, а в первой строке ${header.length}`);
      continue;
    }
    if (entry === '') {
      error(info.lines, `пустой столбец «${key}»`);
      continue;
    }
    const mixed = mixedWord(entry);
    if (mixed) {
      error(info.lines, `в слове «${mixed.word}» смешаны кириллица и латиница: буква «${mixed.letter}»`);
      continue;
    }
    const first = seen.get(comparable(entry));
    if (first !== undefined) {
      error(info.lines, `«${entry}» уже есть в строке ${first}`);
      continue;
    }
    seen.set(comparable(entry), info.lines);
    const parsed = schema.safeParse(cells);
    if (parsed.success) result.push({ line: info.lines, value: parsed.data });
    else {
      const issue = parsed.error.issues[0];
      const column = String(issue?.path[0] ?? key);
      error(info.lines, `недопустимое значение «${cells[column] ?? ''}» в столбце «${column}»`);
    }
  }
  return result;
}

/** The rows of a table with their lines, the header first; null when the text is no table. */
export function rawRows(text: string, error: (line: number, message: string) => void): RawRow[] | null {
  const header = text.split('\n').find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  const delimiter = header.includes(';') ? ';' : ',';
  try {
    return parse(text, {
      delimiter,
      bom: true,
      comment: '#',
      comment_no_infix: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as RawRow[];
  } catch (cause) {
    const { lines } = cause as CsvError & { lines?: number };
    error(typeof lines === 'number' ? lines : 0, 'не закрыта кавычка или нарушен формат CSV');
    return null;
  }
}
