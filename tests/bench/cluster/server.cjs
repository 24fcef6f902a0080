/** One server of the cluster, with ports for people, for other servers' questions and for replicas. argv = folder, HTTP port, native port, configuration. */
const { open, load, DataType } = require('ffi-rs');
const { startServerParts } = require('./server-parts.cjs');

const [folder, http, native, config] = process.argv.slice(2);
open({ library: 'chdb', path: require.resolve('@chdb/lib-linux-x64-gnu/libchdb.so') });
// The library is mapped at its first call.
load({ library: 'chdb', funcName: 'chdb_version', retType: DataType.String, paramsType: [], paramsValue: [] });
startServerParts({ host: '127.0.0.2', port: Number(http) });
const keepAlive =
  'SYSTEM START LISTEN HTTP; SYSTEM START LISTEN TCP; SELECT sleepEachRow(1) FROM system.numbers ' +
  'SETTINGS max_block_size=1, function_sleep_max_microseconds_per_block=0 FORMAT Null';
const ports = ['--http_port', http, '--tcp_port', native];
const args = ['clickhouse', '--path', folder, ...ports, '--config-file', config, '--query', keepAlive];
load({
  library: 'chdb',
  funcName: 'query_stable_v2',
  retType: DataType.I64,
  paramsType: [DataType.I32, DataType.StringArray],
  paramsValue: [args.length, args],
  runInNewThread: true,
}).then(() => process.exit(3));
process.stdin.resume();
process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL'));
