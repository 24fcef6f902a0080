/** The last calls, and which of them can hold given words: the quick way to see what an entry would find. */
import { z } from 'zod';
import { factsQuery } from './query.ts';

const columns = 'day, call_id, operator_id, external_id, started_at';
const rowSchema = z
  .object({
    day: z.string(),
    call_id: z.string(),
    operator_id: z.string(),
    external_id: z.string(),
    started_at: z.string(),
    touched: z.boolean(),
  })
  .transform(({ call_id, operator_id, external_id, started_at, ...row }) => ({
    ...row,
    callId: call_id,
    operatorId: operator_id,
    externalId: external_id,
    startedAt: started_at,
  }));
export type RecentCall = z.output<typeof rowSchema>;

/** Newest first; `touched`: the call holds a word of `any`, or of one list of `all` a word of each of its lists. */
export const recentCalls = factsQuery({
  name: 'recent_calls_with_words',
  sql: `WITH recent AS (
      SELECT ${columns}, transcript_id FROM calls FINAL WHERE NOT words_erased
      ORDER BY day DESC, started_at DESC, call_id LIMIT {calls:UInt32})
    SELECT ${columns}, toBool(transcript_id NOT IN (
        SELECT analysis_id FROM call_words
        WHERE day >= (SELECT min(recent.day) FROM recent) AND NOT (hasAny(words, {any:Array(UInt32)})
          OR arrayExists(phrase -> arrayAll(word -> hasAny(words, word), phrase), {all:Array(Array(Array(UInt32)))}))
      )) AS touched
    FROM recent ORDER BY day DESC, started_at DESC, call_id`,
  params: z.object({
    calls: z.number().int().positive(),
    any: z.array(z.number()),
    all: z.array(z.array(z.array(z.number()))),
  }),
  row: rowSchema,
  limit: 20_000,
});
