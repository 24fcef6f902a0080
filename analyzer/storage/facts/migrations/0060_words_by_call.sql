-- Who said which words in a call: the search for words that are in every call asks here, where there is a row a transcript, and not
-- fifty segments. Written beside the segments; rows of calls that were there before are made by the program, day after day.
CREATE TABLE IF NOT EXISTS said_words (
  day Date,
  call_id UUID,
  -- the run that wrote the words
  analysis_id UUID,
  -- different words as a segment says them, each behind the first letter of its speaker: «cсчетчик», «oдобрый»
  words Array(String) CODEC(ZSTD(3)),
  -- 0: made of the segments later; whatever was written beside them wins
  version UInt64 CODEC(Delta, ZSTD(1))
) ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(day) ORDER BY (day, call_id, analysis_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, cleanup_delay_period = 2, cleanup_delay_period_random_add = 0,
  max_cleanup_delay_period = 4;
