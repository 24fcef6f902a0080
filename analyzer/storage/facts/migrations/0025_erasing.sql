-- Which calls are being erased. Mutations name this table instead of ids, because the text of a mutation stays on disk.
-- Rows are there while a deletion runs; new_id is the id under which the call's numbers live on.
CREATE TABLE IF NOT EXISTS erasing (
  call_id UUID,
  day Date,
  level LowCardinality(String),
  new_id UUID
) ENGINE = MergeTree ORDER BY call_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, cleanup_delay_period = 1, cleanup_delay_period_random_add = 0,
  max_cleanup_delay_period = 2;

-- True for rows that are numbers of a call which is gone: counted in figures, shown in no list.
ALTER TABLE calls ADD COLUMN IF NOT EXISTS erased Bool DEFAULT false;

-- Parts that nobody reads any more leave the disk within seconds, not within half a minute.
ALTER TABLE calls MODIFY SETTING cleanup_delay_period = 2, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 4;
ALTER TABLE segments MODIFY SETTING cleanup_delay_period = 2, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 4;
ALTER TABLE findings MODIFY SETTING cleanup_delay_period = 2, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 4;
ALTER TABLE criteria MODIFY SETTING cleanup_delay_period = 2, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 4;
