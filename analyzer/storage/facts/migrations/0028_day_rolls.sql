-- Counts by local day, made of `calls` in the background, so that a screen of half a year reads days and not calls. They are a
-- copy that can be dropped at any moment: a day is read from here only while its calls are still those that were counted.
CREATE TABLE IF NOT EXISTS day_counts (
  day Date,
  -- the counting that the row is of
  build UInt64,
  kind Enum8('criterion' = 1, 'rule' = 2, 'entry' = 3, 'phrase' = 4),
  operator_id LowCardinality(String),
  rule LowCardinality(String),
  -- or the criterion
  entry LowCardinality(String),
  -- phrases are counted over all operators
  phrase String CODEC(ZSTD(1)),
  -- of a criterion: calls that passed, failed, are not sure; of the others: certain findings, unsure ones, calls
  first UInt32 CODEC(ZSTD(1)),
  second UInt32 CODEC(ZSTD(1)),
  third UInt32 CODEC(ZSTD(1))
) ENGINE = MergeTree
PARTITION BY toYYYYMM(day) ORDER BY (kind, build, operator_id, rule, entry, phrase)
SETTINGS cleanup_delay_period = 2, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 4;

-- Days that were counted whole. `print` is the sum of the runs that were counted: any other run of the day gives another one.
CREATE TABLE IF NOT EXISTS day_rolls (
  zone LowCardinality(String),
  day Date,
  print UInt64,
  build UInt64
) ENGINE = ReplacingMergeTree(build)
ORDER BY (zone, day)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, cleanup_delay_period = 2, cleanup_delay_period_random_add = 0,
  max_cleanup_delay_period = 4;
