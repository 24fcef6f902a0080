/** What the versions of lexicons held: kept beside the calls that were judged by them. */
import { z } from 'zod';
import type { FactsClient } from './client.ts';
import { factsQuery, runFactsQuery } from './query.ts';

const contentOfVersion = factsQuery({
  name: 'lexicon_of_version',
  sql: 'SELECT content FROM lexicons WHERE version = {version:String} LIMIT 1',
  params: z.object({ version: z.string() }),
  row: z.object({ content: z.string() }),
  limit: 1,
});

/** The text that was kept under the version; null when none was. */
export async function readLexiconContent(client: FactsClient, version: string): Promise<string | null> {
  const [row] = await runFactsQuery(client, contentOfVersion, { version });
  return row?.content ?? null;
}

/** Keeps the content of a version; once is enough, again does no harm. */
export async function keepLexiconContent(client: FactsClient, version: string, content: string): Promise<void> {
  if ((await readLexiconContent(client, version)) !== null) return;
  await client.insert({ table: 'lexicons', values: [{ version, content }], format: 'JSONEachRow' });
}
