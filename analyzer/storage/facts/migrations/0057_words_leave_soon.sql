-- Deletion waits until replaced parts have left the disk. The tables made before it clean up every half minute, replicated ones every
-- five minutes; like the others they do so every few seconds from here on.
ALTER TABLE call_words MODIFY SETTING cleanup_delay_period = 2, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 4;
ALTER TABLE vocabulary MODIFY SETTING cleanup_delay_period = 2, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 4;
ALTER TABLE originals MODIFY SETTING cleanup_delay_period = 2, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 4;
ALTER TABLE decisions MODIFY SETTING cleanup_delay_period = 2, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 4;
ALTER TABLE disputes MODIFY SETTING cleanup_delay_period = 2, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 4;
