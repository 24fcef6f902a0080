-- Whose words a run was judged by: the run that wrote the segments. A re-score writes no words again, it points at them.
-- Runs written before it, and those that bring their own words, point at themselves.
ALTER TABLE calls ADD COLUMN IF NOT EXISTS transcript_id UUID DEFAULT analysis_id AFTER analysis_id;
