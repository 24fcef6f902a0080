/** The live websocket: pushes every move of a call to the people who may see that call. */
import websocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import type { Account, CallLedger, CallProgress } from '#analyzer';
import { KamertonError } from '#platform';
import { scopeOf } from '../access/scope.ts';
import type { ApiDeps } from '../deps.ts';
import { accountOf, isOwnOrigin } from './session.ts';

/** A reader this far behind is cut off; it reconnects and reads the list again. */
const mostBufferedBytes = 1_048_576;
const heartbeatMs = 30_000;
/** Live messages say nothing that the reader's own list would not. */
interface Reader {
  socket: WebSocket;
  account: Account;
}

/** Registers `GET /api/live`. */
export async function registerLive(
  app: FastifyInstance,
  deps: Pick<ApiDeps, 'ledger' | 'queue' | 'publicUrl'>,
): Promise<void> {
  await app.register(websocket, { options: { maxPayload: 65_536, perMessageDeflate: false } });
  const readers = new Set<Reader>();

  deps.queue.onProgress((progress) => {
    for (const reader of readers) void push(reader, progress, deps.ledger);
  });

  app.route({
    method: 'GET',
    url: '/api/live',
    config: { access: 'live.follow', rateLimit: false },
    schema: { hide: true },
    preValidation: async (request) => {
      if (!isOwnOrigin(request, deps.publicUrl)) throw new KamertonError('forbidden', 'запрос пришёл с чужой страницы');
    },
    handler: (_request, reply) => {
      void reply.status(426).send({ code: 'bad_input', message: 'это адрес для websocket' });
    },
    wsHandler: (socket, request) => {
      // Without a listener a broken connection would end the process.
      socket.on('error', () => socket.terminate());
      const reader = { socket, account: accountOf(request) };
      readers.add(reader);
      const heartbeat = setInterval(() => socket.ping(), heartbeatMs);
      socket.on('close', () => {
        clearInterval(heartbeat);
        readers.delete(reader);
      });
    },
  });
}

async function push(reader: Reader, call: CallProgress, ledger: CallLedger): Promise<void> {
  const scope = scopeOf(reader.account);
  if (scope.kind !== 'all' && (await ledger.find(call.id, scope)) === null) return;
  if (reader.socket.bufferedAmount > mostBufferedBytes) return reader.socket.terminate();
  if (reader.socket.readyState === reader.socket.OPEN)
    reader.socket.send(JSON.stringify({ type: 'call.changed', call }));
}
