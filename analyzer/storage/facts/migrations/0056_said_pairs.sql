-- Needs server 26.1: text indexes are on by default from then on. Older servers skip this file, and a phrase is then sought by
-- reading the texts; it is applied when the server has been renewed.
-- Each word of a segment with the one behind it: a phrase of frequent words that nobody said is otherwise sought by reading half a
-- year of texts. A mask parts words here too. The expression is `saidPairs` of said-text.ts, letter for letter.
ALTER TABLE segments ADD INDEX IF NOT EXISTS ix_pairs
  arrayMap((a, b) -> concat(a, ' ', b), arrayPopBack(splitByChar(' ', trimBoth(replaceRegexpAll(replaceRegexpAll(replaceAll(lowerUTF8(text), 'ё', 'е'), '\\[[^\\]]*\\]', ' ҂ '), '[^а-яa-z0-9҂]+', ' ')))), arrayPopFront(splitByChar(' ', trimBoth(replaceRegexpAll(replaceRegexpAll(replaceAll(lowerUTF8(text), 'ё', 'е'), '\\[[^\\]]*\\]', ' ҂ '), '[^а-яa-z0-9҂]+', ' ')))))
  TYPE text(tokenizer = 'array');
-- Parts written before get it in the background; until then they are read.
ALTER TABLE segments MATERIALIZE INDEX ix_pairs;
