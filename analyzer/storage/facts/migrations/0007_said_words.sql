-- Needs server 26.1: text indexes are on by default from then on. Older servers skip this file, and questions of words then read
-- the texts themselves; it is applied when the server has been renewed.
-- What a segment says: lower case, «ё» as «е», words set apart by single spaces. A mask is a sign that no word can hold, so that
-- nothing finds it and no phrase reaches across it. The expression is `saidText` of screens/said-words.ts, letter for letter.
ALTER TABLE segments ADD INDEX IF NOT EXISTS ix_words
  replaceRegexpAll(replaceRegexpAll(replaceAll(lowerUTF8(text), 'ё', 'е'), '\\[[^\\]]*\\]', ' ҂ '), '[^а-яa-z0-9҂]+', ' ')
  TYPE text(tokenizer = 'splitByNonAlpha');
-- Parts written before get it in the background.
ALTER TABLE segments MATERIALIZE INDEX ix_words;
