-- What the screens filter and count by stands in the call's own row: lists, heat maps and rule counts then read one narrow
-- table, and a new run of a call replaces all of it at once. One element a finding, in the order of `findings`.
ALTER TABLE calls
  ADD COLUMN IF NOT EXISTS source LowCardinality(String) DEFAULT '' AFTER external_id,
  ADD COLUMN IF NOT EXISTS operator_name LowCardinality(String) DEFAULT '' AFTER operator_id,
  -- seconds; null where the telephony said nothing
  ADD COLUMN IF NOT EXISTS duration Nullable(Float32) AFTER recording_sha256,
  ADD COLUMN IF NOT EXISTS ring_seconds Nullable(Float32) AFTER duration,
  ADD COLUMN IF NOT EXISTS queue_seconds Nullable(Float32) AFTER ring_seconds,
  ADD COLUMN IF NOT EXISTS wrap_up_seconds Nullable(Float32) AFTER queue_seconds,
  ADD COLUMN IF NOT EXISTS found_rules Array(LowCardinality(String)) AFTER unsure,
  ADD COLUMN IF NOT EXISTS found_entries Array(LowCardinality(String)) AFTER found_rules,
  -- the words as they were said, lower case
  ADD COLUMN IF NOT EXISTS found_phrases Array(LowCardinality(String)) AFTER found_entries,
  ADD COLUMN IF NOT EXISTS found_certain Array(Bool) AFTER found_phrases,
  -- criteria by outcome; what is in none of them was not applicable
  ADD COLUMN IF NOT EXISTS passed Array(LowCardinality(String)) AFTER found_certain,
  ADD COLUMN IF NOT EXISTS failed Array(LowCardinality(String)) AFTER passed,
  ADD COLUMN IF NOT EXISTS not_sure Array(LowCardinality(String)) AFTER failed;

-- Calls judged before: the same rows again with what their findings and criteria tell (equal versions: the later row wins).
INSERT INTO calls (* EXCEPT (duration, found_rules, found_entries, found_phrases, found_certain, passed, failed, not_sure),
  duration, found_rules, found_entries, found_phrases, found_certain, passed, failed, not_sure)
SELECT c.* EXCEPT (duration, found_rules, found_entries, found_phrases, found_certain, passed, failed, not_sure),
  if(c.sound = '', NULL, JSONExtract(c.sound, 'duration', 'Nullable(Float32)')),
  f.rules, f.entries, f.phrases, f.certains, k.passed, k.failed, k.not_sure
FROM (SELECT * FROM calls FINAL) AS c
LEFT JOIN (
  SELECT analysis_id, groupArray(rule) AS rules, groupArray(entry) AS entries, groupArray(lowerUTF8(text)) AS phrases,
    groupArray(certain) AS certains
  FROM (SELECT * FROM findings FINAL ORDER BY day, call_id, analysis_id, n) GROUP BY analysis_id
) AS f ON f.analysis_id = c.analysis_id
LEFT JOIN (
  SELECT analysis_id, groupArrayIf(criterion, outcome = 'passed') AS passed,
    groupArrayIf(criterion, outcome = 'failed') AS failed, groupArrayIf(criterion, outcome = 'not_sure') AS not_sure
  FROM criteria FINAL GROUP BY analysis_id
) AS k ON k.analysis_id = c.analysis_id
SETTINGS max_partitions_per_insert_block = 0, max_execution_time = 0;
