/** Follows the transcripts: tells of each what the client asked about, inside the server. */
import { z } from 'zod';
import type { FactsClient } from './client.ts';
import { factsQuery, runFactsQuery } from './query.ts';
import { saidText } from './said-text.ts';
import { storeError } from './store-error.ts';

/** A topic with every form of its words. */
export interface TopicForms {
  id: string;
  forms: readonly string[];
}

export type CallTopics = ReturnType<typeof callTopics>;

/** Days that are worked through by one statement. */
const daysAtOnce = 10;

const untold = `NOT words_erased AND NOT erased AND (day, call_id, transcript_id) NOT IN (
    SELECT day, call_id, analysis_id FROM call_topics FINAL WHERE lists = {lists:String})`;

/** Days that have transcripts without topics, newest first. */
const daysWithoutTopics = factsQuery({
  name: 'days_without_topics',
  sql: `SELECT toString(day) AS untold_day FROM calls FINAL WHERE ${untold} GROUP BY day ORDER BY day DESC LIMIT 10000`,
  params: z.object({ lists: z.string() }),
  row: z.object({ untold_day: z.string() }),
  limit: 10_000,
});

/** Words are compared utterance by utterance: all words of ten days at once are more than the server's memory. */
const tell = `INSERT INTO call_topics (day, call_id, analysis_id, topics, lists)
  SELECT c.day, c.call_id, c.transcript_id, arrayFilter(topic -> has(s.told, topic), {topics:Array(String)}), {lists:String}
  FROM (
    SELECT day, call_id, transcript_id FROM calls FINAL WHERE day IN {days:Array(Date)} AND ${untold}
  ) AS c
  LEFT JOIN (
    SELECT day, call_id, analysis_id,
      groupUniqArrayArray(arrayFilter((topic, forms) -> hasAny(words, forms), {topics:Array(String)}, {forms:Array(Array(String))})) AS told
    FROM (
      SELECT day, call_id, analysis_id, splitByChar(' ', ${saidText}) AS words
      FROM segments FINAL WHERE day IN {days:Array(Date)} AND speaker = 'client')
    GROUP BY day, call_id, analysis_id
  ) AS s ON s.day = c.day AND s.call_id = c.call_id AND s.analysis_id = c.transcript_id
  SETTINGS max_partitions_per_insert_block = 0`;

/** The topics over an open client. */
export function callTopics(client: FactsClient) {
  return {
    /**
     * Tells the topics of every transcript that has none under these lists. Two at it at once do it twice, with one result.
     * @param lists digest of the topics: under another one all are told anew
     * @returns days worked through
     */
    async catchUp(topics: readonly TopicForms[], lists: string): Promise<number> {
      const days = await runFactsQuery(client, daysWithoutTopics, { lists });
      for (let from = 0; from < days.length; from += daysAtOnce) {
        const chosen = days.slice(from, from + daysAtOnce).map((row) => row.untold_day);
        try {
          await client.command({
            query: tell,
            query_params: {
              days: chosen,
              lists,
              topics: topics.map(({ id }) => id),
              forms: topics.map(({ forms }) => [...forms]),
            },
            clickhouse_settings: { max_execution_time: 600, do_not_merge_across_partitions_select_final: 1 },
          });
        } catch (error) {
          throw storeError(error, 'call_topics');
        }
      }
      return days.length;
    },
  };
}
