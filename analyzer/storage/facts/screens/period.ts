/** What the questions of all screens share: a period in local days, and which of its calls are meant. */
import { z } from 'zod';

/** Local days, both included, in the call centre's time zone. */
const periodShape = { from: z.iso.date(), to: z.iso.date(), zone: z.string().min(1) };

/** `day` is the UTC day and leads the sort key; the local day differs from it by one at most. */
const localDay = 'toDate(started_at, {zone:String})';
export const daysOfPeriod = 'day >= {from:Date} - 1 AND day <= {to:Date} + 1';
export const inPeriod = `${daysOfPeriod}
  AND ${localDay} >= {from:Date} AND ${localDay} <= {to:Date}`;

/** What a call may be marked with; several flags mean «any of them». */
export const callFlags = ['fatal', 'findings', 'unsure', 'not_sure_criteria', 'no_score'] as const;

/** Filters; an empty list (or null) means «all». Teams are filtered by the ids of their operators. */
const filterShape = {
  operators: z.array(z.string()).default([]),
  /** Criteria of which one at least failed. */
  criteria: z.array(z.string()).default([]),
  /** Rules and lexicon entries of which one at least was found. */
  rules: z.array(z.string()).default([]),
  entries: z.array(z.string()).default([]),
  sources: z.array(z.string()).default([]),
  directions: z.array(z.string()).default([]),
  flags: z.array(z.enum(callFlags)).default([]),
  /** Score, both ends included; calls without a score are out as soon as one end is given. */
  min_score: z.number().min(0).max(100).nullable().default(null),
  max_score: z.number().min(0).max(100).nullable().default(null),
  /** What the client asked about: one of the topics at least. */
  topics: z.array(z.string()).default([]),
  /** Local hours of the day, 0…23. */
  hours: z.array(z.number().int().min(0).max(23)).default([]),
  /** Only calls of the audit samples, drawn by lot: what is counted over them is unbiased. */
  sampled: z.boolean().default(false),
};

export const filterParams = z.object({ ...periodShape, ...filterShape });
/** Period and filters of a question; `from`, `to` and `zone` are mandatory. */
export type CallFilter = z.input<typeof filterParams>;

const anyOf = (list: string, condition: string) => `(empty({${list}:Array(String)}) OR ${condition})`;

/** Few values are looked for one by one: `has` knows them by their number in the column's dictionary, ten times as fast. */
const fewValues = [1, 2, 3, 4];
function holdsAny(column: string, list: string): string {
  const values = `{${list}:Array(String)}`;
  const one = (n: number) => `has(${column}, ${values}[greatest(1, least(${n}, length(${values})))])`;
  return `if(length(${values}) <= ${fewValues.length}, ${fewValues.map(one).join(' OR ')}, hasAny(${column}, ${values}))`;
}

/** The calls of some topics: as their own table tells, in the UTC days of a condition, or beside each call (`besideTopics`). */
export const ofTopicsIn = (days: string) =>
  `call_id IN (SELECT call_id FROM call_topics FINAL WHERE hasAny(topics, {topics:Array(String)}) AND ${days})`;
export const ofTopicsBeside = holdsAny('topics', 'topics');

/** What no decision of people changes, beside the period: whose the call is, how it came, what about. */
export const ofCallWhenever = (ofTopics: string) => `${anyOf('operators', 'operator_id IN {operators:Array(String)}')}
  AND ${anyOf('sources', 'source IN {sources:Array(String)}')}
  AND ${anyOf('directions', 'direction IN {directions:Array(String)}')}
  AND ${anyOf('topics', ofTopics)}
  AND (empty({hours:Array(UInt8)}) OR toHour(started_at, {zone:String}) IN {hours:Array(UInt8)})`;

/** Calls that were drawn for the audit; looked for by the call alone, which is quicker than by pairs. */
export const isSampled = `${daysOfPeriod} AND call_id IN (
    SELECT call_id FROM sampled_calls WHERE {sampled:Bool} AND ${daysOfPeriod})`;

/** The part that asks what was found and decided. */
export const ofJudgement = `${anyOf('criteria', holdsAny('failed', 'criteria'))}
  AND ${anyOf('rules', holdsAny('found_rules', 'rules'))}
  AND ${anyOf('entries', holdsAny('found_entries', 'entries'))}
  AND ${anyOf(
    'flags',
    `(has({flags:Array(String)}, 'fatal') AND notEmpty(fatal))
      OR (has({flags:Array(String)}, 'findings') AND findings > 0)
      OR (has({flags:Array(String)}, 'unsure') AND unsure > 0)
      OR (has({flags:Array(String)}, 'not_sure_criteria') AND notEmpty(not_sure))
      OR (has({flags:Array(String)}, 'no_score') AND score IS NULL)`,
  )}
  AND ({min_score:Nullable(Float32)} IS NULL OR score >= {min_score:Nullable(Float32)})
  AND ({max_score:Nullable(Float32)} IS NULL OR score <= {max_score:Nullable(Float32)})`;

/** The condition of `filterParams` over the rows of `calls`. */
export const inFilter = `${inPeriod} AND ${ofCallWhenever(ofTopicsIn(daysOfPeriod))} AND (NOT {sampled:Bool} OR ${isSampled}) AND ${ofJudgement}`;

/** Step of a time axis; weeks begin on Monday. */
const stepSchema = z.enum(['day', 'week', 'month']);
export const stepParams = filterParams.extend({ step: stepSchema });
/** First local day of the step that the call falls into, as text. */
export const stepOf = 'toString(toDate(dateTrunc({step:String}, started_at, {zone:String})))';
