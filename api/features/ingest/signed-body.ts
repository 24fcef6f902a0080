/** Reads a small body as it came, checks its signature, and hands it on to the parser. */
import { Readable } from 'node:stream';
import type { preParsingAsyncHookHandler } from 'fastify';
import { isSigned } from '#analyzer';
import { KamertonError } from '#platform';

const mostBytes = 1_048_576;
/** Ids of messages are remembered for as long as their time would be believed, and a little more. */
const rememberMs = 11 * 60_000;
const mostRemembered = 100_000;

/** Refuses a body without the right signature, an old one, and one that was taken already. `key` null: no signatures are asked for. */
export function signedBody(key: Uint8Array | null, now: () => number = Date.now): preParsingAsyncHookHandler {
  const seen = new Map<string, number>();
  return async (request, reply, payload) => {
    const body = await readSmall(payload);
    if (key !== null) {
      if (!isSigned(request.headers, body.toString('utf8'), key, Math.floor(now() / 1000)))
        throw new KamertonError('forbidden', 'подпись не подходит или устарела: проверьте секрет и часы');
      const id = String(request.headers['webhook-id']);
      forget(seen, now());
      if (seen.has(id)) throw new KamertonError('conflict', 'это сообщение уже принято');
      seen.set(id, now());
      // What could not be taken may come again: senders repeat a message under the id that it has.
      reply.raw.once('close', () => {
        if (reply.statusCode >= 400) seen.delete(id);
      });
    }
    return Object.assign(Readable.from([body]), { receivedEncodedLength: body.length });
  };
}

function forget(seen: Map<string, number>, now: number): void {
  // A Map keeps the order of insertion: the oldest come first.
  for (const [id, at] of seen) {
    if (now - at < rememberMs && seen.size < mostRemembered) return;
    seen.delete(id);
  }
}

async function readSmall(payload: AsyncIterable<Buffer | string>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of payload) {
    const part = Buffer.from(chunk);
    bytes += part.byteLength;
    if (bytes > mostBytes) throw new KamertonError('too_large', 'сообщение больше 1 МБ');
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}
