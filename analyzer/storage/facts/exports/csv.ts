/** CSV for Russian Excel: UTF-8 with a byte order mark, «;» between cells, comma in numbers, no cell that could be a formula. */
import type { Cell } from './tables.ts';

/** Signs that make a spreadsheet read a text as a formula (OWASP, CSV injection), full-width ones too. */
const startsFormula = /^[=+\-@\t\r\n＝＋－＠]/;

/** A text that a spreadsheet shows as it is: what could be read as a formula gets an apostrophe in front. */
export const harmless = (text: string): string => (startsFormula.test(text) ? `'${text}` : text);

function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value).replace('.', ',');
  if (typeof value === 'boolean') return value ? 'да' : 'нет';
  const text = harmless(typeof value === 'string' ? value : value.local);
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line with its end. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(';')}\r\n`;

/** In front of the first line: without it Excel takes UTF-8 for windows-1251. */
export const byteOrderMark = '\uFEFF';
