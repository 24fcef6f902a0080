/** Writing goes on while replicas lag, die and come back: nothing may be lost, doubled or read too early. */
import { setTimeout as pause } from 'node:timers/promises';
import { waitFor } from '../../support/wait-for.ts';
import { check } from './report.ts';
import { rowsOf } from './schema.ts';
import type { Cluster, Server } from './servers.ts';

/** Runs `work` while the second replica of each shard gets nothing of what is written. */
export async function whileReplicasLag({ servers }: Cluster, work: () => Promise<void>): Promise<void> {
  const second = servers.filter(({ replica }) => replica === 2);
  const tell = async (what: 'STOP' | 'START') => {
    for (const server of second) {
      for (const table of await replicatedTables(server))
        await server.root.command({ query: `SYSTEM ${what} FETCHES ${table}` });
    }
  };
  await tell('STOP');
  await work();
  await tell('START');
}

/** Kills the server while `work` goes on; `work` is done again when the store told of an error. */
export async function whileDying(server: Server, work: () => Promise<unknown>): Promise<void> {
  let errors = 0;
  const done = (async () => {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        errors += 1;
        if (errors > 20) throw error;
        await pause(500);
      }
    }
  })();
  await pause(1_500);
  await server.kill();
  await done;
  check(`${server.name} killed while calls were written`, true, `${errors} errors told and repeated`);
}

/** Waits until no replica has anything left to fetch: who is killed next must not be the only one with a row. */
export async function whenCaughtUp({ servers }: Cluster): Promise<void> {
  for (const server of servers) {
    await waitFor(async () => {
      const [left] = await rowsOf<{ n: number }>(
        server.root,
        `SELECT countIf(is_readonly OR queue_size > 0 OR active_replicas < total_replicas) AS n FROM system.replicas
         WHERE database = currentDatabase()`,
      );
      return left?.n === 0;
    });
    for (const table of await replicatedTables(server))
      await server.root.command({ query: `SYSTEM SYNC REPLICA ${table}` });
  }
}

/** Tells whether both replicas of each shard have the same rows, once they have caught up. */
export async function checkReplicas(cluster: Cluster): Promise<void> {
  const { servers } = cluster;
  await whenCaughtUp(cluster);
  for (const shard of [1, 2]) {
    const [one, other] = servers.filter((server) => server.shard === shard) as [Server, Server];
    const unlike: string[] = [];
    let rows = 0;
    for (const table of await replicatedTables(one)) {
      const query = `SELECT count() AS n, toString(sum(cityHash64(*))) AS print FROM ${table}`;
      const [[mine], [theirs]] = (await Promise.all(
        [one, other].map(({ root }) => rowsOf<{ n: number; print: string }>(root, query)),
      )) as [{ n: number; print: string }[], { n: number; print: string }[]];
      rows += mine?.n ?? 0;
      // Each replica merges by itself: rows that are replaced may be gone on one alone.
      if (mine?.print !== theirs?.print) unlike.push(`${table} ${mine?.n}/${theirs?.n}`);
    }
    check(
      `shard ${shard}: both replicas hold the same rows`,
      unlike.length === 0,
      unlike.length === 0 ? `${rows} rows` : unlike.join(', '),
    );
  }
}

const replicatedTables = async ({ root }: Server) =>
  (
    await rowsOf<{ table: string }>(
      root,
      'SELECT table FROM system.replicas WHERE database = currentDatabase() ORDER BY table',
    )
  ).map(({ table }) => table);
