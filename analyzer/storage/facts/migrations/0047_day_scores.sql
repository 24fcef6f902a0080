-- Days counted for people's word too. `build` and `print` of a day stay those of the machine's; people's hold while both prints do.
ALTER TABLE day_rolls
  ADD COLUMN IF NOT EXISTS people_print UInt64 DEFAULT 0,
  ADD COLUMN IF NOT EXISTS people_build UInt64 DEFAULT 0;

-- Scores by local day, operator and hour, under the builds of `day_rolls` (the machine's and people's): beside `day_counts`, and
-- like them a copy that can be dropped at any moment.
CREATE TABLE IF NOT EXISTS day_scores (
  day Date,
  -- the counting that the row is of
  build UInt64,
  -- hour: one row an operator and hour; day: one an operator
  kind Enum8('day' = 1, 'hour' = 2),
  operator_id LowCardinality(String),
  -- local; 0 in the rows of a day
  hour UInt8,
  -- of the last call that has a name, and when that was
  operator_name LowCardinality(String),
  named_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  calls UInt32 CODEC(ZSTD(1)),
  -- a person has decided anything or finished a review
  checked UInt32 CODEC(ZSTD(1)),
  -- have a score; its sum, and that of the squares
  scored UInt32 CODEC(ZSTD(1)),
  scores Float64 CODEC(ZSTD(1)),
  score_squares Float64 CODEC(ZSTD(1)),
  fatal UInt32 CODEC(ZSTD(1)),
  findings UInt32 CODEC(ZSTD(1)),
  -- whole scores, ascending, and how many calls have each
  spread_scores Array(UInt8) CODEC(ZSTD(1)),
  spread_calls Array(UInt32) CODEC(ZSTD(1))
) ENGINE = MergeTree
PARTITION BY toYYYYMM(day) ORDER BY (kind, build, operator_id, hour)
TTL toDateTime(intDiv(build, 1000000)) + INTERVAL 30 DAY
SETTINGS cleanup_delay_period = 2, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 4;
