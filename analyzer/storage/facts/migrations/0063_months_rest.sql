-- Replaced rows stand beside the new ones until their parts are merged, and every question reads both; a month to which nothing
-- comes any more would keep them for good, in as many parts as happened to be left. The tables that screens read over long
-- periods become one part a month once nothing has come to it for two minutes (11 MB of 60,000 calls, the largest): sooner than
-- a day is counted, whose print changes with the rows that a merge drops.
ALTER TABLE calls MODIFY SETTING min_age_to_force_merge_seconds = 120, min_age_to_force_merge_on_partition_only = 1;
ALTER TABLE call_outcomes MODIFY SETTING min_age_to_force_merge_seconds = 120, min_age_to_force_merge_on_partition_only = 1;
ALTER TABLE call_topics MODIFY SETTING min_age_to_force_merge_seconds = 120, min_age_to_force_merge_on_partition_only = 1;
ALTER TABLE sampled_calls MODIFY SETTING min_age_to_force_merge_seconds = 120, min_age_to_force_merge_on_partition_only = 1;
ALTER TABLE day_calls MODIFY SETTING min_age_to_force_merge_seconds = 120, min_age_to_force_merge_on_partition_only = 1;
