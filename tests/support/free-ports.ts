/** Ports for servers of tests that cannot be told port 0. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';

const lowest = 15_000;
/** From here on the system gives ports to connections, any of which could take one before its server does. */
const given = Number(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s/)[0]);

/** So many different ports of this machine on which nobody listens. */
export async function freePorts(count: number): Promise<number[]> {
  const held: Server[] = [];
  while (held.length < count) {
    const server = createServer();
    const port = given > lowest + 1_000 ? lowest + Math.floor(Math.random() * (given - lowest)) : 0;
    const listening = await new Promise<boolean>((tell) => {
      server.once('error', () => tell(false));
      server.listen(port, '127.0.0.1', () => tell(true));
    });
    if (listening) held.push(server);
  }
  const ports = held.map((server) => portOf(server));
  for (const server of held) {
    server.close();
    await once(server, 'close');
  }
  return ports;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return address.port;
}

/** True when a connection to the port (or the unix socket) is taken. */
export async function isListening(at: number | string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = typeof at === 'number' ? connect(at, '127.0.0.1') : connect(at);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
