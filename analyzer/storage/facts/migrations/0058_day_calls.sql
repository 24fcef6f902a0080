-- Calls of rolled days as the machine judged them and as people left them, under the builds of `day_rolls`: beside `day_counts`,
-- and like them a copy that can be dropped at any moment. A question reads here what nobody has replaced and nobody need join;
-- the calls of the audit sample, few among many, lie side by side. A day that is rolled again replaces its rows when parts are
-- merged: its earlier ones did not hold any more.
CREATE TABLE IF NOT EXISTS day_calls (
  -- the UTC day, as in `calls`
  day Date,
  -- the counting that the row is of
  build UInt64,
  -- whose local days were counted, and for whose word
  zone LowCardinality(String),
  judge Enum8('machine' = 1, 'people' = 2),
  -- of the audit sample
  drawn Bool,
  call_id UUID,
  analysis_id UUID,
  started_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  source LowCardinality(String),
  direction LowCardinality(String),
  operator_id LowCardinality(String),
  operator_name LowCardinality(String),
  -- a person has decided anything or finished a review
  checked Bool,
  -- numbers of a call which is gone
  erased Bool,
  score Nullable(Float32),
  fatal Array(LowCardinality(String)),
  findings UInt32,
  unsure UInt32,
  found_rules Array(LowCardinality(String)),
  found_entries Array(LowCardinality(String)),
  found_phrases Array(LowCardinality(String)),
  found_certain Array(Bool),
  passed Array(LowCardinality(String)),
  failed Array(LowCardinality(String)),
  not_sure Array(LowCardinality(String)),
  -- what the client asked about
  topics Array(LowCardinality(String))
) ENGINE = ReplacingMergeTree(build)
PARTITION BY toYYYYMM(day) ORDER BY (drawn, zone, judge, day, call_id)
TTL toDateTime(intDiv(build, 1000000)) + INTERVAL 30 DAY
SETTINGS cleanup_delay_period = 2, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 4;
