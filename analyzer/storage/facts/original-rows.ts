/** Sealed original words of masked calls: one row a transcript. What is sealed and how is not the store's business. */
import { z } from 'zod';
import type { FactsClient } from './client.ts';
import { binaryAnswer, factsQuery, runFactsQuery } from './query.ts';
import { RowBinaryReader } from './row-binary.ts';
import { ofPage, partsOfPage } from './stored-words.ts';

/** What stands beside a masked transcript. */
export interface OriginalRow {
  masking: string;
  masks: number;
  sealed: string;
}

interface RowKey {
  day: string;
  call_id: string;
  analysis_id: string;
  version: number;
}

export const originalRow = (key: RowKey, { masking, masks, sealed }: OriginalRow) => ({
  ...key,
  masking,
  masks,
  sealed,
});

const originalsOfPage = factsQuery({
  name: 'originals_of_page',
  sql: `SELECT call_id, sealed FROM originals FINAL
        WHERE ${ofPage} AND masks > 0`,
  params: partsOfPage,
  // Read in binary: the columns' own types are the schema.
  row: z.unknown(),
  limit: 1_000,
});

/** Seals of the transcripts of a page of calls, by call; calls without masks are missing. */
export async function readOriginals(
  client: FactsClient,
  page: z.input<typeof partsOfPage>,
): Promise<Map<string, string>> {
  if (page.these.length === 0) return new Map();
  const reader = new RowBinaryReader(await binaryAnswer(client, originalsOfPage, page));
  const seals = new Map<string, string>();
  while (!reader.done) seals.set(reader.uuid(), reader.text());
  return seals;
}

const originalOfCall = factsQuery({
  name: 'original_of_call',
  sql: `SELECT masking, masks, sealed FROM originals FINAL WHERE day = {day:Date} AND call_id = {id:UUID}
          AND analysis_id IN (SELECT transcript_id FROM calls FINAL WHERE day = {day:Date} AND call_id = {id:UUID})`,
  params: z.object({ day: z.string(), id: z.string() }),
  row: z.object({ masking: z.string(), masks: z.number(), sealed: z.string() }),
  limit: 1,
});

export type OriginalRows = ReturnType<typeof originalRows>;

/** The reader over an open client. */
export function originalRows(client: FactsClient) {
  return {
    /** What stands beside the words of a call's current run; null when they were never masked. */
    async ofCall(call: { id: string; day: string }): Promise<OriginalRow | null> {
      const [row] = await runFactsQuery(client, originalOfCall, call);
      return row ?? null;
    },
  };
}
