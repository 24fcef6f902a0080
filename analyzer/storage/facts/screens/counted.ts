/** How criteria, findings and scores of calls are counted: the same words for a screen's question and for the counts kept by day. */

/** A call counts once in each criterion: 1 passed, 2 failed, 3 not sure; not applicable ones are in no list. */
export const outcomes = `arrayConcat(passed, failed, not_sure) AS criterion,
  arrayConcat(arrayResize(emptyArrayUInt8(), length(passed), 1), arrayResize(emptyArrayUInt8(), length(failed), 2),
    arrayResize(emptyArrayUInt8(), length(not_sure), 3)) AS outcome`;
/** Calls that passed, failed, are not sure. */
export const outcomeCounts = `toUInt32(countIf(outcome = 1)) AS passed_calls, toUInt32(countIf(outcome = 2)) AS failed_calls,
  toUInt32(countIf(outcome = 3)) AS not_sure_calls`;

const kinds = { rule: 'found_rules', entry: 'found_entries', phrase: 'found_phrases' };
export const findingCounts = {
  /** One row a finding. `nth` is 1 for the first of its kind in the call: what is counted by it are calls. */
  each: (kind: keyof typeof kinds) => `found_rules AS rule, found_entries AS entry, found_phrases AS phrase,
    found_certain AS certain, arrayEnumerateUniq(${kinds[kind]}) AS nth`,
  /** Certain findings, unsure ones, calls with one at least. */
  columns: `toUInt32(countIf(certain)) AS certain_count, toUInt32(countIf(NOT certain)) AS unsure_count,
    toUInt32(countIf(nth = 1)) AS in_calls`,
};

/** Whole scores and how many calls have each; the two lists of it apart, as they are kept. */
const spread = 'sumMapIf([toUInt8(round(assumeNotNull(score)))], [toUInt32(1)], isNotNull(score))';
export const scoreSpread = {
  both: spread,
  scores: `${spread}.1`,
  calls: `arrayMap(n -> toUInt32(n), ${spread}.2)`,
};
/** Calls, checked ones, those with a score, its sum and that of its squares, fatal ones: columns of the counts kept by day. */
export const scoreSums = `toUInt32(count()), toUInt32(countIf(checked)), toUInt32(countIf(isNotNull(score))),
  sum(toFloat64(ifNull(score, 0))), sum(toFloat64(ifNull(score, 0)) * ifNull(score, 0)), toUInt32(countIf(notEmpty(fatal)))`;
/**
 * Calls with what the client asked about (`topics`), empty where that is not known.
 * @param days the UTC days of the calls, as a condition on `day`
 */
export const besideTopics = (calls: string, days: string) => `${calls}
  LEFT ANY JOIN (SELECT call_id AS t_call, topics FROM call_topics FINAL WHERE ${days}) AS t ON call_id = t_call`;
/** A row a topic of each call, the empty one where it has none. */
export const eachTopic = `ARRAY JOIN if(empty(topics), [toLowCardinality('')], topics) AS topic`;
export const withTopics = (calls: string, days: string) => `${besideTopics(calls, days)}
  ${eachTopic}`;
/** The name that the last call with one gives. */
export const lastName = "argMax(operator_name, (operator_name != '', started_at))";
