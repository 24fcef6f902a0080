-- Original words of masked segments, sealed under a key outside the store (AES-256-GCM). One row a transcript; the row is there
-- for every masked transcript, with an empty seal when nothing in it was personal. analysis_id is that of the run that wrote
-- the words. A transcript without a row was stored before masking: `kamerton privacy apply` masks it.
CREATE TABLE IF NOT EXISTS originals (
  day Date,
  call_id UUID,
  analysis_id UUID,
  masking LowCardinality(String),
  masks UInt16,
  sealed String CODEC(NONE),
  version UInt64 CODEC(Delta, ZSTD(1))
) ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(day) ORDER BY (day, call_id, analysis_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
