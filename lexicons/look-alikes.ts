/** Latin letters inside Cyrillic words («cчёт» with a Latin «c»): such an entry would never match. */

/** The first word that mixes the two alphabets, with the letter that does not belong; undefined when there is none. */
export function mixedWord(text: string): { word: string; letter: string } | undefined {
  // Most entries hold no Latin letter at all.
  if (!/[A-Za-z]/.test(text)) return undefined;
  for (const [word] of text.matchAll(/\p{L}+/gu)) {
    const latin = word.match(/[A-Za-z]/g)?.length ?? 0;
    const cyrillic = word.match(/[А-Яа-яЁё]/g)?.length ?? 0;
    if (latin === 0 || cyrillic === 0) continue;
    const odd = latin <= cyrillic ? /[A-Za-z]/ : /[А-Яа-яЁё]/;
    return { word, letter: word.match(odd)?.[0] ?? '' };
  }
  return undefined;
}

/** The form two entries are compared in: lower case, «ё» as «е», single spaces. */
export function comparable(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/ё/g, 'е').replace(/\s+/g, ' ').trim();
}
