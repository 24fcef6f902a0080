-- Prints of days (`states_of_days`) stand beside the rows of each part: a question of half a year reads a few hundred sums instead
-- of the ids of every call. A merge counts them anew.
ALTER TABLE calls MODIFY SETTING deduplicate_merge_projection_mode = 'rebuild';
ALTER TABLE calls ADD PROJECTION IF NOT EXISTS day_prints (
  SELECT day, sum(cityHash64(analysis_id, version, words_erased)), min(started_at), max(started_at) GROUP BY day
);
ALTER TABLE calls MATERIALIZE PROJECTION day_prints;
ALTER TABLE call_topics MODIFY SETTING deduplicate_merge_projection_mode = 'rebuild';
ALTER TABLE call_topics ADD PROJECTION IF NOT EXISTS day_prints (
  SELECT day, sum(cityHash64(call_id, topics)) GROUP BY day
);
ALTER TABLE call_topics MATERIALIZE PROJECTION day_prints;
