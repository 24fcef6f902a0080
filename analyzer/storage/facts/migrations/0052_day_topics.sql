-- Scores by local day, operator and topic, under the builds of `day_rolls` (the machine's and people's): beside `day_scores`, and
-- like them a copy that can be dropped at any moment. A call counts in each of its topics, one without any under the empty one.
CREATE TABLE IF NOT EXISTS day_topics (
  day Date,
  -- the counting that the row is of
  build UInt64,
  operator_id LowCardinality(String),
  topic LowCardinality(String),
  calls UInt32 CODEC(ZSTD(1)),
  -- a person has decided anything or finished a review
  checked UInt32 CODEC(ZSTD(1)),
  -- have a score; its sum, and that of the squares
  scored UInt32 CODEC(ZSTD(1)),
  scores Float64 CODEC(ZSTD(1)),
  score_squares Float64 CODEC(ZSTD(1)),
  fatal UInt32 CODEC(ZSTD(1)),
  -- whole scores, ascending, and how many calls have each
  spread_scores Array(UInt8) CODEC(ZSTD(1)),
  spread_calls Array(UInt32) CODEC(ZSTD(1))
) ENGINE = MergeTree
PARTITION BY toYYYYMM(day) ORDER BY (build, topic, operator_id)
TTL toDateTime(intDiv(build, 1000000)) + INTERVAL 30 DAY
SETTINGS cleanup_delay_period = 2, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 4;
