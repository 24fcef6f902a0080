/** What a segment says, as SQL expressions over its `text`. */

/** Lower case, «ё» as «е», words set apart by single spaces; a mask is no word. Migration 0007 has it in the index, letter for letter. */
export const saidText = String.raw`replaceRegexpAll(replaceRegexpAll(replaceAll(lowerUTF8(text), 'ё', 'е'), '\\[[^\\]]*\\]', ' ҂ '), '[^а-яa-z0-9҂]+', ' ')`;

const saidWords = `splitByChar(' ', trimBoth(${saidText}))`;
/** Each word with the one behind it («передать показания»). Migration 0056 has it in the index, letter for letter. */
export const saidPairs = `arrayMap((a, b) -> concat(a, ' ', b), arrayPopBack(${saidWords}), arrayPopFront(${saidWords}))`;
