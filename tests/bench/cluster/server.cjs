/** One server of the cluster, with ports for people, for other servers' questions and for replicas. argv = folder, HTTP port, native port, configuration. */
const { load, DataType } = require('ffi-rs');
const { runServer } = require('../../../analyzer/storage/facts/engine-library.cjs');
const { startServerParts } = require('./server-parts.cjs');

const [folder, http, native, config] = process.argv.slice(2);
// The library is mapped at its first call.
load({ library: 'chdb', funcName: 'chdb_version', retType: DataType.String, paramsType: [], paramsValue: [] });
startServerParts({ host: '127.0.0.2', port: Number(http) });
runServer(folder, config, ['HTTP', 'TCP'], ['--http_port', http, '--tcp_port', native]);
