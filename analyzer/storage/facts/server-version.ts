/** What the server can do, told by its version. */
import { z } from 'zod';
import type { FactsReader } from './client.ts';
import { factsQuery, runFactsQuery } from './query.ts';

const serverVersion = factsQuery({
  name: 'server_version',
  sql: 'SELECT version() AS version',
  params: z.object({}),
  row: z.object({ version: z.string() }),
  limit: 1,
});

/** Oldest server whose SQL the migrations and queries use (text functions, OR REPLACE, settings by query): 25.8 LTS. */
export const oldestServer = '25.8';
/** From here on text indexes and the functions over them are there without a setting. */
const textIndexServer = '26.1';

/** True when a version like «26.7.2.1» is `needed` («25.8») or newer. */
export function isServerNewEnough(version: string, needed = oldestServer): boolean {
  const [year = 0, month = 0] = version.split('.').map(Number);
  const [neededYear = 0, neededMonth = 0] = needed.split('.').map(Number);
  return year > neededYear || (year === neededYear && month >= neededMonth);
}

/** Version of the server, like «26.7.2.1». */
export async function readServerVersion(reader: FactsReader): Promise<string> {
  const [server] = await runFactsQuery(reader, serverVersion, {});
  return server?.version ?? '0.0';
}

const known = new WeakMap<FactsReader, boolean>();

/** Whether the server has text indexes; asked once for each reader. */
export async function hasTextIndexes(reader: FactsReader): Promise<boolean> {
  const before = known.get(reader);
  if (before !== undefined) return before;
  const has = isServerNewEnough(await readServerVersion(reader), textIndexServer);
  known.set(reader, has);
  return has;
}
