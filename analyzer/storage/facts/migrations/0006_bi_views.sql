-- Read-only views for reports of one's own (Power BI, Superset, SQL): docs/bi-views.md says what every column means.
-- bi_calls and the others show the current run of each call: re-scores and repeated deliveries never count twice.
CREATE OR REPLACE VIEW bi_calls AS
SELECT day, call_id, external_id, started_at, direction, operator_id, score, quality, compliance, fatal, findings, unsure,
  operator_words, operator_talk, client_talk, overlap, silence, longest_silence, hold, dead_air_over_20s, interruptions,
  operator_syllables_per_minute, client_syllables_per_minute, engine_name, engine_model, engine_version, lexicon_version,
  scorecard_version, analysis_id, transcript_id
FROM calls FINAL;

CREATE OR REPLACE VIEW bi_segments AS
SELECT s.day AS day, s.call_id AS call_id, c.operator_id AS operator_id, s.seq AS seq, s.speaker AS speaker,
  s.start_ms / 1000 AS start, s.end_ms / 1000 AS end, s.text AS text
FROM segments AS s FINAL
INNER JOIN (SELECT day, call_id, transcript_id, operator_id FROM calls FINAL) AS c
  ON s.day = c.day AND s.call_id = c.call_id AND s.analysis_id = c.transcript_id;

CREATE OR REPLACE VIEW bi_criteria AS
SELECT k.day AS day, k.call_id AS call_id, c.operator_id AS operator_id, k.criterion AS criterion, k.title AS title,
  k.section AS section, k.outcome AS outcome, k.weight AS weight, k.earned AS earned, k.fatal AS fatal
FROM criteria AS k FINAL
INNER JOIN (SELECT day, call_id, analysis_id, operator_id FROM calls FINAL) AS c
  ON k.day = c.day AND k.call_id = c.call_id AND k.analysis_id = c.analysis_id;

-- The last decision about every finding that a person has decided about.
CREATE OR REPLACE VIEW bi_decisions AS
SELECT day, call_id, finding_id, at, verdict, origin, rule, entry, operator_id, speaker, start_ms / 1000 AS start,
  end_ms / 1000 AS end, range_start_ms / 1000 AS range_start, range_end_ms / 1000 AS range_end, reason_code, actor,
  lexicon_version, sequence
FROM decisions FINAL
ORDER BY day, call_id, finding_id, sequence DESC LIMIT 1 BY day, call_id, finding_id;

-- A decision belongs to the finding of its call, rule and entry that shares at least half of the longer place with it, the one
-- with the largest share; verdict is empty where nobody has decided.
CREATE OR REPLACE VIEW bi_findings AS
SELECT day, call_id, operator_id, n, rule, section, entry, speaker, start, end, text, replacement, certain,
  decided.2 AS verdict, decided.3 AS reason_code, decided.4 AS decided_by
FROM (
  SELECT f.day AS day, f.call_id AS call_id, c.operator_id AS operator_id, f.n AS n, f.rule AS rule, f.section AS section,
    f.entry AS entry, f.speaker AS speaker, f.start_ms / 1000 AS start, f.end_ms / 1000 AS end, f.text AS text,
    f.replacement AS replacement, f.certain AS certain,
    arrayReverseSort(x -> x.1, arrayFilter(x -> x.1 >= 0.5, arrayMap(p -> (
      if(greatest(p.2 - p.1, toInt64(f.end_ms) - toInt64(f.start_ms)) = 0,
        toFloat64(p.1 = f.start_ms),
        greatest(0, least(p.2, toInt64(f.end_ms)) - greatest(p.1, toInt64(f.start_ms)))
          / greatest(p.2 - p.1, toInt64(f.end_ms) - toInt64(f.start_ms))),
      p.3, p.4, p.5), d.places)))[1] AS decided
  FROM findings AS f FINAL
  INNER JOIN (SELECT day, call_id, analysis_id, operator_id FROM calls FINAL) AS c
    ON f.day = c.day AND f.call_id = c.call_id AND f.analysis_id = c.analysis_id
  LEFT JOIN (
    SELECT day, call_id, rule, entry,
      groupArray((toInt64(start_ms), toInt64(end_ms), toString(verdict), toString(reason_code), toString(actor))) AS places
    FROM (SELECT * FROM decisions FINAL ORDER BY day, call_id, finding_id, sequence DESC LIMIT 1 BY day, call_id, finding_id)
    GROUP BY day, call_id, rule, entry
  ) AS d ON f.day = d.day AND f.call_id = d.call_id AND f.rule = d.rule AND f.entry = d.entry
);

CREATE OR REPLACE VIEW bi_operator_days AS
SELECT c.day AS day, c.operator_id AS operator_id, count() AS calls, countIf(c.score IS NOT NULL) AS scored,
  avg(c.score) AS score, avg(c.quality) AS quality, countIf(c.compliance = 0) AS fatal_calls, sum(c.findings) AS findings,
  sum(c.unsure) AS unsure, sum(c.operator_words) AS operator_words, sum(c.operator_talk) AS operator_talk,
  sum(c.client_talk) AS client_talk, sum(c.hold) AS hold, sum(c.interruptions) AS interruptions
FROM (SELECT * FROM calls FINAL) AS c GROUP BY c.day, c.operator_id;
