-- What people did, as facts: appended once, never changed. The state database holds what is current and who may change it;
-- these rows come from its outbox, perhaps twice, and are one by their keys. sequence counts the steps of one finding, dispute
-- or note: the highest tells how it stands. finding_id is the identity of a finding across re-scores (docs/bi-views.md).
CREATE TABLE IF NOT EXISTS decisions (
  day Date,
  call_id UUID,
  finding_id UUID,
  sequence UInt32,
  event_id UUID,
  at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  kind LowCardinality(String),
  verdict LowCardinality(String),
  origin LowCardinality(String),
  rule LowCardinality(String),
  entry LowCardinality(String),
  operator_id LowCardinality(String),
  speaker LowCardinality(String),
  -- where it was found, and where it stands after this decision
  start_ms UInt32,
  end_ms UInt32,
  range_start_ms UInt32,
  range_end_ms UInt32,
  quote String CODEC(ZSTD(1)),
  reason_code LowCardinality(String),
  reason_text String CODEC(ZSTD(1)),
  actor LowCardinality(String),
  lexicon_version LowCardinality(String)
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(day) ORDER BY (day, call_id, finding_id, sequence)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS disputes (
  day Date,
  call_id UUID,
  dispute_id UUID,
  sequence UInt32,
  event_id UUID,
  at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  state LowCardinality(String),
  finding_id UUID,
  rule LowCardinality(String),
  entry LowCardinality(String),
  operator_id LowCardinality(String),
  actor LowCardinality(String),
  text String CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(day) ORDER BY (day, call_id, dispute_id, sequence)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS coaching (
  -- day of the note
  day Date,
  note_id UUID,
  sequence UInt32,
  event_id UUID,
  at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  kind LowCardinality(String),
  operator_id LowCardinality(String),
  actor LowCardinality(String),
  text String CODEC(ZSTD(1)),
  finding_ids Array(UUID),
  entries Array(LowCardinality(String))
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(day) ORDER BY (day, note_id, sequence)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- A copy of the audit log for searching; the chained log in the state database is the evidence. Ids of calls and clients are
-- references there and here.
CREATE TABLE IF NOT EXISTS audit (
  day Date,
  seq UInt64 CODEC(Delta, ZSTD(1)),
  at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  actor_id String CODEC(ZSTD(1)),
  actor_login LowCardinality(String),
  ip String CODEC(ZSTD(1)),
  action LowCardinality(String),
  object_kind LowCardinality(String),
  object_id String CODEC(ZSTD(1)),
  result LowCardinality(String),
  -- JSON
  details String CODEC(ZSTD(1)),
  row_hash String CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(day) ORDER BY (day, seq)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
