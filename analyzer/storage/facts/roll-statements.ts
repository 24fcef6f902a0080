/** The statements that roll days: each writes the counts, or the calls, of some local days under one build a day. Pure text. */
import {
  besideTopics,
  findingCounts,
  lastName,
  outcomeCounts,
  outcomes,
  scoreSpread,
  scoreSums,
  withTopics,
} from './screens/counted.ts';
import type { Judge } from './screens/judge.ts';
import { copiedColumns, judgedBy } from './screens/judged-calls.ts';

const localDay = 'toDate(started_at, {zone:String})';
const days = 'day >= {from:Date} - 1 AND day <= {to:Date} + 1';
/** Builds are given in the order of the days. */
const buildOf = `{build:UInt64} + indexOf({days:Array(Date)}, ${localDay})`;

/** Values: `zone`; `days`, the local days, ascending; `from` and `to`, the first and the last of them; `build`, under the first build. */
export function rollStatements(judge: Judge): string[] {
  const calls = `${judgedBy(judge, `${days} AND ${localDay} IN {days:Array(Date)}`, days)} AS calls`;
  const found = (kind: 'rule' | 'entry' | 'phrase', columns: string, group: string) =>
    `SELECT ${localDay} AS local, ${buildOf}, '${kind}', ${columns}, ${findingCounts.columns}
      FROM ${calls} ARRAY JOIN ${findingCounts.each(kind)} GROUP BY local, ${group}`;
  const counts = [
    `SELECT ${localDay} AS local, ${buildOf}, 'criterion', operator_id, '', criterion, '', ${outcomeCounts}
      FROM ${calls} ARRAY JOIN ${outcomes} GROUP BY local, operator_id, criterion`,
    found('rule', "operator_id, rule, '', ''", 'operator_id, rule'),
    found('entry', "operator_id, rule, entry, ''", 'operator_id, rule, entry'),
    found('phrase', "'', min((rule, entry)).1, min((rule, entry)).2, phrase", 'phrase'),
  ];
  const scores = (kind: 'day' | 'hour', hour: string) =>
    `SELECT ${localDay} AS local, ${buildOf}, '${kind}', operator_id, ${hour} AS at_hour, ${lastName},
      max((operator_name != '', started_at)).2, ${scoreSums}, sum(calls.findings), ${scoreSpread.scores}, ${scoreSpread.calls}
    FROM ${calls} GROUP BY local, operator_id, at_hour`;
  return [
    ...counts.map(
      (select) =>
        `INSERT INTO day_counts (day, build, kind, operator_id, rule, entry, phrase, first, second, third) ${select}`,
    ),
    ...[scores('day', '0'), scores('hour', 'toHour(started_at, {zone:String})')].map(
      (select) =>
        `INSERT INTO day_scores (day, build, kind, operator_id, hour, operator_name, named_at, calls, checked, scored, scores,
          score_squares, fatal, findings, spread_scores, spread_calls) ${select}`,
    ),
    `INSERT INTO day_topics (day, build, operator_id, topic, calls, checked, scored, scores, score_squares, fatal, spread_scores,
        spread_calls)
      SELECT ${localDay} AS local, ${buildOf}, operator_id, topic, ${scoreSums}, ${scoreSpread.scores}, ${scoreSpread.calls}
      FROM ${withTopics(calls, days)} GROUP BY local, operator_id, topic`,
    `INSERT INTO day_calls (build, zone, judge, drawn, ${copiedColumns}, topics)
      SELECT ${buildOf}, {zone:String}, '${judge}', call_id IN (SELECT call_id FROM sampled_calls WHERE ${days}), ${copiedColumns}, topics
      FROM ${besideTopics(calls, days)}`,
  ];
}
