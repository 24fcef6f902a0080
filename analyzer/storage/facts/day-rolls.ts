/**
 * Counts by local day, kept beside the calls so that long periods are read quickly. A day's counts hold while the print of its
 * calls is the one they were counted from; a day that has changed is counted from its calls until it is rolled again.
 */
import { z } from 'zod';
import type { FactsClient, FactsReader } from './client.ts';
import { factsQuery, runFactsQuery } from './query.ts';
import { findingCounts, outcomeCounts, outcomes } from './screens/counted.ts';
import type { StoredParts } from './stored-parts.ts';

const localDay = 'toDate(started_at, {zone:String})';

/** Over all rows, replaced ones too: what a merge drops makes another print, and the day is only rolled once more. */
const statesOfDays = factsQuery({
  name: 'states_of_days',
  sql: `SELECT toString(live.day) AS local_day, toString(live.print) AS now_print, live.print = rolled.print AS holds,
      toUInt64(rolled.build) AS of_build
    FROM (SELECT ${localDay} AS day, sum(cityHash64(call_id, version, analysis_id, words_erased)) AS print FROM calls
      WHERE calls.day >= {from:Date} - 1 AND calls.day <= {to:Date} + 1 GROUP BY day
      HAVING day >= {from:Date} AND day <= {to:Date}) AS live
    LEFT JOIN (SELECT day, print, build FROM day_rolls FINAL
      WHERE zone = {zone:String} AND build > toUInt64(toUnixTimestamp(now() - INTERVAL 25 DAY)) * 1000000) AS rolled ON rolled.day = live.day
    ORDER BY local_day`,
  params: z.object({ zone: z.string(), from: z.string(), to: z.string() }),
  row: z
    .object({
      local_day: z.string(),
      now_print: z.string(),
      of_build: z.number(),
      holds: z.union([z.boolean(), z.number()]),
    })
    .transform((row) => ({
      day: row.local_day,
      print: row.now_print,
      /** The counting that holds; null: none does. */
      build: Number(row.holds) === 1 ? row.of_build : null,
    })),
  limit: 100_000,
});
export type DayState = z.output<typeof statesOfDays.row>;

/** Days of the period that have calls, and which of them are rolled. */
export const readDayStates = (
  reader: FactsReader,
  period: { zone: string; from: string; to: string },
): Promise<DayState[]> => runFactsQuery(reader, statesOfDays, period);

const allDays = { from: '1970-01-02', to: '2148-12-31' };
/** Days counted in one statement. */
const daysAtOnce = 16;

const ofDays = `FROM calls FINAL ARRAY JOIN `;
const inDays = `WHERE day >= {from:Date} - 1 AND day <= {to:Date} + 1 AND ${localDay} IN {days:Array(Date)}`;
const buildOf = `{build:UInt64} + indexOf({days:Array(Date)}, ${localDay})`;
const counted = (kind: 'rule' | 'entry' | 'phrase', columns: string, group: string) =>
  `SELECT ${localDay} AS local, ${buildOf}, '${kind}', ${columns}, ${findingCounts.columns}
    ${ofDays} ${findingCounts.each(kind)} ${inDays} GROUP BY local, ${group}`;
const statements = [
  `SELECT ${localDay} AS local, ${buildOf}, 'criterion', operator_id, '', criterion, '', ${outcomeCounts}
    ${ofDays} ${outcomes} ${inDays} GROUP BY local, operator_id, criterion`,
  counted('rule', "operator_id, rule, '', ''", 'operator_id, rule'),
  counted('entry', "operator_id, rule, entry, ''", 'operator_id, rule, entry'),
  counted('phrase', "'', min((rule, entry)).1, min((rule, entry)).2, phrase", 'phrase'),
].map(
  (select) =>
    `INSERT INTO day_counts (day, build, kind, operator_id, rule, entry, phrase, first, second, third) ${select}`,
);

/**
 * Rolls the days of a zone that have changed. One at a time over a store: hold a lease.
 * @param settled tells of a day and its print whether it is worth rolling now (a day on which calls still come in is not)
 * @param most days of this time, the newest ones
 * @returns how many days were rolled
 */
export async function rollDays(
  client: FactsClient,
  zone: string,
  settled: (state: DayState) => boolean = () => true,
  most = Number.POSITIVE_INFINITY,
): Promise<number> {
  const states = await readDayStates(client, { zone, ...allDays });
  const changed = states.filter((state) => settled(state) && state.build === null).slice(-most);
  let rolled = 0;
  for (let at = 0; at < changed.length; at += daysAtOnce) {
    rolled += await rollTogether(client, zone, changed.slice(at, at + daysAtOnce));
  }
  return rolled;
}

async function rollTogether(client: FactsClient, zone: string, states: readonly DayState[]): Promise<number> {
  const [first, last] = [states[0], states.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const period = { zone, from: first.day, to: last.day };
  // Numbers that no counting had before: microseconds, and the place of the day.
  const build = Date.now() * 1_000;
  const query_params = { ...period, build, days: states.map(({ day }) => day) };
  const clickhouse_settings = { do_not_merge_across_partitions_select_final: 1, max_execution_time: 600 } as const;
  for (const query of statements) await client.command({ query, query_params, clickhouse_settings });
  const after = new Map((await readDayStates(client, period)).map((state) => [state.day, state.print]));
  const values = states
    .filter(({ day, print }) => after.get(day) === print)
    .map(({ day, print }) => ({
      zone,
      day,
      print,
      build: build + states.findIndex((one) => one.day === day) + 1,
    }));
  if (values.length > 0) await client.insert({ table: 'day_rolls', values, format: 'JSONEachRow' });
  return values.length;
}

/** So long nothing may have come to a day before it is rolled: a working day is not counted again with every call. */
const quietMs = 300_000;
/** Days of one look: what else the process has to do is not held up by a year of history. */
const daysOfLook = 32;

/** Rolls days again and again: each that has stood as it is for five minutes. */
export function dayRoller(client: FactsClient, zone: string, clock: () => number = Date.now): () => Promise<number> {
  let before = new Map<string, { print: string; since: number }>();
  return () => {
    const seen: typeof before = new Map();
    const settled = ({ day, print }: DayState) => {
      const known = before.get(day);
      const since = known?.print === print ? known.since : clock();
      seen.set(day, { print, since });
      return clock() - since >= quietMs;
    };
    return rollDays(client, zone, settled, daysOfLook).finally(() => {
      before = seen;
    });
  };
}

/**
 * Forgets all counts: they may hold phrases of calls whose words are deleted or masked. What is needed is counted again in the
 * background, and until then from the calls.
 */
export async function forgetRolls(parts: StoredParts): Promise<void> {
  for (const table of ['day_rolls', 'day_counts']) await parts.empty(table);
}
