/**
 * Counts by local day and copies of its calls, kept beside the calls so that long periods are read quickly. A day's counts hold while the print of its
 * calls is the one they were counted from; a day that has changed is counted from its calls until it is rolled again.
 */
import { z } from 'zod';
import type { FactsClient, FactsReader } from './client.ts';
import { factsQuery, runFactsQuery } from './query.ts';
import { rollStatements } from './roll-statements.ts';
import type { Judge } from './screens/judge.ts';
import type { StoredParts } from './stored-parts.ts';

const days = 'day >= {from:Date} - 1 AND day <= {to:Date} + 1';
/** A counting that a reader may be late for is not begun with. */
const young = 'toUInt64(toUnixTimestamp(now() - INTERVAL 25 DAY)) * 1000000';

/** Raised when a counting writes more than it did: what was counted before does not hold. */
const countingVersion = 4;

/**
 * Prints are of UTC days, which are read fast; a local day has those of the one or two UTC days in which its calls are. Over all
 * rows, replaced ones too: what a merge drops makes another print, and the day is only rolled once more.
 */
const statesOfDays = factsQuery({
  name: 'states_of_days',
  sql: `SELECT toString(live.local) AS local_day, toString(live.machine) AS machine_print, toString(live.people) AS people_print,
      live.machine = rolled.print AS holds, holds AND live.people = rolled.people_print AND rolled.people_build > 0 AS people_hold,
      toUInt64(rolled.build) AS of_build, toUInt64(rolled.people_build) AS of_people_build
    FROM (SELECT arrayJoin(arrayDistinct([toDate(first_at, {zone:String}), toDate(last_at, {zone:String})])) AS local,
        sum(c.print + t.print + s.print) + ${countingVersion} AS machine, sum(o.print) AS people
      FROM (SELECT day, sum(cityHash64(analysis_id, version, words_erased)) AS print, min(started_at) AS first_at, max(started_at) AS last_at
        FROM calls WHERE ${days} GROUP BY day) AS c
      LEFT JOIN (SELECT day, sum(cityHash64(call_id, topics)) AS print FROM call_topics WHERE ${days} GROUP BY day) AS t
        ON c.day = t.day
      LEFT JOIN (SELECT day, sum(cityHash64(call_id)) AS print FROM sampled_calls WHERE ${days} GROUP BY day) AS s
        ON c.day = s.day
      LEFT JOIN (SELECT day, sum(cityHash64(analysis_id, version)) AS print FROM call_outcomes WHERE ${days} GROUP BY day) AS o
        ON c.day = o.day
      GROUP BY local HAVING local >= {from:Date} AND local <= {to:Date}) AS live
    LEFT JOIN (SELECT day, print, build, people_print, people_build FROM day_rolls FINAL
      WHERE zone = {zone:String} AND build > ${young}) AS rolled ON rolled.day = live.local
    ORDER BY local_day`,
  params: z.object({ zone: z.string(), from: z.string(), to: z.string() }),
  row: z
    .object({
      local_day: z.string(),
      machine_print: z.string(),
      people_print: z.string(),
      of_build: z.number(),
      of_people_build: z.number(),
      holds: z.union([z.boolean(), z.number()]),
      people_hold: z.union([z.boolean(), z.number()]),
    })
    .transform((row) => ({
      day: row.local_day,
      /** Of the calls with their topics and which of them were drawn, and of what people decided about them. */
      prints: { machine: row.machine_print, people: row.people_print },
      /** The countings that hold; null: none does. */
      builds: {
        machine: Number(row.holds) === 1 ? row.of_build : null,
        people: Number(row.people_hold) === 1 ? row.of_people_build : null,
      },
      /** The last counting that was begun, whether it holds or not; 0: there is none. */
      begun: row.of_build,
    })),
  limit: 100_000,
});
export type DayState = z.output<typeof statesOfDays.row>;

/** What the states are read of. */
export const tablesOfStates = ['calls', 'call_topics', 'sampled_calls', 'call_outcomes', 'day_rolls'];

