/** Sealed original words of masked calls: one row a transcript. What is sealed and how is not the store's business. */
import { z } from 'zod';
import type { FactsClient } from './client.ts';
import { factsQuery, runFactsQuery } from './query.ts';

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
        WHERE day >= {from:Date} AND day <= {to:Date} AND call_id IN {ids:Array(UUID)} AND analysis_id IN {analyses:Array(UUID)}
          AND masks > 0`,
  params: z.object({ from: z.string(), to: z.string(), ids: z.array(z.string()), analyses: z.array(z.string()) }),
  row: z.object({ call_id: z.string(), sealed: z.string() }),
  limit: 1_000,
});

/** Seals of the transcripts of a page of calls, by call; calls without masks are missing. */
export async function readOriginals(
  client: FactsClient,
  page: { from: string; to: string; ids: string[]; analyses: string[] },
): Promise<Map<string, string>> {
  if (page.ids.length === 0) return new Map();
  const rows = await runFactsQuery(client, originalsOfPage, page);
  return new Map(rows.map(({ call_id, sealed }) => [call_id, sealed]));
}
