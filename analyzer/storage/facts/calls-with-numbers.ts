/** Calls in whose words a number of at least six digits may stand: as digits, behind a mask, or never looked through. */
import { z } from 'zod';
import type { FactsReader } from './client.ts';
import { factsQuery, runFactsQuery } from './query.ts';

const callsWithNumbers = factsQuery({
  name: 'calls_with_numbers',
  sql: `SELECT DISTINCT day, call_id FROM segments
        WHERE multiSearchAny(text, {masks:Array(String)})
          OR position(replaceRegexpAll(text, '[^0-9]', ''), {digits:String}) > 0
          OR call_id NOT IN (SELECT call_id FROM originals)
        ORDER BY day, call_id`,
  params: z.object({ masks: z.array(z.string()), digits: z.string().regex(/^\d{6,}$/) }),
  row: z.object({ day: z.string(), call_id: z.string() }).transform((row) => ({ day: row.day, id: row.call_id })),
  limit: 1_000_000,
  seconds: 600,
});

/** Candidates only: each of them is read and looked at. */
export const readCallsWithNumbers = (
  reader: FactsReader,
  masks: string[],
  digits: string,
): Promise<{ day: string; id: string }[]> => runFactsQuery(reader, callsWithNumbers, { masks, digits });
