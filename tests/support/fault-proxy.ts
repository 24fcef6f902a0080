/** A TCP proxy between client and server that breaks connections the ways a network does. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/**
 * - `ok`: passes everything; - `refuse`: nobody listens; - `reset_request`: the connection is reset while the request is
 * being sent, before the server has it whole; - `reset_after_commit`: the server gets the whole request and answers, the
 * client gets a reset instead; - `truncate`: the answer is cut in the middle; - `slow`: the answer is held back; - `hold`:
 * the request goes nowhere and is never answered.
 */
export type Fault = 'ok' | 'refuse' | 'reset_request' | 'reset_after_commit' | 'truncate' | 'slow' | 'hold';

export interface FaultProxy {
  url: string;
  /** The fault of the next `times` requests (whose heads match `only`, past the first `after` of them); then everything passes. */
  fail(fault: Fault, times?: number, which?: { only?: RegExp; after?: number }): void;
  /** Requests that met a fault. */
  met(): number;
  close(): Promise<void>;
}

/** How long a slow answer is held back, milliseconds. */
const heldMs = 4_500;
/** Bytes of an answer that pass before it is cut. */
const cutAfterBytes = 200;

/**
 * A request up to the first bytes of its body. Its head must pass whole: the embedded engine (26.7.3-stable.1) ends with
 * SIGABRT when a connection breaks inside the head of a request, which killed-store.test.ts looks at.
 */
function headAndLittleMore(chunk: Buffer): Buffer {
  const headEnd = chunk.indexOf('\r\n\r\n');
  return headEnd < 0 ? chunk : chunk.subarray(0, headEnd + 4 + 10);
}

/** Opens a proxy to an HTTP server on this machine. */
export async function openFaultProxy(target: string): Promise<FaultProxy> {
  const port = Number(new URL(target).port);
  const sockets = new Set<Socket>();
  let planned: Fault = 'ok';
  let left = 0;
  let met = 0;
  let wanted = /^/;
  let passing = 0;
  const nextFault = (head: Buffer): Fault => {
    if (left === 0 || !wanted.test(head.toString('latin1'))) return 'ok';
    if (passing-- > 0) return 'ok';
    left -= 1;
    met += 1;
    return planned;
  };

  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    let fault: Fault = 'ok';
    let answering = true;
    client.on('data', (chunk: Buffer) => {
      // A request begins when the former answer is over.
      if (answering) {
        answering = false;
        fault = nextFault(chunk);
      }
      if (fault === 'refuse') return void client.resetAndDestroy();
      if (fault === 'hold') return;
      if (fault === 'reset_request') {
        upstream.write(headAndLittleMore(chunk));
        return void client.resetAndDestroy();
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      answering = true;
      if (fault === 'reset_after_commit') return void client.resetAndDestroy();
      if (fault === 'truncate') {
        client.write(chunk.subarray(0, Math.min(cutAfterBytes, chunk.length - 1)), () => client.destroy());
        return;
      }
      if (fault === 'slow') {
        setTimeout(() => client.write(chunk), heldMs).unref();
        return;
      }
      client.write(chunk);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    fail(fault, times = 1, { only = /^/, after = 0 } = {}) {
      [wanted, passing] = [only, after];
      planned = fault;
      left = times;
      met = 0;
    },
    met: () => met,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
