/** Configuration of one server of the cluster: as an administrator would write it, with accounts held to what the product needs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const clusterName = 'main';
/** What people read the product by, and what the servers ask each other by. */
export const accounts = {
  writer: { user: 'kamerton', password: 'writes' },
  reader: { user: 'kamerton_reader', password: 'reads' },
  servers: { user: 'between', password: 'servers' },
};
const database = 'kamerton';

/** Of the account that the product writes with: on a cluster, the last line is what it needs besides. */
const writerGrants = [
  `GRANT SELECT, INSERT, ALTER, CREATE DATABASE, CREATE TABLE, CREATE VIEW, DROP, TRUNCATE, OPTIMIZE ON ${database}.*`,
  'GRANT TABLE ENGINE ON *',
  'GRANT SELECT ON system.*',
  'GRANT KILL QUERY ON *.*',
  `GRANT CLUSTER, REMOTE, CREATE TEMPORARY TABLE ON *.*`,
  `GRANT SYSTEM SYNC REPLICA ON ${database}.*`,
];

export interface Place {
  /** From 1. */
  shard: number;
  replica: number;
  /** Of this machine. */
  http: number;
  native: number;
}

/** Writes the files into `folder` and returns the path of the main one. */
export function writeServerConfig(folder: string, place: Place, all: readonly Place[], keeper: number): string {
  mkdirSync(join(folder, 'store'), { recursive: true });
  const users = join(folder, 'users.xml');
  const config = join(folder, 'config.xml');
  writeFileSync(users, usersXml());
  writeFileSync(config, configXml(users, place, all, keeper));
  return config;
}

function configXml(users: string, place: Place, all: readonly Place[], keeper: number): string {
  const shards = [...new Set(all.map(({ shard }) => shard))].map((shard) => {
    const replicas = all
      .filter((one) => one.shard === shard)
      .map(
        ({ native }) => `<replica><host>127.0.0.1</host><port>${native}</port>
          <user>${accounts.servers.user}</user><password>${accounts.servers.password}</password></replica>`,
      );
    return `<shard><internal_replication>true</internal_replication>${replicas.join('')}</shard>`;
  });
  return `<clickhouse>
  <users_config>${users}</users_config>
  <listen_host>127.0.0.1</listen_host><listen_host>127.0.0.2</listen_host>
  <tcp_port>${place.native}</tcp_port>
  <max_server_memory_usage>1000000000</max_server_memory_usage>
  <zookeeper><node><host>127.0.0.1</host><port>${keeper}</port></node><session_timeout_ms>5000</session_timeout_ms></zookeeper>
  <macros><shard>${place.shard}</shard><replica>${place.replica}</replica></macros>
  <distributed_ddl><path>/clickhouse/ddl</path></distributed_ddl>
  <remote_servers><${clusterName}>${shards.join('')}</${clusterName}></remote_servers>
</clickhouse>
`;
}

function usersXml(): string {
  const account = (
    { user, password }: { user: string; password: string },
    profile: string,
    grants: readonly string[],
  ) => `<${user}>
      <password>${password}</password><networks><ip>127.0.0.1</ip></networks><profile>${profile}</profile><quota>default</quota>
      <grants>${grants.map((grant) => `<query>${grant}</query>`).join('')}</grants></${user}>`;
  return `<clickhouse>
  <profiles><default/><reader><readonly>2</readonly></reader></profiles>
  <quotas><default/></quotas>
  <users>
    <default><no_password/><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default>
    ${account(accounts.writer, 'default', writerGrants)}
    ${account(accounts.reader, 'reader', [`GRANT SELECT ON ${database}.*`])}
    ${account(accounts.servers, 'default', [`GRANT SELECT, INSERT ON ${database}.*`, 'GRANT SELECT ON system.*'])}
  </users>
</clickhouse>
`;
}
