/** Which days hold, asked of the store once for all questions of a page, and again only when something has been written. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { FactsReader } from '../client.ts';
import { type DayState, readDayStates, tablesOfStates } from '../day-rolls.ts';
import { factsQuery, runFactsQuery } from '../query.ts';
import { serverCode } from '../store-error.ts';

/** A part of a table never changes: what replaces it has another name. Distributed tables have none of their own. */
const partsOfStates = factsQuery({
  name: 'parts_of_states',
  sql: `SELECT toString(sum(cityHash64(table, name, modification_time))) AS print, toUInt32(count()) AS parts FROM system.parts
    WHERE active AND database = currentDatabase() AND table IN (${tablesOfStates.map((table) => `'${table}'`).join(', ')})`,
  params: z.object({}),
  row: z.object({ print: z.string(), parts: z.number() }),
  limit: 1,
});

type Period = Parameters<typeof readDayStates>[1];

/** Counts are read for days after they were found to hold: what was found is not kept for long. */
const longestKeptMs = 600_000;
const mostKept = 50;
/** The server's code for what an account may not do. */
const notAllowed = '497';

/** The states while the parts they were read of stand; every time anew where the parts cannot be told. */
function statesWhilePartsStand(reader: FactsReader): (period: Period) => Promise<DayState[]> {
  const kept = new Map<string, { parts: string; at: number; states: DayState[] }>();
  let isHidden = false;
  const partsNow = async (): Promise<string | null> => {
    if (isHidden) return null;
    try {
      const [row] = await runFactsQuery(reader, partsOfStates, {});
      return row === undefined || row.parts === 0 ? null : row.print;
    } catch (error) {
      // An account of the customer's server may not see system tables. A store that is gone is told of by the next question.
      isHidden = serverCode(error) === notAllowed;
      return null;
    }
  };
  return async (period) => {
    const parts = await partsNow();
    if (parts === null) return readDayStates(reader, period);
    const key = JSON.stringify(period);
    const known = kept.get(key);
    if (known?.parts === parts && Date.now() - known.at < longestKeptMs) return known.states;
    const states = await readDayStates(reader, period);
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, { parts, at: Date.now(), states });
    return states;
  };
}

/**
 * Reads day states once for all who ask in one turn of the event loop, as a page does with its questions: only after the last of
 * them has asked, so that nobody is told of less than what stood when they did.
 */
export function sharedDayStates(reader: FactsReader): (period: Period) => Promise<DayState[]> {
  const read = statesWhilePartsStand(reader);
  const waiting = new Map<string, Promise<DayState[]>>();
  return (period) => {
    const key = JSON.stringify(period);
    const asked =
      waiting.get(key) ??
      nextTurn().then(() => {
        waiting.delete(key);
        return read(period);
      });
    waiting.set(key, asked);
    return asked;
  };
}
