/**
 * Who said which words, in one row a transcript: for words that are in every call an index of calls is fifty times shorter than
 * one of segments. Rows are written beside the segments; what was there before gets its rows from the segments, day after day.
 */
import { z } from 'zod';
import type { Segment } from '../../domain/call.ts';
import type { FactsClient, FactsReader } from './client.ts';
import { factsQuery, runFactsQuery } from './query.ts';
import { saidText } from './said-text.ts';
import { storeError } from './store-error.ts';

/** Words as they stand in a row: behind the first letter of who said them. The machine's voice is not searched. */
const markedWords = `if(speaker = 'ivr', [], arrayMap(word -> concat(substring(toString(speaker), 1, 1), word),
          arrayFilter(word -> word NOT IN ('', '҂'), splitByChar(' ', ${saidText}))))`;

/** Whether a row has a form of a word, said by one of the speakers: by the index, which is given bound values alone. */
export const rowHas = (forms: string) => `hasAny(words, arrayFlatten(arrayMap(
            speaker -> arrayMap(form -> concat(substring(speaker, 1, 1), form), {${forms}:Array(String)}), {speakers:Array(String)})))`;

/** The words of a transcript as its row holds them: what `markedWords` makes of its segments. */
export function wordsSaid(segments: readonly Pick<Segment, 'speaker' | 'text'>[]): string[] {
  const said = new Set<string>();
  for (const { speaker, text } of segments) {
    if (speaker === 'ivr') continue;
    const plain = text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .replace(/\[[^\]]*\]/g, ' ');
    for (const word of plain.match(/[а-яa-z0-9]+/g) ?? []) said.add(`${speaker.charAt(0)}${word}`);
  }
  return [...said].sort();
}

const withoutRow = `NOT words_erased AND NOT erased AND transcript_id NOT IN (SELECT analysis_id FROM said_words`;

const monthsOfCalls = factsQuery({
  name: 'months_of_calls',
  sql: `SELECT DISTINCT toString(toStartOfMonth(day)) AS first_day FROM calls ORDER BY first_day DESC`,
  params: z.object({}),
  row: z.object({ first_day: z.string() }).transform((row) => row.first_day),
  limit: 10_000,
});

const ofMonth = 'toStartOfMonth(day) = {month:Date}';
/** Days of a month with calls that have no row, newest first. */
const daysWithoutRows = factsQuery({
  name: 'days_without_words_by_call',
  sql: `SELECT toString(day) AS unread_day FROM calls FINAL WHERE ${ofMonth} AND ${withoutRow} WHERE ${ofMonth})
        GROUP BY day ORDER BY day DESC`,
  params: z.object({ month: z.string() }),
  row: z.object({ unread_day: z.string() }).transform((row) => row.unread_day),
  limit: 31,
});

/** Month by month from the newest: the server holds the ids of one month in memory, not of years. */
async function* daysToFill(reader: FactsReader): AsyncGenerator<string> {
  for (const month of await runFactsQuery(reader, monthsOfCalls, {}))
    yield* await runFactsQuery(reader, daysWithoutRows, { month });
}

/** A call in which nothing was said gets a row too. On disk rather than in memory, when a day is more than that. */
const fillDay = `INSERT INTO said_words (day, call_id, analysis_id, words, version)
  SELECT c.day, c.call_id, c.transcript_id, s.said, 0
  FROM (
    SELECT day, call_id, transcript_id FROM calls FINAL WHERE day = {day:Date} AND ${withoutRow} WHERE day = {day:Date})
  ) AS c
  LEFT JOIN (
    SELECT analysis_id, arraySort(groupUniqArrayArray(${markedWords})) AS said
    FROM segments FINAL WHERE day = {day:Date} GROUP BY analysis_id
  ) AS s ON s.analysis_id = c.transcript_id
  SETTINGS max_bytes_before_external_group_by = 400000000`;

const whole = new WeakSet<FactsReader>();

/**
 * Whether every call has its row; asked until it is so. A call that a process of an older version writes afterwards is found a
 * minute later, when its row is made.
 */
export async function hasWordsByCall(reader: FactsReader): Promise<boolean> {
  if (whole.has(reader)) return true;
  for await (const _ of daysToFill(reader)) return false;
  whole.add(reader);
  return true;
}

/** Where all days were seen to be whole, they are looked at again after so long. */
const lookEveryMs = 60_000;

/**
 * Makes the rows that are missing, day by day from the newest. Not beside a deletion (hold `copyingLease`): what it takes away must
 * not come back from what was read before.
 */
export function wordsByCall(client: FactsClient) {
  let days: string[] = [];
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    /** Days that are left, newest first; looked for once a minute. */
    async daysLeft(): Promise<readonly string[]> {
      if (days.length === 0 && performance.now() - lookedAt > lookEveryMs) {
        lookedAt = performance.now();
        days = [];
        for await (const day of daysToFill(client)) days.push(day);
      }
      return days;
    },

    async fill(day: string): Promise<void> {
      try {
        await client.command({
          query: fillDay,
          query_params: { day },
          clickhouse_settings: { max_execution_time: 600, log_queries: 0 },
        });
      } catch (error) {
        throw storeError(error, 'said_words');
      }
      days = days.filter((left) => left !== day);
    },
  };
}
