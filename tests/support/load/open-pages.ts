/** Pages that stay open and follow: what the server tells all of them is timed from the first page that hears it. */
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { waitFor } from '../wait-for.ts';
import type { LoadPerson } from './people.ts';

export interface OpenPages {
  /** Milliseconds from the first page to each other one, one number a message. */
  ms: number[];
  /** Sockets that are open now. */
  open(): number;
  close(): void;
}

const pagesOfOne = 5;
const messageSchema = z.object({ type: z.string(), seq: z.number().optional(), epoch: z.string().optional() });

/** How many people `count` pages need: the server takes five of one. */
export const peopleFor = (count: number): number => Math.ceil(count / pagesOfOne);

/** Opens `count` pages and waits until each is open or refused. */
export async function openPages(url: string, count: number, people: readonly LoadPerson[]): Promise<OpenPages> {
  const address = new URL('/api/live', url).href.replace('http', 'ws');
  const firstAt = new Map<string, number>();
  const ms: number[] = [];
  const sockets: WebSocket[] = [];
  for (let n = 0; n < count; n += 1) {
    const headers = people[Math.floor(n / pagesOfOne)]?.headers ?? {};
    const socket = new WebSocket(address, { headers: { ...headers, origin: url } });
    socket.on('error', () => {});
    socket.on('message', (data) => {
      const now = performance.now();
      const { type, seq, epoch } = messageSchema.parse(JSON.parse(String(data)));
      if (epoch !== undefined || seq === undefined) return;
      const key = `${type} ${seq}`;
      const first = firstAt.get(key);
      if (first === undefined) firstAt.set(key, now);
      else ms.push(now - first);
    });
    sockets.push(socket);
    if (n % 50 === 49) await pause(50);
  }
  await waitFor(() => sockets.every(({ readyState, CONNECTING }) => readyState !== CONNECTING), 60);
  return {
    ms,
    open: () => sockets.filter(({ readyState, OPEN }) => readyState === OPEN).length,
    close: () => {
      for (const socket of sockets) socket.terminate();
    },
  };
}
