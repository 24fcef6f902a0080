/** Downloads one file: goes on where a connection broke, and keeps nothing that has another checksum. */
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { KamertonError } from '#platform';
import { sha256Of } from './checksum.ts';

export interface Download {
  url: string;
  /** Where the file will lie; until it is whole and right, its bytes are in `<target>.part`. */
  target: string;
  sha256: string;
  signal?: AbortSignal | undefined;
  /** Called with bytes that are there and bytes in all (0 when the server does not say). */
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** So often in a row a connection may break without a single new byte. */
const mostVainAttempts = 5;
/** Room that must be left on the disk after a download, bytes. */
const spareBytes = 256 * 2 ** 20;

/**
 * Downloads a file to its place unless the right one is there; the part of an interrupted download is used.
 * @throws KamertonError `bad_input` when the server refuses, the disk is full or the checksum differs; the signal's reason
 */
export async function downloadFile(download: Download): Promise<void> {
  if ((await sizeOf(download.target)) > 0 && (await sha256Of(download.target)) === download.sha256) return;
  const part = `${download.target}.part`;
  await mkdir(dirname(download.target), { recursive: true });
  let vain = 0;
  for (;;) {
    const before = await sizeOf(part);
    try {
      await fetchRest(download, part, before);
      break;
    } catch (error) {
      if (error instanceof KamertonError) throw error;
      download.signal?.throwIfAborted();
      vain = (await sizeOf(part)) > before ? 0 : vain + 1;
      if (vain >= mostVainAttempts) throw failed(download, 'соединение обрывается', error);
      await sleep(250 * 2 ** vain, undefined, { signal: download.signal });
    }
  }
  const sum = await sha256Of(part);
  if (sum !== download.sha256) {
    await rm(part, { force: true });
    throw failed(download, `контрольная сумма ${sum}, а должна быть ${download.sha256}; загруженное удалено`);
  }
  await rename(part, download.target);
}

/** Appends what is missing; returns when the server has sent everything that it announced. */
async function fetchRest(download: Download, part: string, have: number): Promise<void> {
  const headers: Record<string, string> = have > 0 ? { range: `bytes=${have}-` } : {};
  const response = await fetch(download.url, { headers, signal: download.signal ?? null });
  // Nothing is left to send: the part is whole, and its checksum decides.
  if (response.status === 416) return response.body?.cancel();
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    // Overloaded or restarting servers are asked again.
    if (response.status >= 500 || response.status === 429) throw new Error(`HTTP ${response.status}`);
    throw failed(download, `сервер ответил ${response.status}`);
  }
  // A server that ignores the range sends everything from the start.
  const from = response.status === 206 ? have : 0;
  const length = Number(response.headers.get('content-length') ?? 0);
  const total = length > 0 ? from + length : 0;
  const { bavail, bsize } = await statfs(dirname(part));
  if (length + spareBytes > bavail * bsize) {
    await response.body.cancel();
    throw failed(download, `на диске мало места: нужно ещё ${Math.ceil((length + spareBytes) / 2 ** 20)} МБ`);
  }
  let done = from;
  const source = Readable.fromWeb(response.body);
  source.on('data', (piece: Uint8Array) => {
    done += piece.length;
    download.onProgress?.(done, total);
  });
  await pipeline(source, createWriteStream(part, { flags: from > 0 ? 'a' : 'w' }));
  if (total > 0 && done < total) throw new Error('the connection ended too early');
}

const sizeOf = (path: string) =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

function failed(download: Download, cause: string, error?: unknown): KamertonError {
  const { host, pathname } = new URL(download.url);
  return new KamertonError('bad_input', `${host}${pathname}: не загружено – ${cause}`, { cause: error });
}
