/** The embedded engine with a port of its own protocol too, so that tables of one server can be shards of a cluster. argv = folder, HTTP port, native port, config. */
const { runServer } = require('../../analyzer/storage/facts/engine-library.cjs');

const [folder, http, native, config] = process.argv.slice(2);
const ports = ['--http_port', http, '--tcp_port', native, '--listen_host', '127.0.0.1'];
runServer(folder, config, ['HTTP', 'TCP'], ports);
