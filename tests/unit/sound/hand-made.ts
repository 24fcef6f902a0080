/** Hand-made headers of recordings: every field can be set wrong. */
import { containerOf } from '../../../analyzer/sound/container-of.ts';
import { id3Bytes } from '../../../analyzer/sound/headers/mp3.ts';
import { headerParsers } from '../../../analyzer/sound/inspect-recording.ts';
import type { RecordingHeader } from '../../../analyzer/sound/recording-header.ts';

export const bytesOf = (...parts: (string | number[] | Uint8Array)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));

export const u16 = (value: number) => [value & 255, (value >>> 8) & 255];
export const u32 = (value: number) => [...u16(value), ...u16(Math.floor(value / 65_536))];
const be16 = (value: number) => u16(value).reverse();
export const be32 = (value: number) => u32(value).reverse();

export const chunk = (id: string, body: number[] | Uint8Array, declared = body.length): Uint8Array =>
  bytesOf(id, u32(declared), body, body.length % 2 ? [0] : []);

interface WavFields {
  tag?: number;
  channels?: number;
  rate?: number;
  align?: number;
  bits?: number;
  extra?: number[];
  seconds?: number;
  dataBytes?: number;
  dataDeclared?: number;
  before?: Uint8Array;
}

export const format = (fields: WavFields = {}): Uint8Array => {
  const { tag = 1, channels = 1, rate = 8000, bits = 16, extra = [] } = fields;
  const align = fields.align ?? (channels * bits) / 8;
  return chunk('fmt ', [
    ...u16(tag),
    ...u16(channels),
    ...u32(rate),
    ...u32(rate * align),
    ...u16(align),
    ...u16(bits),
    ...extra,
  ]);
};

/** A WAV file of silence: by default two seconds of 16-bit mono at 8 kHz. */
export const wav = (fields: WavFields = {}): Uint8Array => {
  const length = fields.dataBytes ?? (fields.seconds ?? 2) * 16_000;
  const data = bytesOf('data', u32(fields.dataDeclared ?? length), new Uint8Array(length));
  const body = bytesOf('WAVE', fields.before ?? [], format(fields), data);
  return bytesOf('RIFF', u32(body.length), body);
};

/** What `inspectRecording` does with a file, for bytes that are all in memory. */
export const headerOf = (bytes: Uint8Array): RecordingHeader => {
  const offset = id3Bytes(bytes);
  const container = containerOf(bytes.subarray(offset));
  const movie = container === 'mp4' ? Math.max(0, Buffer.from(bytes).indexOf('moov') - 4) : offset;
  return headerParsers[container]({ head: bytes.subarray(movie), tail: bytes, offset: movie, size: bytes.length });
};

/** Four MPEG 2 layer III frames of 24 kbit/s at 16 kHz (108 bytes, 576 samples each), mono. */
export const mp3Frame = (): Uint8Array => bytesOf([0xff, 0xf3, 0x38, 0xc0], new Uint8Array(104));

export const ogg = (packet: Uint8Array, granule: number, lastSerial = 7): Uint8Array => {
  const page = (flags: number, position: number, serial: number, body: Uint8Array) =>
    bytesOf('OggS', [0, flags], u32(position), u32(0), u32(serial), u32(0), u32(0), [1, body.length], body);
  return bytesOf(page(2, 0, 7, packet), page(4, granule, lastSerial, new Uint8Array(10)));
};

export const opusHead = (channels = 2, skip = 312): Uint8Array =>
  bytesOf('OpusHead', [1, channels], u16(skip), u32(8000), u16(0), [0]);

/** FLAC: signature and stream information with 20 bits of rate, 3 of channels, 5 of depth, 36 of samples. */
export const flac = (rate: number, channels: number, samples: number): Uint8Array => {
  const packed = rate * 4096 + (channels - 1) * 512 + 15 * 16 + Math.floor(samples / 2 ** 32);
  return bytesOf(
    'fLaC',
    [0x80, 0, 0, 34],
    new Uint8Array(10),
    be32(packed),
    be32(samples % 2 ** 32),
    new Uint8Array(16),
  );
};

const box = (type: string, ...parts: (string | number[] | Uint8Array)[]): Uint8Array => {
  const body = bytesOf(...parts);
  return bytesOf(be32(body.length + 8), type, body);
};

interface Mp4Fields {
  handler?: string;
  codec?: string;
  channels?: number;
  rate?: number;
  scale?: number;
  length?: number;
}

export const mp4 = ({
  handler = 'soun',
  codec = 'mp4a',
  channels = 1,
  rate = 16_000,
  scale = 1000,
  length = 5000,
}: Mp4Fields = {}) => {
  const entry = box(
    codec,
    new Uint8Array(8),
    new Uint8Array(8),
    be16(channels),
    be16(16),
    be32(0),
    be16(rate),
    be16(0),
  );
  const table = box('stbl', box('stsd', be32(0), be32(1), entry));
  const media = box(
    'mdia',
    box('mdhd', be32(0), be32(0), be32(0), be32(scale), be32(length), be32(0)),
    box('hdlr', be32(0), be32(0), handler, new Uint8Array(13)),
    box('minf', table),
  );
  return bytesOf(box('ftyp', 'M4A ', be32(0)), box('moov', box('trak', media)));
};

/** An EBML element with a one-byte size. */
const ebml = (id: number[], body: number[] | Uint8Array): Uint8Array => bytesOf(id, [0x80 | body.length], body);

export const webm = ({ type = 2, codec = 'A_OPUS', channels = 1 } = {}): Uint8Array => {
  const audio = ebml([0xe1], ebml([0x9f], [channels]));
  const track = ebml([0xae], bytesOf(ebml([0x83], [type]), ebml([0x86], bytesOf(codec)), audio));
  const info = ebml([0x15, 0x49, 0xa9, 0x66], ebml([0x44, 0x89], [0x45, 0x9c, 0x40, 0x00]));
  const segment = bytesOf(info, ebml([0x16, 0x54, 0xae, 0x6b], track));
  return bytesOf(
    ebml([0x1a, 0x45, 0xdf, 0xa3], ebml([0x42, 0x82], bytesOf('webm'))),
    [0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    segment,
  );
};

/** `frames` AMR frames of 12.2 kbit/s: 20 ms each. */
export const amr = (frames: number, first = 0x3c): Uint8Array =>
  bytesOf('#!AMR\n', ...Array.from({ length: frames }, () => bytesOf([first], new Uint8Array(31))));

export const gsm = (frames: number): Uint8Array =>
  bytesOf(...Array.from({ length: frames }, () => bytesOf([0xd5], new Uint8Array(32))));

/** AAC without a container: `frames` frames of silence, 32 bytes each, mono at 8 kHz. */
export function adts(frames: number): Uint8Array {
  const bytes = 32;
  const frame = Buffer.alloc(bytes);
  // Sync, no CRC; low complexity, 8 kHz (11), one channel; the length of the frame over three bytes.
  frame.set([
    0xff,
    0xf1,
    (1 << 6) | (11 << 2),
    (1 << 6) | (bytes >> 11),
    (bytes >> 3) & 0xff,
    ((bytes & 7) << 5) | 0x1f,
    0xfc,
  ]);
  return bytesOf(...Array.from({ length: frames }, () => frame));
}
