/** A table of text for a terminal: the first column to the left, the others to the right. Pure. */

/** Rows as lines; columns are as wide as their widest cell and two spaces apart. */
export function tableOf(rows: readonly (readonly string[])[], alignLeft: readonly number[] = [0]): string {
  const widths: number[] = [];
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  const lines = rows.map((row) =>
    row
      .map((cell, i) => (alignLeft.includes(i) ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}
