/** First look at a recording, before any decoder sees it: a regular file, of a type we take, with a header that adds up. */
import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { KamertonError, readAt } from '#platform';
import { ByteView } from './byte-view.ts';
import { containerOf } from './container-of.ts';
import { parseAdts } from './headers/adts.ts';
import { parseAmr } from './headers/amr.ts';
import { parseFlac } from './headers/flac.ts';
import { parseGsm } from './headers/gsm.ts';
import { id3Bytes, parseMp3 } from './headers/mp3.ts';
import { boxAt, parseMp4 } from './headers/mp4.ts';
import { parseOgg } from './headers/ogg.ts';
import { parseWav } from './headers/wav.ts';
import { parseWebm } from './headers/webm.ts';
import { type Container, type HeaderWindow, type RecordingHeader, refuse } from './recording-header.ts';

const windowBytes = 256 * 1024;
const maxTopBoxes = 64;
/** More than four hours of the widest frames of AMR: its length is known only by walking the whole chain. */
const amrBytes = 46 * 2 ** 20;
const defaultMaxBytes = 2 * 2 ** 30;

/** The parser of each container: pure over the bytes of a window, throws nothing but KamertonError, never loops. */
export const headerParsers: Record<Container, (window: HeaderWindow) => RecordingHeader> = {
  wav: parseWav,
  mp3: parseMp3,
  ogg: parseOgg,
  flac: parseFlac,
  mp4: parseMp4,
  webm: parseWebm,
  amr: parseAmr,
  gsm: parseGsm,
  adts: parseAdts,
};

export interface InspectOptions {
  /** Name to show in a refusal, as the user gave it; shortened and stripped of control characters here. */
  label?: string;
  /** Largest file taken, bytes (2 GiB by default). */
  maxBytes?: number;
}

/**
 * Reads the header of the recording at `path`; nothing is decoded and nothing but this one file is opened.
 * Throws KamertonError('bad_recording' | 'unsupported_media' | 'too_large' | 'not_found') with one line that never holds the path.
 */
export async function inspectRecording(path: string, options: InspectOptions = {}): Promise<RecordingHeader> {
  try {
    const file = await openRegular(path, options.maxBytes ?? defaultMaxBytes);
    try {
      return await readHeader(file.handle, file.size);
    } finally {
      await file.handle.close();
    }
  } catch (error) {
    if (!(error instanceof KamertonError)) throw error;
    const name = options.label === undefined ? '' : shownName(options.label);
    throw new KamertonError(error.code, `${name ? `Запись «${name}»` : 'Запись'} не принята: ${error.message}`, {
      cause: error,
    });
  }
}

/** A user's file name fit to be shown: base name only, no control or bidirectional marks, at most 60 characters. */
export function shownName(label: string): string {
  const base = label.split(/[\\/]/).at(-1) ?? '';
  // Cc, Cf (zero width, bidi marks), Zl, Zp and lone surrogates would break or disguise a one-line message.
  const clean = base.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffd]/gu, '').trim();
  const letters = [...clean];
  return letters.length > 60 ? `${letters.slice(0, 40).join('')}…${letters.slice(-19).join('')}` : clean;
}

async function openRegular(path: string, maxBytes: number): Promise<{ handle: FileHandle; size: number }> {
  const notFound = () => new KamertonError('not_found', 'файла нет или он недоступен – проверьте имя и права');
  const before = await lstat(path).catch(() => null);
  if (!before) throw notFound();
  // Checked before opening: opening a FIFO or a device may block or act.
  if (!before.isFile())
    throw refuse('это не обычный файл (папка, ссылка, канал или устройство) – укажите сам файл записи');
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(path, flags).catch(() => null);
  if (!handle) throw notFound();
  try {
    const { size } = await regularStat(handle, before);
    if (size > maxBytes) {
      throw new KamertonError(
        'too_large',
        `файл больше ${Math.floor(maxBytes / 2 ** 20)} МБ – разделите запись на части`,
      );
    }
    return { handle, size };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function regularStat(handle: FileHandle, before: { ino: number; dev: number }): Promise<{ size: number }> {
  const stat = await handle.stat();
  if (!stat.isFile() || stat.ino !== before.ino || stat.dev !== before.dev) {
    throw refuse('файл подменён во время чтения – загрузите запись заново');
  }
  return stat;
}

async function readHeader(file: FileHandle, size: number): Promise<RecordingHeader> {
  const start = await readAt(file, 0, windowBytes);
  const tagBytes = id3Bytes(start);
  if (tagBytes >= size && tagBytes > 0) throw refuse('в файле одна метка ID3 и нет звука – выгрузите запись заново');
  const sound = tagBytes > 0 ? await readAt(file, tagBytes, windowBytes) : start;
  const container = containerOf(sound);
  const offset = container === 'mp4' ? await findMovie(file, size) : tagBytes;
  const head =
    container === 'amr'
      ? await readAt(file, offset, Math.min(amrBytes, size - offset))
      : offset === tagBytes
        ? sound
        : await readAt(file, offset, windowBytes);
  const tail = await readAt(file, Math.max(0, size - windowBytes), windowBytes);
  return headerParsers[container]({ head, tail, offset, size });
}

/** Offset of the «moov» box: it may lie behind all of the sound. */
async function findMovie(file: FileHandle, size: number): Promise<number> {
  let at = 0;
  for (let boxes = 0; boxes < maxTopBoxes && at + 8 <= size; boxes++) {
    const box = boxAt(new ByteView(await readAt(file, at, 16)), 0, size - at);
    if (box.type === 'moov') return at;
    at += box.end;
  }
  throw refuse('в файле MP4 нет описания звука (moov): запись не дописана – выгрузите её заново');
}
