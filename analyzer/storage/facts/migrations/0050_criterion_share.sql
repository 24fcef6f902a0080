-- The exact part of the weight that a passed criterion earned (1 the whole, 0 when it is not passed): with it another weight is
-- counted without judging the words again. −1: judged before this column was there.
ALTER TABLE criteria ADD COLUMN IF NOT EXISTS share Float64 DEFAULT -1 CODEC(ZSTD(1));
