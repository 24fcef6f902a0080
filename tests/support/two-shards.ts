/**
 * A cluster of two shards inside one embedded server: two databases that a third one, `kamerton`, spans by distributed tables
 * made of the statements of `store ddl --cluster`. Replication needs a keeper: it is checked by `npm run bench:cluster`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import { type FactsClient, openFactsClient } from '../../analyzer/storage/facts/client.ts';
import { clusterStatements } from '../../analyzer/storage/facts/cluster-ddl.ts';
import { migrateFacts } from '../../analyzer/storage/facts/migrate.ts';
import { readMigrations, statementsOf } from '../../analyzer/storage/facts/migration-files.ts';
import { freePorts } from './free-ports.ts';
import { tempFolder } from './temp-folder.ts';
import { waitFor } from './wait-for.ts';

const program = fileURLToPath(new URL('./sharded-server.cjs', import.meta.url));
const shards = ['shard_1', 'shard_2'] as const;

export interface TwoShards {
  /** Over the cluster. */
  cluster: FactsClient;
  /** Over a database of the same server that is no cluster. */
  single: FactsClient;
  /** Over one shard alone. */
  shard: FactsClient[];
}

/** The fields are there once a test runs. */
export function twoShards(): TwoShards {
  const given = {} as TwoShards;
  const closing: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    const folder = tempFolder();
    const [http = 0, native = 0] = await freePorts(2);
    const config = writeConfig(folder, native);
    const child = spawn(process.execPath, [program, join(folder, 'store'), String(http), String(native), config], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const ended = once(child, 'close');
    closing.push(async () => {
      child.stdin.end();
      await ended;
    });
    const open = (database: string) => {
      const client = openFactsClient({ ...address, database });
      closing.unshift(() => client.close());
      return client;
    };
    const address = { url: `http://127.0.0.1:${http}`, user: 'default', password: '' };
    const bare = open('default');
    await waitFor(async () => {
      if (child.exitCode !== null) throw new Error(`the sharded server ended with code ${child.exitCode}`);
      return (await bare.ping({ select: true })).success;
    });
    for (const database of [...shards, 'kamerton']) await bare.command({ query: `CREATE DATABASE ${database}` });
    await migrateFacts({ ...address, database: 'single' });
    given.single = open('single');
    given.cluster = open('kamerton');
    given.shard = shards.map(open);
    await createTables(given);
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });
  return given;
}

/** Every statement of the cluster's DDL, where `ON CLUSTER` would run it. */
async function createTables({ cluster, shard }: TwoShards): Promise<void> {
  for (const { sql } of await readMigrations()) {
    for (const statement of statementsOf(sql)) {
      for (const one of clusterStatements(statement, 'main')) {
        const query = here(one);
        const local = /^(CREATE TABLE IF NOT EXISTS|ALTER TABLE) \w+_local /.test(query);
        for (const client of local ? shard : [cluster]) await client.command({ query });
      }
    }
  }
}

const here = (statement: string): string =>
  statement
    .replace(' ON CLUSTER main', '')
    .replace(
      /Replicated((?:Replacing)?MergeTree)\('[^']*', '\{replica\}'(?:, (\w+))?\)/,
      (_, engine, version = '') => `${engine}(${version})`,
    )
    // The database of each shard is its default one.
    .replace('currentDatabase()', "''")
    .replace(/ AS (\w+_local) ENGINE = Distributed/, ` AS ${shards[0]}.$1 ENGINE = Distributed`);

function writeConfig(folder: string, native: number): string {
  mkdirSync(join(folder, 'store'), { recursive: true });
  const [users, config] = [join(folder, 'users.xml'), join(folder, 'config.xml')];
  const shard = (name: string) => `<shard><replica><host>127.0.0.1</host><port>${native}</port>
    <default_database>${name}</default_database></replica></shard>`;
  writeFileSync(
    users,
    `<clickhouse><profiles><default/></profiles><quotas><default/></quotas><users><default><no_password/>
      <networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users></clickhouse>`,
  );
  writeFileSync(
    config,
    `<clickhouse><users_config>${users}</users_config><tcp_port>${native}</tcp_port>
      <remote_servers><main>${shards.map(shard).join('')}</main></remote_servers></clickhouse>`,
  );
  return config;
}
