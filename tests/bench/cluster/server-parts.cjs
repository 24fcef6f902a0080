/**
 * What makes a member of a cluster of the engine library. Its code for replication (the interserver service, the worker of ON CLUSTER)
 * is that of the server, but its entry, clickhouse-local, never starts it. Here it is started by hand, in the memory of the
 * process: places found by disassembly, in this very build. Nothing of the code that replicates is changed.
 */
const { closeSync, openSync, readFileSync, readSync, writeSync } = require('node:fs');
const { randomBytes } = require('node:crypto');

/** Virtual addresses inside libchdb.so 26.7.3-stable.1 for x86-64, with the bytes that have to be there. */
const places = {
  interserverCredentials: [0x1417c940, '41574156534c8b3f'], // Context::getInterserverCredentials
  interserverAddress: [0x1417c9c0, '4156534883ec48'], // Context::getInterserverIOAddress
  interserverScheme: [0x1417cac0, '488b0680b88701'], // Context::getInterserverScheme
  clusterStatements: [0x142891c0, '0fb68710090000c3'], // DatabaseCatalog::canPerformReplicatedDDLQueries
  connectionFailed: [0xf113480, '50e8fa66e211'], // ErrorHandler::exception of the command-line programs, which ends them
  workerMade: [0x14243400, '5541574156415541'], // DDLWorker::DDLWorker
  workerStarted: [0x14245300, '41574156534883ec'], // DDLWorker::startup
  handlersMade: [0x18395cdd, '480fbe4917'], // createHandlerFactory, behind its prologue: rbx = the server
  handlersOfInterserver: [0x18395dbc, 'bf88000000'], // the same, where the interserver service is made
};
/** A place of the address's function that nobody reaches any more. */
const cave = 0x1417ca00;
const serverId = 0x228a3a48;
/** Zeros between the library's last variable and the end of its page. */
const free = { worker: 0x22b98900, calls: 0x22b98c00, strings: 0x22b98c20, credentials: 0x22b98d00, pairs: 0x22b98d80 };

const bytes = (hex) => Buffer.from(hex.replace(/ /g, ''), 'hex');
const u64 = (value) => {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(value);
  return buffer;
};
const relative = (target, end) => {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32LE(target - end);
  return buffer;
};
/** A C++ string of at most 22 characters, as libc++ lays it out. */
const shortString = (text) => {
  const buffer = Buffer.alloc(24);
  buffer.write(text, 'latin1');
  buffer[23] = text.length;
  return buffer;
};

/** Machine code at a place: each part is hex, or hex and a target told relative to its end, with what follows the target. */
function code(at, parts) {
  const out = [];
  let here = at;
  for (const part of parts) {
    const [head, target, tail = ''] = Array.isArray(part) ? part : [part];
    const start = bytes(head);
    const end = here + start.length + (target === undefined ? 0 : 4 + bytes(tail).length);
    out.push(start, ...(target === undefined ? [] : [relative(target, end), bytes(tail)]));
    here = end;
  }
  return Buffer.concat(out);
}

/** Code that fills the string to be returned (its address is in rdi). */
const returned = (text) =>
  [0, 8, 16].map((offset) => {
    const value = shortString(text).subarray(offset, offset + 8);
    return `48b8 ${value.toString('hex')} 488947 ${offset.toString(16).padStart(2, '0')}`; // mov rax, value; mov [rdi + offset], rax
  });

/**
 * Makes the library, which is loaded but does not run yet, a member of a cluster: the second HTTP listener it opens serves the other replicas.
 * @param {{ host: string, port: number }} interserver where that listener is
 * @throws when the library is another build
 */
function startServerParts(interserver) {
  const line = readFileSync('/proc/self/maps', 'utf8')
    .split('\n')
    .find((one) => one.endsWith('libchdb.so'));
  if (line === undefined) throw new Error('libchdb.so is not loaded');
  const base = Number.parseInt(line.split('-')[0], 16);
  const memory = openSync('/proc/self/mem', 'r+');
  const write = (at, buffer) => writeSync(memory, buffer, 0, buffer.length, base + at);
  for (const [name, [at, hex]] of Object.entries(places)) {
    const found = Buffer.alloc(hex.length / 2);
    readSync(memory, found, 0, found.length, base + at);
    if (found.toString('hex') !== hex) throw new Error(`another build of the engine: ${name} is not where it was`);
  }
  const [queue, replicas, empty, keeper, logger] = [
    '/clickhouse/ddl',
    '/clickhouse/replicas',
    '',
    'default',
    'DDLWorker',
  ].map((text, i) => {
    const at = free.strings + 24 * i;
    write(at, shortString(text));
    return at;
  });
  const at = Object.fromEntries(Object.entries(places).map(([name, [address]]) => [name, address]));

  // Servers that share one identity end each other's sessions with the keeper.
  write(serverId, randomBytes(16));
  const port = Buffer.alloc(2);
  port.writeUInt16LE(interserver.port);
  // ... mov word [rdi + 24], port; mov rax, rdi; ret
  write(
    at.interserverAddress,
    code(at.interserverAddress, [...returned(interserver.host), `66c74718 ${port.toString('hex')} 4889f8 c3`]),
  );
  write(at.interserverScheme, code(at.interserverScheme, [...returned('http'), '4889f8 c3']));
  // No user and no password, and that one pair is accepted.
  const pair = BigInt(base + free.pairs);
  write(free.credentials, Buffer.concat([Buffer.alloc(48), u64(pair), u64(pair + 48n), u64(pair + 48n)]));
  // lea rax, credentials; xor edx, edx; ret
  write(at.interserverCredentials, code(at.interserverCredentials, [['488d05', free.credentials], '31d2 c3']));
  write(at.clusterStatements, bytes('b001 c3')); // mov al, 1; ret
  // A server goes on when a connection breaks.
  write(at.connectionFailed, bytes('c3')); // ret
  write(
    cave,
    code(cave, [
      '480fbe4917', // what the jump to here has replaced: movsx rcx, byte [rcx + 23]
      ['ff05', free.calls], // inc dword [calls]
      ['833d', free.calls, '02'], // cmp dword [calls], 2
      ['0f85', at.handlersMade + 5], // jne: the first listener is for people
      '4889df 488b03 ff5010', // context = server->context(): rax and its count rdx
      '4989c4 4883ec30', // r12 = context; room for six arguments
      '48c7042400000000', // no section of the configuration
      ['488d0d', empty],
      '48894c2408', // its name
      ['488d0d', keeper],
      '48894c2410',
      ['488d0d', logger],
      '48894c2418',
      '48c744242000000000 48c744242800000000', // no metrics
      '4989c0 4989d1', // r8, r9 = context
      ['488d3d', free.worker],
      'be01000000', // one thread
      ['488d15', queue],
      ['488d0d', replicas],
      ['e8', at.workerMade],
      '4883c430',
      '498b0424', // the part that all contexts share
      ['488d3d', free.worker],
      '4889b8800d0000', // its worker: mov [rax + 0xd80], rdi
      ['e8', at.workerStarted],
      ['e9', at.handlersOfInterserver],
    ]),
  );
  write(at.handlersMade, code(at.handlersMade, [['e9', cave]]));
  closeSync(memory);
}

module.exports = { startServerParts };
