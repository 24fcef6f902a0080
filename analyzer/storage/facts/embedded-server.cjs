/** Child process: the ClickHouse server inside the npm engine library. argv = data folder, port, config. */
const { runServer } = require('./engine-library.cjs');

const [folder, port, config] = process.argv.slice(2);
runServer(folder, config, ['HTTP'], ['--http_port', port, '--listen_host', '127.0.0.1']);
process.on('SIGTERM', () => process.kill(process.pid, 'SIGKILL'));
process.on('SIGINT', () => {});
