/** Changes one row of a CSV word list and leaves every other byte alone. */
import { LexiconError } from './lexicon-error.ts';
import { comparable } from './look-alikes.ts';
import { rawRows } from './read-table.ts';

type Cells = Readonly<Record<string, unknown>>;

/**
 * Puts a row in the place of the one with the key, or at the end.
 * @param key word of the row that is replaced; null: a new row
 * @throws LexiconError when the table cannot be read or the row is written over several lines
 */
export function putRow(text: string, file: string, key: string | null, cells: Cells): string {
  const { lines, header, delimiter, place } = layoutOf(text, file, key);
  const before = place === null ? {} : cellsOf(lines[place] ?? '', header, file);
  const row = header.map((name) => quoted(String(cells[name] ?? before[name] ?? ''), delimiter)).join(delimiter);
  if (place === null) return `${text.replace(/\n*$/, '\n')}${row}\n`;
  return lines.with(place, row).join('\n');
}

/** Takes the row with the key away. Throws as `putRow`. */
export function removeRow(text: string, file: string, key: string): string {
  const { lines, place } = layoutOf(text, file, key);
  return place === null ? text : lines.toSpliced(place, 1).join('\n');
}

function layoutOf(text: string, file: string, key: string | null) {
  const rows = rowsOf(text, file);
  const header = rows.shift()?.record ?? [];
  const delimiter = (text.split('\n').find((line) => line.trim() !== '' && !/^\uFEFF?#/.test(line)) ?? '').includes(';')
    ? ';'
    : ',';
  const lines = text.split('\n');
  if (key === null) return { lines, header, delimiter, place: null };
  const found = rows.find(({ record }) => comparable(record[0] ?? '') === comparable(key));
  if (found === undefined) throw new LexiconError({ file, line: 0, message: `записи «${key}» нет` });
  const place = found.info.lines - 1;
  if (comparable(rowsOf(lines[place] ?? '', file)[0]?.record[0] ?? '') !== comparable(key)) {
    const message = `запись «${key}» занимает несколько строк: измените её в таблице и загрузите файл`;
    throw new LexiconError({ file, line: found.info.lines, message });
  }
  return { lines, header, delimiter, place };
}

function rowsOf(text: string, file: string) {
  const rows = rawRows(text, (line, message) => {
    throw new LexiconError({ file, line, message });
  });
  return rows ?? [];
}

function cellsOf(line: string, header: readonly string[], file: string): Cells {
  const [row] = rowsOf(line, file);
  return Object.fromEntries(header.map((name, i) => [name, row?.record[i] ?? '']));
}

/** In quotes where the table would read something else. */
function quoted(cell: string, delimiter: string): string {
  const plain = cell.replace(/\s+/g, ' ').trim();
  return plain.includes(delimiter) || plain.includes('"') || plain.startsWith('#')
    ? `"${plain.replaceAll('"', '""')}"`
    : plain;
}
