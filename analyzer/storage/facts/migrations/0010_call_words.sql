-- Which word forms a call holds, so that a change of lexicons is narrowed to the calls it can touch. One row a transcript
-- (analysis_id is that of the run that wrote the words): normal forms as they were heard, independent of every lexicon.
-- A call without a row is never narrowed away.
CREATE TABLE IF NOT EXISTS call_words (
  day Date,
  call_id UUID,
  analysis_id UUID,
  -- 24 bits of the checksum of each different form, ascending; two forms with one number only widen an answer
  words Array(UInt32) CODEC(Delta, ZSTD(1))
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(day) ORDER BY (day, call_id, analysis_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Every form that any call holds. Written before the calls that hold them.
CREATE TABLE IF NOT EXISTS vocabulary (word String CODEC(ZSTD(3)))
ENGINE = ReplacingMergeTree ORDER BY word
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- What the versions of lexicons held, as JSON: a change is told from two of them. Written before the calls judged by them.
CREATE TABLE IF NOT EXISTS lexicons (version String, content String CODEC(ZSTD(9)))
ENGINE = ReplacingMergeTree ORDER BY version
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Digest of everything a run found and decided: a re-score that comes to the same writes nothing but the new versions.
ALTER TABLE calls ADD COLUMN IF NOT EXISTS digest String DEFAULT '' CODEC(ZSTD(1));
