/** Nothing waits for ever: requests have seconds, uploads must keep moving. */
import type { FastifyInstance } from 'fastify';
import { KamertonError } from '#platform';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The slowest line that an upload is taken from, bytes a second. */
    leastUploadRate?: number;
  }
}

/** What a route may take from its first byte to its last; longer where the route says so (`handlerTimeout`). */
export const handlerTimeoutMs = 30_000;
/** Uploads and sound: as long as a slow line needs for the largest recording. */
export const longTimeoutMs = 30 * 60_000;

const lookEveryMs = 10_000;

/** Registers the watch over uploads: a sender slower than the route's least rate is cut off and its place is free. */
export function registerTimeLimits(app: FastifyInstance, lookMs = lookEveryMs): void {
  app.addHook('onRequest', async (request, reply) => {
    const rate = request.routeOptions.config.leastUploadRate;
    if (rate === undefined) return;
    const { socket } = request.raw;
    let seen = socket.bytesRead ?? 0;
    const watch = setInterval(() => {
      const now = socket.bytesRead ?? 0;
      const tooSlow = !request.raw.complete && now - seen < (rate * lookMs) / 1000;
      seen = now;
      // Ends the reading with an error: the route answers 408 if it still can, the half-read file is removed.
      if (tooSlow) request.raw.destroy(new KamertonError('too_slow', 'загрузка идёт слишком медленно; повторите её'));
    }, lookMs);
    reply.raw.once('close', () => clearInterval(watch));
  });
}