/** Days of the period that have calls, and which of them are rolled. */
export const readDayStates = (
  reader: FactsReader,
  period: { zone: string; from: string; to: string },
): Promise<DayState[]> => runFactsQuery(reader, statesOfDays, period);

const allDays = { from: '1970-01-02', to: '2148-12-31' };
/** Print of the decisions about a day when there are none. */
const nobodyDecided = '0';
/** In the place of a print: no day has it. */
const noPrint = String(2n ** 64n - 1n);
/** Days counted in one statement. */
const daysAtOnce = 16;

const statements = { machine: rollStatements('machine'), people: rollStatements('people') };
/** More than the days counted at once: builds for people's word stand behind those for the machine's. */
const peopleBuilds = 100;

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
  const changed = states.filter((state) => settled(state) && state.builds.people === null).slice(-most);
  let rolled = 0;
  for (let at = 0; at < changed.length; at += daysAtOnce) {
    rolled += await rollTogether(client, zone, changed.slice(at, at + daysAtOnce));
  }
  return rolled;
}

async function rollTogether(client: FactsClient, zone: string, states: readonly DayState[]): Promise<number> {
  // Numbers that no counting had before: microseconds, and the place of the day.
  const build = Date.now() * 1_000;
  // A decision of people leaves the machine's counting as it is.
  const changed = states.filter(({ builds }) => builds.machine === null);
  const decided = states.filter(({ prints }) => prints.people !== nobodyDecided);
  const rolls = states.map((state) => {
    const ofMachine = state.builds.machine ?? build + changed.indexOf(state) + 1;
    return {
      zone,
      day: state.day,
      print: state.prints.machine,
      build: ofMachine,
      people_print: state.prints.people,
      // Where nobody has decided anything the machine's word is people's too.
      people_build: decided.includes(state) ? build + peopleBuilds + decided.indexOf(state) + 1 : ofMachine,
    };
  });
  // From here on nobody reads what was counted before: copies of a day replace its earlier ones, and a day may yet become again
  // what it was then, also when this process is killed.
  await write(
    rolls.map((roll, i) => ({
      ...roll,
      print: states[i]?.builds.machine === null ? noPrint : roll.print,
      people_print: noPrint,
    })),
  );
  await count('machine', changed, build);
  await count('people', decided, build + peopleBuilds);
  const after = new Map((await readDayStates(client, periodOf(states))).map((state) => [state.day, state]));
  const whole = rolls.filter(({ day, print, people_print, build: begun }) => {
    const now = after.get(day);
    // Begun no more: all counts were forgotten meanwhile, or another process is at it.
    return now?.prints.machine === print && now.prints.people === people_print && now.begun === begun;
  });
  await write(whole);
  return whole.length;

  async function write(values: readonly (typeof rolls)[number][]): Promise<void> {
    if (values.length > 0) await client.insert({ table: 'day_rolls', values, format: 'JSONEachRow' });
  }

  function periodOf(some: readonly DayState[]) {
    return { zone, from: some[0]?.day ?? '', to: some.at(-1)?.day ?? '' };
  }

  async function count(judge: Judge, some: readonly DayState[], first: number): Promise<void> {
    if (some.length === 0) return;
    const query_params = { ...periodOf(some), build: first, days: some.map(({ day }) => day) };
    const clickhouse_settings = { do_not_merge_across_partitions_select_final: 1, max_execution_time: 600 } as const;
    for (const query of statements[judge]) await client.command({ query, query_params, clickhouse_settings });
  }
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
    const settled = ({ day, prints }: DayState) => {
      const print = `${prints.machine} ${prints.people}`;
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

/** What a counting writes. */
export const rolledTables = ['day_rolls', 'day_counts', 'day_scores', 'day_topics', 'day_calls'] as const;
export const isRolled = (table: string): boolean => (rolledTables as readonly string[]).includes(table);

/**
 * Forgets all counts: they may hold phrases of calls whose words are deleted or masked. What is needed is counted again in the
 * background, and until then from the calls.
 */
export async function forgetRolls(parts: StoredParts): Promise<void> {
  for (const table of rolledTables) await parts.empty(table);
}
