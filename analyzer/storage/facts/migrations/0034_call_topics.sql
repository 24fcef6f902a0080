-- What a call is about, told by words of the client; a call may have several topics or none. Made in the server from the words,
-- again when the lists of words change (`lists` is their digest). analysis_id is that of the run that wrote the words.
CREATE TABLE IF NOT EXISTS call_topics (
  day Date,
  call_id UUID,
  analysis_id UUID,
  topics Array(LowCardinality(String)),
  lists LowCardinality(String),
  made_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') CODEC(Delta, ZSTD(1))
) ENGINE = ReplacingMergeTree(made_at)
PARTITION BY toYYYYMM(day) ORDER BY (day, call_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, cleanup_delay_period = 2, cleanup_delay_period_random_add = 0,
  max_cleanup_delay_period = 4;
