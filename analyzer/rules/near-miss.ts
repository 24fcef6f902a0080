/** Words the recogniser heard almost right: one edit away, only long words (notes/language.md, section 4.7). */

/** Below this length a real other word is too often one edit away («алло» has 13 such neighbours). */
export const shortestFuzzy = 8;

/** Whether two words differ by at most one inserted, missing, changed or swapped letter. */
export function isOneEditAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - start && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const left = a.slice(start, a.length - tail);
  const right = b.slice(start, b.length - tail);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
