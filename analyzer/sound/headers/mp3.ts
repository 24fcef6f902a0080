/** Header of an MP3 recording: ID3 tags are stepped over, two frames must agree, the length comes from the Xing or VBRI tag. */
import { ByteView } from '../byte-view.ts';
import { checkedHeader, type HeaderWindow, type RecordingHeader, refuse } from '../recording-header.ts';

const maxTagBytes = 64 * 2 ** 20;
/** kbit/s by index, layer III, MPEG 1 and MPEG 2/2.5. */
const bitrates1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const bitrates2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const rates1 = [44_100, 48_000, 32_000];

interface Frame {
  bytes: number;
  samples: number;
  sampleRate: number;
  channels: number;
  mpeg1: boolean;
}

/** Bytes that an ID3v2 tag at the start of `head` takes (0 without one). Throws KamertonError for a tag above 64 MiB. */
export function id3Bytes(head: Uint8Array): number {
  const view = new ByteView(head);
  if (!view.has(0, 'ID3') || view.length < 10) return 0;
  const digits = [view.u8(6), view.u8(7), view.u8(8), view.u8(9)];
  if (digits.some((digit) => digit > 127)) throw refuse('метка ID3 в начале файла испорчена – выгрузите запись заново');
  const length = digits.reduce((sum, digit) => sum * 128 + digit, 0) + 10 + (view.u8(5) & 0x10 ? 10 : 0);
  if (length > maxTagBytes) throw refuse('метка ID3 в начале файла больше 64 МБ – выгрузите запись без обложки');
  return length;
}

/** Where the first of two agreeing MPEG layer III frames lies within the first 4 KiB, or −1. */
export function findFrame(head: Uint8Array): number {
  const view = new ByteView(head);
  for (let at = 0; at < Math.min(4096, view.length - 4); at++) {
    const frame = frameAt(view, at);
    if (!frame) continue;
    const next = frameAt(view, at + frame.bytes);
    if (next && next.sampleRate === frame.sampleRate && next.mpeg1 === frame.mpeg1) return at;
  }
  return -1;
}

/** Reads the header of an MP3 whose window starts after the ID3 tag. Throws KamertonError('bad_recording'). */
export function parseMp3({ head, offset, size }: HeaderWindow): RecordingHeader {
  const at = findFrame(head);
  const view = new ByteView(head);
  const frame = at < 0 ? null : frameAt(view, at);
  if (!frame) throw refuse('в файле MP3 не нашлось двух целых кадров звука – выгрузите запись заново');
  const frames = taggedFrames(view, at, frame);
  const duration = frames === null ? null : (frames * frame.samples) / frame.sampleRate;
  if (duration === null) {
    // Without a tag only an upper bound is known (8 kbit/s is the least); enough to refuse what cannot be a call.
    const least = (size - offset) / 40_000;
    if (least > 4 * 3600) throw refuse('запись длиннее четырёх часов – разделите её на части');
  }
  return checkedHeader({
    container: 'mp3',
    codec: 'mp3',
    channels: frame.channels,
    sampleRate: frame.sampleRate,
    duration,
    bytes: size,
  });
}

function frameAt(view: ByteView, at: number): Frame | null {
  if (at < 0 || at + 4 > view.length || view.u8(at) !== 0xff) return null;
  const second = view.u8(at + 1);
  const third = view.u8(at + 2);
  const version = (second >> 3) & 3;
  if ((second & 0xe0) !== 0xe0 || version === 1 || ((second >> 1) & 3) !== 1) return null;
  const mpeg1 = version === 3;
  const kbits = (mpeg1 ? bitrates1 : bitrates2)[third >> 4];
  const base = rates1[(third >> 2) & 3];
  if (!kbits || !base) return null;
  const sampleRate = mpeg1 ? base : version === 2 ? base / 2 : base / 4;
  const samples = mpeg1 ? 1152 : 576;
  return {
    bytes: Math.floor(((samples / 8) * kbits * 1000) / sampleRate) + ((third >> 1) & 1),
    samples,
    sampleRate,
    channels: view.u8(at + 3) >> 6 === 3 ? 1 : 2,
    mpeg1,
  };
}

/** Number of frames by the Xing, Info or VBRI tag in the first frame, less the encoder's padding where LAME tells it. */
function taggedFrames(view: ByteView, at: number, frame: Frame): number | null {
  const side = frame.mpeg1 ? (frame.channels === 1 ? 17 : 32) : frame.channels === 1 ? 9 : 17;
  const xing = at + 4 + side;
  if ((view.has(xing, 'Xing') || view.has(xing, 'Info')) && view.length >= xing + 12 && view.u32be(xing + 4) & 1) {
    const frames = view.u32be(xing + 8);
    // A file that was being written when it was copied keeps a tag with zero frames: nothing is known then.
    return frames > 0 ? frames : null;
  }
  const vbri = at + 36;
  if (view.has(vbri, 'VBRI') && view.length >= vbri + 18) return view.u32be(vbri + 14) || null;
  return null;
}
