-- Words that the guards of recognition set apart, as JSON (times, speaker, reason): kept for inspection, never judged.
-- Empty when there are none.
ALTER TABLE calls ADD COLUMN IF NOT EXISTS dropped String DEFAULT '' CODEC(ZSTD(3)) AFTER sound;
