-- What a list shows of a call beside what was judged: a page ordered by score is read from the copies alone. Days are counted
-- anew after this (the counting has another version), so that no copy is left without them.
ALTER TABLE day_calls
  ADD COLUMN IF NOT EXISTS external_id String CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS duration Nullable(Float32);
