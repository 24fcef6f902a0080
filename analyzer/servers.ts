/** The servers the product stands on: ours as children by default, the customer's by URL; where they are is left for workers. */
import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type AnalyzerConfig, restoreMarkOf, tempFolderOf } from './config.ts';
import { startPrivateRedis } from './jobs/private-redis.ts';
import type { QueueAddress } from './jobs/queue.ts';
import { KamertonError, keepRunning, type Logger, lockFolder, type Outages } from './platform/index.ts';
import type { FactsAddress } from './storage/facts/address.ts';
import { startEmbeddedServer } from './storage/facts/embedded-server.ts';

export interface Servers {
  facts: FactsAddress;
  queue: QueueAddress;
  /** True when Redis was started a moment ago for us alone. */
  privateQueue: boolean;
  /** What happened to the servers that we run ourselves; null for those of the customer. */
  outages(): { store: Outages | null; queue: Outages | null };
  stop(): Promise<void>;
}

/** Left in the data folder by `serve` for workers on the same machine; readable by its owner only. */
const noteSchema = z.object({
  facts: z.object({
    url: z.string(),
    user: z.string(),
    password: z.string(),
    database: z.string(),
    reader: z.object({ user: z.string(), password: z.string() }).optional(),
  }),
  queue: z.union([z.object({ socket: z.string() }), z.object({ url: z.string() })]),
});

const partNames = { store: 'ClickHouse', queue: 'Redis' };

const notePath = (config: AnalyzerConfig) => join(config.KAMERTON_DATA_DIR, 'run', 'servers.json');

const remoteFacts = (config: AnalyzerConfig): FactsAddress | null =>
  config.CLICKHOUSE_URL === undefined
    ? null
    : {
        url: config.CLICKHOUSE_URL,
        user: config.CLICKHOUSE_USER,
        password: config.CLICKHOUSE_PASSWORD,
        database: config.CLICKHOUSE_DATABASE,
        cluster: config.CLICKHOUSE_CLUSTER,
        ...(config.CLICKHOUSE_READER_USER === undefined
          ? {}
          : { reader: { user: config.CLICKHOUSE_READER_USER, password: config.CLICKHOUSE_READER_PASSWORD } }),
      };

const remoteQueue = (config: AnalyzerConfig): QueueAddress | null =>
  config.REDIS_URL === undefined ? null : { url: config.REDIS_URL };

/**
 * Starts (or finds by URL) the store and the queue for `serve`, which owns the data folder until `stop`.
 * A server of ours that ends by itself is started again over its folder; `onLost` is called with the cause when it does not
 * come up any more.
 * @throws KamertonError `conflict` when another process owns the folder, or it is half restored (unless `restoring`)
 */
export async function startServers(
  config: AnalyzerConfig,
  logger: Logger,
  onLost: (cause: string) => void,
  { restoring = false } = {},
): Promise<Servers> {
  const folder = config.KAMERTON_DATA_DIR;
  if (!restoring && existsSync(restoreMarkOf(config))) {
    const way = 'повторите ту же команду kamerton restore, она продолжит';
    throw new KamertonError('conflict', `папка данных ${folder} восстановлена из копии не до конца: ${way}`);
  }
  const lock = await lockFolder(
    join(folder, 'run', 'serve.lock'),
    `Kamerton уже запущен над папкой данных ${folder}; остановите его или выберите другую в KAMERTON_DATA_DIR`,
  );
  const stops: (() => Promise<void>)[] = [() => lock.release()];
  const stop = async () => {
    await rm(notePath(config), { force: true });
    for (const end of stops.toReversed()) await end();
  };
  const watched: Record<'store' | 'queue', () => Outages | null> = { store: () => null, queue: () => null };
  const keep = <T extends { ended: Promise<string>; stop(): Promise<void> }>(
    name: keyof typeof watched,
    first: T,
    again: (former: T) => Promise<T>,
  ): T => {
    const part = partNames[name];
    const kept = keepRunning(first, {
      again,
      onDown: (cause) => logger.warn({ part, reason: cause }, 'server ended, starting it again'),
      onUp: (restarts) => logger.warn({ part, restarts }, 'server is up again'),
      onLost: (cause) => onLost(`${part} завершился и не запускается (${cause})`),
    });
    watched[name] = kept.outages;
    stops.push(() => kept.stop());
    return first;
  };
  const database = config.CLICKHOUSE_DATABASE;
  const storeFolder = join(folder, 'clickhouse');
  const startStore = async () =>
    keep('store', await startEmbeddedServer(storeFolder, database), ({ address }) =>
      startEmbeddedServer(storeFolder, database, address),
    );
  const queueFolder = join(folder, 'redis');
  const startQueue = async () =>
    keep('queue', await startPrivateRedis(queueFolder), () => startPrivateRedis(queueFolder));
  try {
    // Speech that a killed process was recognising; nothing of ours works yet.
    await rm(tempFolderOf(config), { recursive: true, force: true });
    const [facts, queue] = await Promise.all([
      remoteFacts(config) ?? startStore().then(({ address }) => address),
      remoteQueue(config) ?? startQueue().then(({ socket }) => ({ socket })),
    ]);
    await writeNote(config, { facts, queue });
    logger.info({ facts: facts.url }, 'servers are up');
    const outages = () => ({ store: watched.store(), queue: watched.queue() });
    return { facts, queue, privateQueue: config.REDIS_URL === undefined, outages, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Finds the servers for a worker: by URL, or those of the `serve` that runs over the same data folder.
 * @throws KamertonError `bad_configuration` when there are none.
 */
export async function findServers(config: AnalyzerConfig): Promise<Servers> {
  const stop = async () => {};
  const outages = () => ({ store: null, queue: null });
  const facts = remoteFacts(config);
  const queue = remoteQueue(config);
  if (facts && queue) return { facts, queue, privateQueue: false, outages, stop };
  const note = await readNote(config, 'CLICKHOUSE_URL и REDIS_URL');
  return { facts: facts ?? note.facts, queue: queue ?? note.queue, privateQueue: false, outages, stop };
}

/**
 * Finds the facts store alone, for commands that need no queue.
 * @throws KamertonError `bad_configuration` when there is none.
 */
export async function findFactsServer(config: AnalyzerConfig): Promise<FactsAddress> {
  return remoteFacts(config) ?? (await readNote(config, 'CLICKHOUSE_URL')).facts;
}

async function readNote(config: AnalyzerConfig, variables: string): Promise<z.infer<typeof noteSchema>> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(notePath(config), 'utf8')));
  } catch (cause) {
    throw new KamertonError(
      'bad_configuration',
      `не к чему подключиться: задайте ${variables} или запустите kamerton serve над этой папкой данных`,
      { cause },
    );
  }
}

async function writeNote(config: AnalyzerConfig, note: z.infer<typeof noteSchema>): Promise<void> {
  const path = notePath(config);
  await writeFile(`${path}.part`, JSON.stringify(note), { mode: 0o600 });
  await rename(`${path}.part`, path);
}
