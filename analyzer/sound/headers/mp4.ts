/** Header of an M4A/MP4 recording: the movie box with exactly one kind of media in it, sound. */
import { ByteView } from '../byte-view.ts';
import {
  type Codec,
  checkedHeader,
  type HeaderWindow,
  type RecordingHeader,
  refuse,
  refuseType,
} from '../recording-header.ts';

const maxBoxes = 64;

/** One box: its type, where its body starts and where it ends (both may lie beyond the window). */
export interface Box {
  type: string;
  body: number;
  end: number;
}

/** Reads the box header at `at` of a window; `limit` is where its parent ends. Throws KamertonError for an impossible size. */
export function boxAt(view: ByteView, at: number, limit: number): Box {
  const short = view.u32be(at);
  const type = view.tag(at + 4, 4);
  const body = at + (short === 1 ? 16 : 8);
  const length = short === 1 ? view.u64be(at + 8) : short === 0 ? limit - at : short;
  if (length < body - at || !Number.isSafeInteger(at + length)) {
    throw refuse('размеры блоков файла MP4 испорчены – выгрузите запись заново');
  }
  return { type, body, end: at + length };
}

/** Reads the movie box («moov», the window starts at it). Throws KamertonError('bad_recording' | 'unsupported_media'). */
export function parseMp4({ head, size }: HeaderWindow): RecordingHeader {
  const view = new ByteView(head);
  const movie = boxAt(view, 0, size);
  const tracks = children(view, movie).filter((box) => box.type === 'trak');
  const fragmented = children(view, movie).some((box) => box.type === 'mvex');
  let found: { codec: Codec; channels: number; sampleRate: number; duration: number | null } | null = null;
  for (const track of tracks) {
    const media = child(view, track, 'mdia');
    const handler = child(view, media, 'hdlr');
    const kind = view.tag(handler.body + 8, 4);
    if (kind === 'vide') throw refuseType('это видео');
    if (kind !== 'soun' || found) continue;
    const table = child(view, child(view, media, 'minf'), 'stbl');
    found = {
      ...sampleEntry(view, child(view, table, 'stsd')),
      duration: fragmented ? null : mediaSeconds(view, media),
    };
  }
  if (!found) throw refuse('в файле MP4 нет звука – выгрузите запись заново');
  return checkedHeader({ container: 'mp4', ...found, bytes: size });
}

function children(view: ByteView, parent: Box): Box[] {
  const boxes: Box[] = [];
  let at = parent.body;
  while (at + 8 <= Math.min(parent.end, view.length)) {
    if (boxes.length >= maxBoxes)
      throw refuse(`в заголовке MP4 больше ${maxBoxes} блоков подряд – выгрузите запись заново`);
    const box = boxAt(view, at, parent.end);
    boxes.push(box);
    at = box.end;
  }
  return boxes;
}

function child(view: ByteView, parent: Box, type: string): Box {
  const box = children(view, parent).find((candidate) => candidate.type === type);
  if (!box) throw refuse(`в заголовке MP4 нет блока ${type} – выгрузите запись заново`);
  return box;
}

function mediaSeconds(view: ByteView, media: Box): number | null {
  const { body } = child(view, media, 'mdhd');
  const wide = view.u8(body) === 1;
  const scale = view.u32be(body + (wide ? 20 : 12));
  const length = wide ? view.u64be(body + 24) : view.u32be(body + 16);
  if (scale === 0) throw refuse('в заголовке MP4 нулевая шкала времени – выгрузите запись заново');
  // All ones means «unknown» (ISO 14496-12).
  return length === 0 || length === 0xffff_ffff || length >= 2 ** 63 ? null : length / scale;
}

function sampleEntry(view: ByteView, description: Box): { codec: Codec; channels: number; sampleRate: number } {
  const at = description.body + 8;
  const type = view.tag(at + 4, 4);
  const codec: Codec | undefined = ({ mp4a: 'aac', Opus: 'opus', alac: 'alac' } as const)[type];
  if (!codec) throw refuseType('звук в MP4 закодирован незнакомым способом');
  return { codec, channels: view.u16be(at + 24), sampleRate: view.u32be(at + 32) >>> 16 };
}
