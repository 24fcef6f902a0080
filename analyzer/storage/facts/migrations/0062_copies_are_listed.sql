-- What a list shows of a call beside what was judged: a page ordered by score is read from the copies alone. Days are counted
-- anew after this (the counting has another version), so that no copy is left without them.
ALTER TABLE day_calls
  ADD COLUMN IF NOT EXISTS external_id String CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS duration Nullable(Float32);
-- Copies of days that were rolled again stand beside the new ones until they are merged, and every question reads both; a month
-- to which nothing comes any more would never be. One part a month, ten minutes after the last was written.
ALTER TABLE day_calls MODIFY SETTING min_age_to_force_merge_seconds = 600, min_age_to_force_merge_on_partition_only = 1;
