-- Needs server 26.1: text indexes are on by default from then on. Older servers skip this file and search the texts themselves; it is
-- applied when the server has been renewed.
ALTER TABLE said_words ADD INDEX IF NOT EXISTS ix_words words TYPE text(tokenizer = 'array');
-- Rows of an older server get it in the background; until then they are read.
ALTER TABLE said_words MATERIALIZE INDEX ix_words;
