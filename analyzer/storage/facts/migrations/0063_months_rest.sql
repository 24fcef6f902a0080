-- Replaced rows stand beside the new ones until their parts are merged, and every question reads both; a month to which nothing
-- comes any more would keep them for good, in as many parts as happened to be left. The tables that screens read over long
-- periods become one part a month once nothing has come to it for ten minutes: 11 MB a month of 60,000 calls, the largest.
ALTER TABLE calls MODIFY SETTING min_age_to_force_merge_seconds = 600, min_age_to_force_merge_on_partition_only = 1;
ALTER TABLE call_outcomes MODIFY SETTING min_age_to_force_merge_seconds = 600, min_age_to_force_merge_on_partition_only = 1;
ALTER TABLE call_topics MODIFY SETTING min_age_to_force_merge_seconds = 600, min_age_to_force_merge_on_partition_only = 1;
ALTER TABLE sampled_calls MODIFY SETTING min_age_to_force_merge_seconds = 600, min_age_to_force_merge_on_partition_only = 1;
ALTER TABLE day_calls MODIFY SETTING min_age_to_force_merge_seconds = 600, min_age_to_force_merge_on_partition_only = 1;
