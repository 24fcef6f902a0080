-- What a call comes to as people left it: written anew after every decision about it and after every run that judged it anew.
-- A row is of the run that it names; a call without a row for its current run stands as the machine judged it. No words in it.
CREATE TABLE IF NOT EXISTS call_outcomes (
  day Date,
  call_id UUID,
  analysis_id UUID,
  -- how many steps people had taken: later ones win
  version UInt64 CODEC(Delta, ZSTD(1)),
  -- findings and criteria that somebody has decided about
  decisions UInt16,
  -- a review of the whole call was finished
  reviewed Bool,
  score Nullable(Float32),
  quality Nullable(Float32),
  compliance Nullable(UInt8),
  fatal Array(LowCardinality(String)),
  findings UInt32,
  unsure UInt32,
  -- one a finding of the run, in the order of calls.found_rules: 0 does not count, 1 counts, 2 waits for a person
  found Array(UInt8),
  -- rules of the findings that people added
  added_rules Array(LowCardinality(String)),
  passed Array(LowCardinality(String)),
  failed Array(LowCardinality(String)),
  not_sure Array(LowCardinality(String))
) ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(day) ORDER BY (day, call_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, cleanup_delay_period = 2, cleanup_delay_period_random_add = 0,
  max_cleanup_delay_period = 4;

-- Every call as it counts now; `machine_score` is what it was before people decided.
CREATE OR REPLACE VIEW bi_call_outcomes AS
SELECT c.day AS day, c.call_id AS call_id, c.operator_id AS operator_id, o.decisions AS decisions, o.reviewed AS reviewed,
  if(o.version > 0, o.score, c.score) AS score, c.score AS machine_score,
  if(o.version > 0, o.quality, c.quality) AS quality, if(o.version > 0, o.compliance, c.compliance) AS compliance,
  if(o.version > 0, o.fatal, c.fatal) AS fatal, if(o.version > 0, o.findings, c.findings) AS findings,
  if(o.version > 0, o.unsure, c.unsure) AS unsure, if(o.version > 0, o.passed, c.passed) AS passed,
  if(o.version > 0, o.failed, c.failed) AS failed, if(o.version > 0, o.not_sure, c.not_sure) AS not_sure
FROM (SELECT day, call_id, analysis_id, operator_id, score, quality, compliance, fatal, findings, unsure, passed, failed, not_sure
  FROM calls FINAL) AS c
LEFT JOIN (SELECT * FROM call_outcomes FINAL) AS o
  ON c.day = o.day AND c.call_id = o.call_id AND c.analysis_id = o.analysis_id;
