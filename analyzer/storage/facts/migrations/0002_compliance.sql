-- The compliance line: a fatal fault sets compliance and score to 0, quality is the score without that rule.
-- Runs written before it answer with what their own columns tell: without a fatal fault the quality is the score.
ALTER TABLE calls
  ADD COLUMN IF NOT EXISTS quality Nullable(Float32) DEFAULT if(empty(fatal), score, NULL) AFTER score,
  ADD COLUMN IF NOT EXISTS compliance Nullable(UInt8) DEFAULT if(empty(fatal), if(score IS NULL, NULL, 100), 0) AFTER quality;
