-- Every run of every call as the dashboards count it, for good: merges of `calls` drop the rows of replaced runs, these stay. No
-- words in it. Of a row that is written again the first one stays, so that written_at is when the run was there first.
CREATE TABLE IF NOT EXISTS runs (
  day Date,
  call_id UUID,
  version UInt64 CODEC(Delta, ZSTD(1)),
  analysis_id UUID,
  started_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  source LowCardinality(String),
  direction LowCardinality(String),
  operator_id LowCardinality(String),
  engine_version LowCardinality(String),
  lexicon_version LowCardinality(String),
  scorecard_version LowCardinality(String),
  score Nullable(Float32),
  quality Nullable(Float32),
  compliance Nullable(UInt8),
  fatal Array(LowCardinality(String)),
  findings UInt32,
  unsure UInt32,
  found_rules Array(LowCardinality(String)),
  found_entries Array(LowCardinality(String)),
  passed Array(LowCardinality(String)),
  failed Array(LowCardinality(String)),
  not_sure Array(LowCardinality(String)),
  written_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  earliness UInt64 DEFAULT toUInt64(9000000000000 - toUnixTimestamp64Milli(written_at)) CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree(earliness)
PARTITION BY toYYYYMM(day) ORDER BY (day, call_id, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, cleanup_delay_period = 2, cleanup_delay_period_random_add = 0,
  max_cleanup_delay_period = 4;

-- Runs written before: those that no merge has dropped yet. When they were written nobody knows; they count from their call on.
INSERT INTO runs (day, call_id, version, analysis_id, started_at, source, direction, operator_id, engine_version, lexicon_version,
  scorecard_version, score, quality, compliance, fatal, findings, unsure, found_rules, found_entries, passed, failed, not_sure,
  written_at)
SELECT day, call_id, version, analysis_id, started_at, source, direction, operator_id, engine_version, lexicon_version,
  scorecard_version, score, quality, compliance, fatal, findings, unsure, found_rules, found_entries, passed, failed, not_sure,
  started_at
FROM calls WHERE (call_id, version) NOT IN (SELECT call_id, version FROM runs)
SETTINGS max_partitions_per_insert_block = 0, max_execution_time = 0;
