/** Header of a WebM recording (EBML): duration and the one sound track, Opus or Vorbis. */
import { ByteView } from '../byte-view.ts';
import {
  type Codec,
  checkedHeader,
  type HeaderWindow,
  type RecordingHeader,
  refuse,
  refuseType,
} from '../recording-header.ts';

const maxElements = 256;
const id = {
  ebml: 0x1a45dfa3,
  docType: 0x4282,
  segment: 0x18538067,
  info: 0x1549a966,
  timecodeScale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  track: 0xae,
  trackType: 0x83,
  codec: 0x86,
  audio: 0xe1,
  rate: 0xb5,
  channels: 0x9f,
  cluster: 0x1f43b675,
} as const;

interface Element {
  id: number;
  body: number;
  end: number;
}

/** Reads the elements before the first cluster. Throws KamertonError('bad_recording' | 'unsupported_media'). */
export function parseWebm({ head, size }: HeaderWindow): RecordingHeader {
  const view = new ByteView(head);
  const top = elements(view, 0, size);
  const header = top.find((element) => element.id === id.ebml);
  const segment = top.find((element) => element.id === id.segment);
  if (!header || !segment) throw refuse('в файле WebM нет заголовка – выгрузите запись заново');
  const docType = find(view, header, id.docType);
  const kind = docType ? text(view, docType) : '';
  if (kind !== 'webm' && kind !== 'matroska') throw refuseType('это не WebM');
  const tracks = find(view, segment, id.tracks);
  const sound = tracks ? soundTrack(view, tracks) : null;
  if (!sound) throw refuse('в файле WebM нет звука – выгрузите запись заново');
  return checkedHeader({ container: 'webm', ...sound, duration: seconds(view, segment), bytes: size });
}

function soundTrack(view: ByteView, tracks: Element): { codec: Codec; channels: number; sampleRate: number } | null {
  let sound: { codec: Codec; channels: number; sampleRate: number } | null = null;
  for (const track of elements(view, tracks.body, tracks.end)) {
    if (track.id !== id.track) continue;
    const type = find(view, track, id.trackType);
    const kind = type ? unsigned(view, type) : 0;
    if (kind === 1) throw refuseType('это видео');
    if (kind !== 2 || sound) continue;
    const name = find(view, track, id.codec);
    const codec = ({ A_OPUS: 'opus', A_VORBIS: 'vorbis' } as const)[name ? text(view, name) : ''];
    if (!codec) throw refuseType('звук в WebM закодирован незнакомым способом');
    const audio = find(view, track, id.audio);
    const rate = audio ? find(view, audio, id.rate) : undefined;
    const channels = audio ? find(view, audio, id.channels) : undefined;
    // Defaults of the format: 8 kHz, one channel; Opus always decodes at 48 kHz.
    sound = {
      codec,
      channels: channels ? unsigned(view, channels) : 1,
      sampleRate: codec === 'opus' ? 48_000 : rate ? float(view, rate) : 8_000,
    };
  }
  return sound;
}

function seconds(view: ByteView, segment: Element): number | null {
  const info = find(view, segment, id.info);
  const duration = info ? find(view, info, id.duration) : undefined;
  if (!info || !duration) return null;
  const scale = find(view, info, id.timecodeScale);
  const length = (float(view, duration) * (scale ? unsigned(view, scale) : 1_000_000)) / 1e9;
  return Number.isFinite(length) && length > 0 ? length : null;
}

/** Elements between two places; stops at the first cluster, at the end of the window and at `maxElements`. */
function elements(view: ByteView, from: number, to: number): Element[] {
  const found: Element[] = [];
  let at = from;
  while (at + 2 <= Math.min(to, view.length)) {
    if (found.length >= maxElements) throw refuse('в заголовке WebM слишком много элементов – выгрузите запись заново');
    const idLength = Math.clz32(view.u8(at)) - 23;
    if (idLength > 4) throw refuse('заголовок WebM испорчен – выгрузите запись заново');
    let element = 0;
    for (let i = 0; i < idLength; i++) element = element * 256 + view.u8(at + i);
    if (element === id.cluster) break;
    const sizeLength = Math.clz32(view.u8(at + idLength)) - 23;
    if (sizeLength > 8) throw refuse('заголовок WebM испорчен – выгрузите запись заново');
    let length = view.u8(at + idLength) & (0xff >> sizeLength);
    let unknown = length === 0xff >> sizeLength;
    for (let i = 1; i < sizeLength; i++) {
      const byte = view.u8(at + idLength + i);
      unknown &&= byte === 0xff;
      length = length * 256 + byte;
    }
    const body = at + idLength + sizeLength;
    // A live recorder writes «unknown»: the element then reaches to the end of its parent.
    const end = unknown ? to : Math.min(body + length, to);
    found.push({ id: element, body, end });
    at = end;
  }
  return found;
}

function find(view: ByteView, parent: Element, wanted: number): Element | undefined {
  return elements(view, parent.body, parent.end).find((element) => element.id === wanted);
}

function unsigned(view: ByteView, element: Element): number {
  let value = 0;
  for (let at = element.body; at < Math.min(element.end, element.body + 8); at++) value = value * 256 + view.u8(at);
  return value;
}

function float(view: ByteView, element: Element): number {
  const length = element.end - element.body;
  if (length === 4) return view.f32be(element.body);
  return length === 8 ? view.f64be(element.body) : 0;
}

function text(view: ByteView, element: Element): string {
  return view.tag(element.body, Math.min(32, Math.max(0, element.end - element.body))).replaceAll('\0', '');
}
