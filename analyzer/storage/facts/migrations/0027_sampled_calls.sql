-- Calls of the weekly audit sample: drawn by lot among all calls of one operator and week, so that rates over them are unbiased.
-- Rows come from the outbox of the state database, where the drawing stands with its seed; the calls of a drawing never change.
CREATE TABLE IF NOT EXISTS sampled_calls (
  day Date,
  call_id UUID,
  event_id UUID,
  sample_id UUID,
  operator_id LowCardinality(String),
  -- the week, local days
  period_from Date,
  period_to Date,
  -- how many calls the lot was drawn from, and how many were drawn
  population UInt32,
  drawn UInt32,
  at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1))
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(day) ORDER BY (day, call_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, cleanup_delay_period = 2, cleanup_delay_period_random_add = 0,
  max_cleanup_delay_period = 4;

-- `weight`: how many calls of its operator and week one drawn call stands for.
CREATE OR REPLACE VIEW bi_sampled_calls AS
SELECT day, call_id, operator_id, sample_id, period_from, period_to, population, drawn, population / drawn AS weight,
  at AS drawn_at
FROM sampled_calls FINAL;
