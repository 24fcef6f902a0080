/** A cluster of two shards with two replicas each, on this machine: four servers of the engine library and a ZooKeeper. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FactsAddress } from '../../../analyzer/storage/facts/address.ts';
import { type FactsClient, openFactsClient } from '../../../analyzer/storage/facts/client.ts';
import { freePorts } from '../../support/free-ports.ts';
import { waitFor } from '../../support/wait-for.ts';
import { startKeeper } from './keeper.ts';
import { accounts, clusterName, type Place, writeServerConfig } from './server-config.ts';

const program = fileURLToPath(new URL('./server.cjs', import.meta.url));

export interface Server extends Place {
  name: string;
  /** As the product would be told of it. */
  address: FactsAddress;
  /** Over the product's database, with all rights. */
  root: FactsClient;
  /** The same, as the pages ask: under the account that only reads. */
  pages: FactsClient;
  start(): Promise<void>;
  kill(): Promise<void>;
}

export interface Cluster {
  servers: Server[];
  stop(): Promise<void>;
}

/** Starts them over `folder`. */
export async function startCluster(folder: string): Promise<Cluster> {
  const keeper = await startKeeper(join(folder, 'keeper'));
  const ports = await freePorts(8);
  const places = [1, 2, 3, 4].map(
    (n): Place => ({
      shard: n > 2 ? 2 : 1,
      replica: n % 2 === 1 ? 1 : 2,
      http: ports[n - 1] ?? 0,
      native: ports[n + 3] ?? 0,
    }),
  );
  const servers = places.map((place) =>
    serverAt(join(folder, `${place.shard}-${place.replica}`), place, places, keeper.port),
  );
  await Promise.all(servers.map((server) => server.start()));
  return {
    servers,
    async stop() {
      for (const server of servers) {
        await server.root.close();
        await server.pages.close();
        await server.kill();
      }
      await keeper.stop();
    },
  };
}

function serverAt(folder: string, place: Place, all: readonly Place[], keeper: number): Server {
  const config = writeServerConfig(folder, place, all, keeper);
  const address: FactsAddress = {
    url: `http://127.0.0.1:${place.http}`,
    ...accounts.writer,
    database: 'kamerton',
    cluster: clusterName,
    reader: accounts.reader,
  };
  const root = openFactsClient({ ...address, user: 'default', password: '' });
  const pages = openFactsClient({ ...address, ...accounts.reader });
  let child: ChildProcess | null = null;
  return {
    ...place,
    name: `shard ${place.shard} replica ${place.replica}`,
    address,
    root,
    pages,
    async start() {
      const started = spawn(
        process.execPath,
        [program, join(folder, 'store'), String(place.http), String(place.native), config],
        { stdio: ['pipe', 'ignore', 'pipe'] },
      );
      child = started;
      let words = '';
      started.stderr.on('data', (chunk: Buffer) => {
        words = (words + chunk).slice(-1_000);
      });
      const bare = openFactsClient({ ...address, database: 'default' });
      await waitFor(async () => {
        if (started.exitCode !== null) throw new Error(`${place.shard}-${place.replica} ended: ${words}`);
        return (await bare.ping({ select: true })).success;
      });
      await bare.close();
    },
    async kill() {
      if (child === null || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'close');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
