/**
 * The same migrations for a cluster: every table becomes a replicated one on each shard (`name_local`) under a distributed one
 * with the old name, so that every query and insert of the product stays as it is. Pure text; `npm run bench:cluster` runs it on
 * shards with replicas.
 */
import { KamertonError } from '#platform';

const localOf = (table: string) => `${table}_local`;
const identifier = /^[A-Za-z_][A-Za-z0-9_]{0,60}$/;

/**
 * What one statement of a migration becomes on `cluster`; rows of a call stay together on one shard.
 * @throws KamertonError `bad_configuration` for a cluster name that is not a plain identifier; Error for a statement that
 * the helper does not know, so that no migration is forgotten.
 */
export function clusterStatements(statement: string, cluster: string): string[] {
  if (!identifier.test(cluster)) {
    throw new KamertonError('bad_configuration', `имя кластера «${cluster}» – не имя: латинские буквы, цифры и «_»`);
  }
  const bare = statement
    .replace(/--.*$/gm, '')
    .replace(/\n\s*\n/g, '\n')
    .trim();
  const table = bare.match(
    /^CREATE TABLE IF NOT EXISTS (\w+)\s*(\([\s\S]*\))\s*ENGINE = (Replacing)?MergeTree(?:\(([^)]*)\))?\s*([\s\S]*)$/,
  );
  if (table) {
    const [, name = '', columns = '', replacing = '', version = '', rest = ''] = table;
    const path = `'/clickhouse/tables/{shard}/{database}/${localOf(name)}', '{replica}'`;
    return [
      `CREATE TABLE IF NOT EXISTS ${localOf(name)} ON CLUSTER ${cluster} ${columns} ENGINE = Replicated${replacing}MergeTree(${path}${version === '' ? '' : `, ${version}`})\n${rest}`,
      `CREATE TABLE IF NOT EXISTS ${name} ON CLUSTER ${cluster} AS ${localOf(name)} ENGINE = Distributed(${cluster}, currentDatabase(), ${localOf(name)}, ${shardKey(columns)})`,
    ];
  }
  const alter = bare.match(/^ALTER TABLE (\w+)\s+([\s\S]*)$/);
  if (alter) {
    const [, name = '', change = ''] = alter;
    const onShards = `ALTER TABLE ${localOf(name)} ON CLUSTER ${cluster} ${change}`;
    // Columns show through the distributed table; indexes and settings belong to the shards alone.
    if (!change.startsWith('ADD COLUMN')) return [onShards];
    const columnsOnly = change.replace(/ CODEC\((?:[^()]|\([^()]*\))*\)/g, '');
    return [onShards, `ALTER TABLE ${name} ON CLUSTER ${cluster} ${columnsOnly}`];
  }
  const view = bare.match(/^CREATE OR REPLACE VIEW (\w+) AS\s([\s\S]*)$/);
  if (view) return [`CREATE OR REPLACE VIEW ${view[1]} ON CLUSTER ${cluster} AS\n${view[2]}`];
  if (bare.startsWith('INSERT INTO ')) return [bare];
  throw new Error(`no cluster variant of: ${bare.slice(0, 60)}`);
}

/** By the call where there is one, so that a call's parts meet on one shard and FINAL sees all versions of a row. */
function shardKey(columns: string): string {
  if (/^\s*call_id /m.test(columns)) return 'cityHash64(call_id)';
  const first = ['note_id', 'seq', 'word', 'version', 'name', 'zone', 'build'].find((column) =>
    new RegExp(`[\\s(]${column} `).test(columns),
  );
  if (first === undefined) throw new Error(`no shard key: ${columns.slice(0, 60)}`);
  return `cityHash64(${first})`;
}
