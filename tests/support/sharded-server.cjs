/** The embedded engine with a port of its own protocol too, so that tables of one server can be shards of a cluster. argv = folder, HTTP port, native port, config. */
const { open, load, DataType } = require('ffi-rs');

const [folder, http, native, config] = process.argv.slice(2);
open({ library: 'chdb', path: require.resolve('@chdb/lib-linux-x64-gnu/libchdb.so') });
const keepAlive =
  'SYSTEM START LISTEN HTTP; SYSTEM START LISTEN TCP; SELECT sleepEachRow(1) FROM system.numbers ' +
  'SETTINGS max_block_size=1, function_sleep_max_microseconds_per_block=0 FORMAT Null';
const ports = ['--http_port', http, '--tcp_port', native, '--listen_host', '127.0.0.1'];
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
