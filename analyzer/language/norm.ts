/** The normal form of a word: what rules and lexicons compare. */

/** Stress marks and other combining marks that a text may carry; «й» and «ё» are composed before they are looked at. */
const combiningMarks = /[\u0300-\u0305\u0307\u0309-\u036f]/g;
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/**
 * Normal form: NFC, stress marks, soft hyphens and zero-width marks removed, lower case, «ё» as «е», one kind of hyphen.
 * A stress mark over a letter that has a composed form (NFC «ѐ») is taken off too.
 */
export function normalize(word: string): string {
  if (/^[а-я]+$/.test(word)) return word;
  if (/^[а-яёА-ЯЁ]+$/.test(word)) return word.toLowerCase().replaceAll('ё', 'е');
  return word
    .normalize('NFC')
    .replace(/[\u0400\u0450]/g, 'е')
    .replace(/[\u040d\u045d]/g, 'и')
    .replace(combiningMarks, '')
    .replace(invisible, '')
    .replace(/[‐‑‒−]/g, '-')
    .toLowerCase()
    .replace(/ё/g, 'е');
}
