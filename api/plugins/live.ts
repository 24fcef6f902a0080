/** The live websocket: pushes what happens to the people who may know, and tells who comes back what they missed. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import type { Account } from '#analyzer';
import { KamertonError } from '#platform';
import { mayDo } from '../access/permissions.ts';
import type { ApiDeps } from '../deps.ts';
import { followProgress } from '../live/follow-progress.ts';
import type { LiveHub } from '../live/live-hub.ts';
import { type LiveMessage, resyncRequestSchema } from '../live/live-messages.ts';
import { accountOf, isOwnOrigin, sessionCookie } from './session.ts';

/** A reader this far behind is cut off; it reconnects and reads the list again. */
const mostBufferedBytes = 1_048_576;
/** Pages send one message when they come back; who sends (or pings) more than this a minute is no page of ours. */
const mostMessagesAMinute = 100;
const mostSocketsOfOne = 5;
/** Sessions that end elsewhere (another process, idleness) are noticed within this time. */
const heartbeatMs = 30_000;

/** Codes of RFC 6455. */
const closes = { unsupported: 1003, policy: 1008 } as const;

interface Reader {
  socket: WebSocket;
  token: string;
  account: Account;
  messages: number;
}

/** Registers `GET /api/live`. */
export async function registerLive(
  app: FastifyInstance,
  deps: Pick<ApiDeps, 'queue' | 'publicUrl' | 'sessions'>,
  hub: LiveHub,
): Promise<void> {
  const cookie = sessionCookie(deps.publicUrl);
  const readers = new Set<Reader>();

  /** Rights may have been cut since: looks again, and closes the socket of whoever may no longer follow. */
  const check = async (reader: Reader): Promise<void> => {
    const session = await deps.sessions.find(reader.token, false).catch(() => null);
    if (session !== null && mayFollow(session.account)) reader.account = session.account;
    else {
      readers.delete(reader);
      reader.socket.close(closes.policy);
    }
  };

  const onTheWay = followProgress((call) => hub.publish({ type: 'call.changed', call }));
  deps.queue.onProgress(onTheWay.note);
  const unlisten = hub.listen((happening) => {
    // Written down once for all who may know.
    const text = textOf({ ...happening.event, seq: happening.seq });
    for (const reader of readers) if (hub.maySee(reader.account, happening)) sendText(reader, text);
  });
  app.addHook('onClose', async () => {
    onTheWay.stop();
    unlisten();
  });
  deps.sessions.onChange((userId) => {
    for (const reader of readers) if (reader.account.id === userId) void check(reader);
  });

  app.route({
    method: 'GET',
    url: '/api/live',
    config: { access: 'live.follow', rateLimit: false },
    schema: { hide: true },
    preValidation: async (request) => {
      if (!isOwnOrigin(request, deps.publicUrl)) throw new KamertonError('forbidden', 'запрос пришёл с чужой страницы');
      const own = [...readers].filter((reader) => reader.account.id === accountOf(request).id);
      if (own.length >= mostSocketsOfOne)
        throw new KamertonError('too_many_requests', 'слишком много открытых страниц; закройте лишние');
    },
    handler: (_request, reply) => {
      void reply.status(426).send({ code: 'bad_input', message: 'это адрес для websocket' });
    },
    wsHandler: (socket, request) => follow(socket, request),
  });

  function follow(socket: WebSocket, request: FastifyRequest): void {
    // Without a listener a broken connection would end the process.
    socket.on('error', () => socket.terminate());
    const reader: Reader = { socket, token: cookie.read(request) ?? '', account: accountOf(request), messages: 0 };
    readers.add(reader);
    send(reader, { type: 'hello', epoch: hub.epoch, seq: hub.seq });
    let beats = 0;
    const heartbeat = setInterval(() => {
      beats += 1;
      if (beats % 2 === 0) reader.messages = 0;
      socket.ping();
      void check(reader);
    }, heartbeatMs);
    const count = () => {
      reader.messages += 1;
      if (reader.messages > mostMessagesAMinute) socket.terminate();
    };
    socket.on('ping', count);
    socket.on('message', (data, isBinary) => {
      count();
      if (isBinary) return socket.close(closes.unsupported);
      // Nobody chooses what to follow: the server knows whose calls are whose.
      const asked = readResync(String(data));
      if (asked === null) return send(reader, { type: 'error', code: 'bad_input' });
      const callIds = hub.changedSince(reader.account, asked.epoch, asked.seq);
      send(reader, { type: 'resynced', epoch: hub.epoch, seq: hub.seq, callIds });
    });
    socket.on('close', () => {
      clearInterval(heartbeat);
      readers.delete(reader);
    });
  }
}

const mayFollow = (account: Account): boolean => !account.mustChangePassword && mayDo(account, 'live.follow');

/** As bytes: a text would be encoded again for every reader. */
const textOf = (message: LiveMessage): Buffer => Buffer.from(JSON.stringify(message), 'utf8');

const send = (reader: Reader, message: LiveMessage): void => sendText(reader, textOf(message));

function sendText({ socket }: Reader, text: Buffer): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > mostBufferedBytes) socket.terminate();
  else socket.send(text, { binary: false });
}

function readResync(text: string) {
  try {
    return resyncRequestSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
