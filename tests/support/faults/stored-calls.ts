/** What the store of a running product holds of each call: counted there, past the limits of its API. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { openFactsClient } from '../../../analyzer/storage/facts/client.ts';

/** Rows of each call under FINAL, its segments, its findings, and how many findings its row tells of. */
export async function storedCalls(folder: string) {
  const note = z
    .object({ facts: z.object({ url: z.string(), user: z.string(), password: z.string(), database: z.string() }) })
    .parse(JSON.parse(readFileSync(join(folder, 'run', 'servers.json'), 'utf8')));
  const client = openFactsClient(note.facts);
  try {
    const answer = await client.query({
      query: `SELECT toString(call_id) AS id, toUInt32(count()) AS rows, toUInt32(any(findings) + any(unsure)) AS told,
          toString(any(analysis_id)) AS analysis FROM calls FINAL GROUP BY call_id`,
      format: 'JSONEachRow',
    });
    const rows = z
      .array(z.object({ id: z.string(), rows: z.number(), told: z.number(), analysis: z.string() }))
      .parse(await answer.json());
    const [segments, findings] = await Promise.all(['segments', 'findings'].map((table) => countsOf(client, table)));
    return new Map(
      rows.map(({ id, rows: count, told, analysis }) => [
        id,
        { rows: count, told, segments: segments?.get(analysis) ?? 0, findings: findings?.get(analysis) ?? 0 },
      ]),
    );
  } finally {
    await client.close();
  }
}

async function countsOf(client: ReturnType<typeof openFactsClient>, table: string): Promise<Map<string, number>> {
  const answer = await client.query({
    query: `SELECT toString(analysis_id) AS id, toUInt32(count()) AS n FROM ${table} FINAL GROUP BY analysis_id`,
    format: 'JSONEachRow',
  });
  return new Map((await answer.json<{ id: string; n: number }>()).map(({ id, n }) => [id, n]));
}
