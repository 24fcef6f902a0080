/** Configuration files of the embedded ClickHouse server: memory cap, our two users held to our database, nothing else. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashPlain } from '../../platform/ids.ts';

/** Megabytes matter on a small machine: the server may take 2 GB, one query 1.5 GB. */
const serverMemoryBytes = 2_000_000_000;
const queryMemoryBytes = 1_500_000_000;
/** The server gives a query a thread for each so much free memory; at its own value, 1 GiB, ours would read with one core. */
const threadMemoryBytes = 128_000_000;

/** Our two accounts: one writes to our database, the other one only reads it. */
export interface EmbeddedAccounts {
  user: string;
  password: string;
  database: string;
  reader: { user: string; password: string };
}

/** Writes the two configuration files into `folder` and returns the path of the main one. */
export async function writeEmbeddedConfig(folder: string, account: EmbeddedAccounts): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const users = join(folder, 'users.xml');
  const config = join(folder, 'config.xml');
  await writeFile(users, usersXml(account), { mode: 0o600 });
  await writeFile(config, configXml(users), { mode: 0o600 });
  return config;
}

const escapeXml = (text: string) => text.replace(/[<>&'"]/g, (c) => `&#${c.codePointAt(0)};`);

function configXml(usersPath: string): string {
  return `<clickhouse>
  <users_config>${escapeXml(usersPath)}</users_config>
  <max_server_memory_usage>${serverMemoryBytes}</max_server_memory_usage>
  <keep_alive_timeout>30</keep_alive_timeout>
</clickhouse>
`;
}

/**
 * The boot session needs a `default` user without a password; grants leave it nothing but the keep-alive query, which runs
 * as long as the server does: its profile must set no time limit (with one, the server ends when the limit is up).
 */
function usersXml(account: EmbeddedAccounts): string {
  const own = `GRANT SELECT,INSERT,ALTER,CREATE DATABASE,CREATE TABLE,CREATE VIEW,DROP,TRUNCATE,OPTIMIZE ON ${account.database}.*`;
  return `<clickhouse>
  <profiles>
    <default/>
    <app>
      <max_memory_usage>${queryMemoryBytes}</max_memory_usage>
      <max_threads_min_free_memory_per_thread>${threadMemoryBytes}</max_threads_min_free_memory_per_thread>
      <max_execution_time>60</max_execution_time>
      <cancel_http_readonly_queries_on_client_close>1</cancel_http_readonly_queries_on_client_close>
    </app>
    <reader>
      <readonly>2</readonly>
      <max_memory_usage>${queryMemoryBytes}</max_memory_usage>
      <max_threads_min_free_memory_per_thread>${threadMemoryBytes}</max_threads_min_free_memory_per_thread>
      <max_execution_time>60</max_execution_time>
      <cancel_http_readonly_queries_on_client_close>1</cancel_http_readonly_queries_on_client_close>
    </reader>
  </profiles>
  <users>
    <default>
      <no_password/>
      <networks><ip>::/0</ip></networks>
      <profile>default</profile><quota>default</quota>
      <grants>
        <query>GRANT SYSTEM LISTEN ON *.*</query>
        <query>GRANT SELECT ON system.one</query>
        <query>GRANT SELECT ON system.numbers</query>
      </grants>
    </default>
    <${account.user}>
      <password_sha256_hex>${hashPlain(account.password)}</password_sha256_hex>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>app</profile><quota>default</quota>
      <grants>
        <query>${own}</query>
        <query>GRANT TABLE ENGINE ON *</query>
        <query>GRANT SELECT ON system.*</query>
        <query>GRANT KILL QUERY ON *.*</query>
      </grants>
    </${account.user}>
    <${account.reader.user}>
      <password_sha256_hex>${hashPlain(account.reader.password)}</password_sha256_hex>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>reader</profile><quota>default</quota>
      <grants>
        <query>GRANT SELECT ON ${account.database}.*</query>
        <query>GRANT SELECT ON system.parts</query>
      </grants>
    </${account.reader.user}>
  </users>
  <quotas><default/></quotas>
</clickhouse>
`;
}
