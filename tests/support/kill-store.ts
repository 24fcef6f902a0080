/** Writing calls while the store under them is killed with SIGKILL; then every acknowledged row is counted. */
import { setTimeout as pause } from 'node:timers/promises';
import { analyzerConfigSchema, readConfig } from '../../analyzer/config.ts';
import { createLogger } from '../../analyzer/platform/logger.ts';
import { startServers } from '../../analyzer/servers.ts';
import { type CallRun, callFacts } from '../../analyzer/storage/facts/call-facts.ts';
import { openFactsClient } from '../../analyzer/storage/facts/client.ts';
import { migrateFacts } from '../../analyzer/storage/facts/migrate.ts';
import { processesOf, signalTo } from './faults/process-tree.ts';
import { makeRun } from './make-run.ts';
import { waitFor } from './wait-for.ts';

export interface KillReport {
  rounds: number;
  restarts: number;
  acknowledged: number;
  /** Acknowledged calls that are missing or incomplete. */
  lost: number;
  /** Rows over those that were acknowledged calls' own. */
  doubled: number;
  /** Writes that gave up (their caller knows and repeats them). */
  refused: number;
}

/** Process ids of what this process has started whose command line names `program`. */
export const childrenNamed = (program: string): number[] => processesOf([process.pid], program);

const callsAtOnce = 5;
const writers = 3;

/** Kills the store `rounds` times while `writers` write; waits until it is up again after each. */
export async function killStoreWhileWriting(
  folder: string,
  rounds: number,
  onRound: (round: number, acknowledged: number) => void = () => {},
): Promise<KillReport> {
  const config = readConfig(analyzerConfigSchema, { KAMERTON_DATA_DIR: folder, REDIS_URL: 'redis://127.0.0.1:1' });
  let lost: string | null = null;
  const servers = await startServers(config, createLogger('silent'), (cause) => {
    lost = cause;
  });
  await migrateFacts(servers.facts);
  const client = openFactsClient(servers.facts);
  const facts = callFacts(client);
  const acknowledged: CallRun[] = [];
  let refused = 0;
  let writing = true;
  const write = async () => {
    while (writing) {
      const runs = Array.from({ length: callsAtOnce }, () => makeRun());
      await facts.write(...runs).then(
        () => acknowledged.push(...runs),
        () => {
          refused += 1;
        },
      );
    }
  };
  const work = Array.from({ length: writers }, write);
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const before = acknowledged.length;
      await waitFor(() => acknowledged.length > before, 60);
      // A server that dies within a second of its start is taken for one that cannot live.
      await pause(1_000 + Math.random() * 150);
      // An engine that ended by itself meanwhile is started again too: what counts is that one more came up.
      await waitFor(() => servers.outages().store?.up === true && childrenNamed('embedded-server').length > 0, 60);
      const restarts = servers.outages().store?.restarts ?? 0;
      for (const pid of childrenNamed('embedded-server')) signalTo(pid, 'SIGKILL');
      await waitFor(() => lost !== null || (servers.outages().store?.restarts ?? 0) > restarts, 120);
      if (lost !== null) throw new Error(`the store was given up: ${lost}`);
      onRound(round, acknowledged.length);
    }
    writing = false;
    await Promise.all(work);
    return {
      rounds,
      restarts: servers.outages().store?.restarts ?? 0,
      refused,
      ...(await count(client, acknowledged)),
    };
  } finally {
    writing = false;
    await Promise.allSettled(work);
    await client.close();
    await servers.stop();
  }
}

/** Each acknowledged call must have 1 row, 3 segments, 2 findings and 2 criteria under FINAL. */
async function count(client: ReturnType<typeof openFactsClient>, acknowledged: readonly CallRun[]) {
  const found = new Map<string, number[]>();
  const tables = ['calls', 'segments', 'findings', 'criteria'];
  const whole = [1, 3, 2, 2];
  for (const [i, table] of tables.entries()) {
    const answer = await client.query({
      query: `SELECT toString(call_id) AS id, toUInt32(count()) AS n FROM ${table} FINAL GROUP BY call_id`,
      format: 'JSONEachRow',
    });
    for (const { id, n } of await answer.json<{ id: string; n: number }>()) {
      const counts = found.get(id) ?? [0, 0, 0, 0];
      counts[i] = n;
      found.set(id, counts);
    }
  }
  let lost = 0;
  let doubled = 0;
  for (const { callId } of acknowledged) {
    const counts = found.get(callId) ?? [0, 0, 0, 0];
    if (counts.some((n, i) => n < (whole[i] ?? 0))) lost += 1;
    if (counts.some((n, i) => n > (whole[i] ?? 0))) doubled += 1;
  }
  return { acknowledged: acknowledged.length, lost, doubled };
}
