/** What a segment says, as an SQL expression over its `text`. */

/** Lower case, «ё» as «е», words set apart by single spaces; a mask is no word. Migration 0007 has it in the index, letter for letter. */
export const saidText = String.raw`replaceRegexpAll(replaceRegexpAll(replaceAll(lowerUTF8(text), 'ё', 'е'), '\\[[^\\]]*\\]', ' ҂ '), '[^а-яa-z0-9҂]+', ' ')`;
