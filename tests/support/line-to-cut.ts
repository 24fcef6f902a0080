/** A line between a browser and the product that breaks when it is told to, and comes back. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface LineToCut {
  url: string;
  /** Breaks every connection once so many bytes have gone to the server from now on; until `mend` there is none. */
  cutAfter(bytes: number): void;
  /** True while the line is broken. */
  isCut(): boolean;
  mend(): void;
  close(): Promise<void>;
}

/** Opens a line to an HTTP server on this machine. */
export async function openLineToCut(target: string): Promise<LineToCut> {
  const port = Number(new URL(target).port);
  const sockets = new Set<Socket>();
  let left = Number.POSITIVE_INFINITY;
  const server = createServer((client) => {
    if (left <= 0) return void client.resetAndDestroy();
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
    client.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left > 0) return void upstream.write(chunk);
      for (const socket of sockets) socket.destroy();
    });
    upstream.pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    cutAfter(bytes) {
      left = bytes;
    },
    isCut: () => left <= 0,
    mend() {
      left = Number.POSITIVE_INFINITY;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
