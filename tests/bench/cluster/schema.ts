/** The tables: made by two processes at once, the same on every server, and none of them read-only. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { FactsClient } from '../../../analyzer/storage/facts/client.ts';
import { check } from './report.ts';
import type { Cluster, Server } from './servers.ts';

const migrate = fileURLToPath(new URL('./migrate.ts', import.meta.url));

export async function checkSchema({ servers }: Cluster): Promise<void> {
  const [first, , third] = servers as [Server, Server, Server, Server];
  const both = async () => {
    const ended = await Promise.allSettled([first, third].map((server) => inProcess(server)));
    return ended.flatMap((one) =>
      one.status === 'rejected' ? [String(one.reason.stderr ?? one.reason).slice(-600)] : [],
    );
  };
  const failed = await both();
  check('migrated by two processes at once, over different servers', failed.length === 0, failed.join('\n'));
  const before = await tablesOf(first.root);
  const again = await both();
  check(
    'migrated again, nothing to do',
    again.length === 0 && same([before, await tablesOf(first.root)]),
    again.join('\n'),
  );
  const tables = await Promise.all(servers.map(({ root }) => tablesOf(root)));
  const engines = new Map<string, number>();
  for (const [, engine = ''] of tables[0] ?? []) engines.set(engine, (engines.get(engine) ?? 0) + 1);
  check(
    'the same tables on every server',
    same(tables),
    [...engines].map(([engine, n]) => `${engine} ${n}`).join(', '),
  );
  const applied = await Promise.all(
    servers.map(({ root }) => rowsOf(root, 'SELECT name, checksum FROM schema_migrations FINAL ORDER BY name')),
  );
  check(
    'every server knows what has been applied',
    same(applied) && (applied[0]?.length ?? 0) > 0,
    `${applied.map(({ length }) => length).join(', ')} migrations`,
  );
  for (const { root, name } of servers) {
    const [replicas] = await rowsOf<{ n: number; whole: number }>(
      root,
      `SELECT count() AS n, countIf(NOT is_readonly AND total_replicas = 2 AND active_replicas = 2) AS whole
       FROM system.replicas WHERE database = currentDatabase()`,
    );
    check(
      `${name}: both replicas of each table are there`,
      replicas?.n === replicas?.whole && replicas?.n !== 0,
      `${replicas?.n} tables`,
    );
  }
}

const inProcess = ({ address }: Server) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', migrate, JSON.stringify(address)]);

const same = (answers: readonly unknown[]) => new Set(answers.map((answer) => JSON.stringify(answer))).size === 1;

const tablesOf = async (client: FactsClient) =>
  (
    await rowsOf<{ name: string; engine: string; columns: string }>(
      client,
      `SELECT name, engine, toString(groupArray((c.name, c.type))) AS columns
       FROM system.tables AS t LEFT JOIN system.columns AS c ON c.database = t.database AND c.table = t.name
       WHERE t.database = currentDatabase() GROUP BY name, engine ORDER BY name`,
    )
  ).map(({ name, engine, columns }) => [name, engine, columns]);

/** Rows of a query of the bench's own. */
export async function rowsOf<T>(client: FactsClient, query: string): Promise<T[]> {
  return (await client.query({ query, format: 'JSONEachRow' })).json<T>();
}
