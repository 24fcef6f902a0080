/** Fetches a recording from an address that a telephony service gave: allowed hosts only, sound only, within the limits. */
import { Readable } from 'node:stream';
import { type Guard, guardedRequest, KamertonError } from '../platform/index.ts';
import { mediaTypeBytes, mediaTypeOf } from '../sound/media-type.ts';
import type { Recordings, StoredRecording } from '../storage/recordings.ts';

const timeoutMs = 5 * 60_000;

const failed = (why: string, cause?: unknown) =>
  new KamertonError('bad_input', `запись по ссылке не получена: ${why}`, { cause });

/**
 * Fetches and stores; nothing is stored of what is no recording.
 * @throws KamertonError `bad_input` for a forbidden address or an answer that is none, `unsupported_media` for other than sound, `too_large`
 */
export async function pullRecording(
  url: string,
  guard: Guard,
  recordings: Pick<Recordings, 'take'>,
): Promise<StoredRecording> {
  const answer = await guardedRequest(
    url,
    { method: 'GET', headers: { accept: 'audio/*, application/octet-stream', 'user-agent': 'kamerton' }, timeoutMs },
    guard,
  ).catch((error: unknown) => {
    throw error instanceof KamertonError ? error : failed('нет связи с сервером записей', error);
  });
  try {
    const status = answer.statusCode ?? 0;
    if (status >= 300 && status < 400)
      throw failed('сервер отвечает переадресацией, а она запрещена; дайте прямую ссылку');
    if (status !== 200) throw failed(`сервер записей отвечает ${status}`);
    if (/^text\/|json|html/.test(answer.headers['content-type'] ?? ''))
      throw failed('вместо записи пришла страница; проверьте, что ссылка не требует входа');
    return await recordings.take(Readable.from(onlySound(whole(answer))));
  } finally {
    answer.destroy();
  }
}

/** The answer to its end; one that breaks off is the other side's fault, not that of our disk. */
async function* whole(answer: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* answer;
  } catch (error) {
    throw failed('соединение оборвалось посередине', error);
  }
}

/** The bytes, once the first of them have been seen to be a recording. */
async function* onlySound(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < mediaTypeBytes) continue;
    mediaTypeOf(head);
    yield head;
    head = null;
  }
  if (head === null) return;
  mediaTypeOf(head);
  yield head;
}
