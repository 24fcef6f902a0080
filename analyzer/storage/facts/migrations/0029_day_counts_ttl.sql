-- Countings that were replaced go by themselves, on a cluster too. A counting is only read for 25 days; then its day is counted
-- again, so that no counting in use is ever cut.
ALTER TABLE day_counts MODIFY TTL toDateTime(intDiv(build, 1000000)) + INTERVAL 30 DAY;
