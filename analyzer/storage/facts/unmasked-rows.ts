/** Stored rows of calls as they lie there, for masking what was stored before masking was. */
import { z } from 'zod';
import type { FactsClient } from './client.ts';
import { forgetRolls } from './day-rolls.ts';

import { factsQuery, runFactsQuery } from './query.ts';
import type { StoredParts } from './stored-parts.ts';

const pageSize = 200;

/** A row with everything in it: it is written back under its own key and version. */
const rowSchema = z.looseObject({ day: z.string(), call_id: z.string(), analysis_id: z.string(), version: z.number() });
export type StoredRow = z.infer<typeof rowSchema>;

const callsToMask = factsQuery({
  name: 'calls_to_mask',
  sql: `SELECT day, call_id FROM segments
        WHERE (day > {day:Date} OR (day = {day:Date} AND call_id > {after:UUID}))
          AND (call_id, analysis_id) NOT IN (SELECT call_id, analysis_id FROM originals FINAL WHERE masking = {masking:String})
        GROUP BY day, call_id ORDER BY day, call_id LIMIT ${pageSize}`,
  params: z.object({ day: z.string(), after: z.string(), masking: z.string() }),
  row: z.object({ day: z.string(), call_id: z.string() }),
  limit: pageSize,
  seconds: 600,
});

const rowsOf = (table: 'segments' | 'findings' | 'criteria' | 'calls' | 'originals', order: string) =>
  factsQuery({
    name: `stored_${table}_of_call`,
    sql: `SELECT * FROM ${table} FINAL WHERE day = {day:Date} AND call_id = {id:UUID} ORDER BY ${order}`,
    params: z.object({ day: z.string(), id: z.string() }),
    row: rowSchema,
    limit: 1_000_000,
  });
const queries = {
  segments: rowsOf('segments', 'analysis_id, seq'),
  findings: rowsOf('findings', 'analysis_id, n'),
  criteria: rowsOf('criteria', 'analysis_id, n'),
  calls: rowsOf('calls', 'version'),
  originals: rowsOf('originals', 'analysis_id'),
};
export type RowTable = keyof typeof queries;
/** Rows of words are written anew of the segments, never read. */
type WrittenTable = RowTable | 'said_words';

const sealedRows = factsQuery({
  name: 'sealed_rows',
  sql: `SELECT * FROM originals FINAL WHERE masks > 0
          AND (day > {day:Date} OR (day = {day:Date} AND (call_id, analysis_id) > ({after:UUID}, {analysis:UUID})))
        ORDER BY day, call_id, analysis_id LIMIT ${pageSize}`,
  params: z.object({ day: z.string(), after: z.string(), analysis: z.string() }),
  row: rowSchema.extend({ masking: z.string(), masks: z.number(), sealed: z.string() }),
  limit: pageSize,
  seconds: 600,
});

type SealedPlace = Pick<StoredRow, 'day' | 'call_id' | 'analysis_id'>;

const zero = '00000000-0000-0000-0000-000000000000';
const beginning = '1970-01-01';
const firstPlace: SealedPlace = { day: beginning, call_id: zero, analysis_id: zero };

export type UnmaskedRows = ReturnType<typeof unmaskedRows>;

/** The reader and writer over an open client. */
export function unmaskedRows(client: FactsClient, parts: StoredParts) {
  return {
    /** Calls with words that this masking has not seen, page by page. */
    async *calls(masking: string): AsyncGenerator<{ day: string; call_id: string }[]> {
      let [day, after] = [beginning, zero];
      for (;;) {
        const page = await runFactsQuery(client, callsToMask, { day, after, masking });
        const last = page.at(-1);
        if (last === undefined) return;
        yield page;
        [day, after] = [last.day, last.call_id];
      }
    },

    /** All current rows of a call in a table, of all its runs. */
    read: (table: RowTable, { day, call_id: id }: { day: string; call_id: string }): Promise<StoredRow[]> =>
      runFactsQuery(client, queries[table], { day, id }),

    /** Writes rows back: of two rows with one key and version the later one stays. */
    async write(table: WrittenTable, values: object[]): Promise<void> {
      if (values.length === 0) return;
      await client.insert({ table, values, format: 'JSONEachRow' });
      if (table === 'calls') await forgetRolls(parts);
    },

    /** The page of sealed rows behind one of them, from the first one on unless told. */
    sealedAfter: ({ day, call_id: after, analysis_id: analysis }: SealedPlace = firstPlace) =>
      runFactsQuery(client, sealedRows, { day, after, analysis }),

    /** Replaced rows leave the disk: until then a merge could still show them to who reads the files. */
    async forgetReplaced(tables: readonly WrittenTable[]): Promise<void> {
      for (const table of tables) await parts.merge(table);
    },
  };
}
