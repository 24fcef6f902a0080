/** Compressed recordings: cut, changed, lying about their length, holding what is no sound. Made from real ones. */
import { amr, be32, bytesOf, flac, gsm, mp3Frame, mp4, ogg, opusHead, webm } from '../../unit/sound/hand-made.ts';
import { cutAt, flipped, type HostileClass, listed, oddNumbers, steps } from './hostile-class.ts';

/** Real files of five seconds, by format. */
export type RealFiles = Record<'mp3' | 'ogg' | 'flac' | 'm4a' | 'webm', Uint8Array>;

const repeated = (bytes: Uint8Array, times: number) => {
  const all = new Uint8Array(bytes.length * times);
  for (let i = 0; i < times; i += 1) all.set(bytes, i * bytes.length);
  return all;
};
/** An ID3 tag that says it has `size` bytes and has `body`. */
const id3 = (size: number, body: Uint8Array) =>
  bytesOf('ID3', [3, 0, 0, (size >>> 21) & 127, (size >>> 14) & 127, (size >>> 7) & 127, size & 127], body);
const box = (type: string, body: Uint8Array, size = body.length + 8) => bytesOf(be32(size), type, body);

export function containerClasses(real: RealFiles): HostileClass[] {
  const cuts = Object.entries(real).map(([name, bytes]) =>
    listed(`${name}: cut off`, 'defined', steps, (share) => cutAt(bytes, share * 0.98)),
  );
  const changes = Object.entries(real).flatMap(([name, bytes]) => [
    listed(`${name}: changed bytes at the head`, 'defined', steps, (share, random) =>
      flipped(bytes, 1 + Math.round(share * 30), random, Math.min(bytes.length, 400)),
    ),
    listed(`${name}: changed bytes everywhere`, 'defined', steps, (share, random) =>
      flipped(bytes, 1 + Math.round(share * 2_000), random),
    ),
  ]);
  return [
    ...cuts,
    ...changes,
    listed(
      'mp3: a tag of any size before it',
      'defined',
      [0, 1, 10, 127, 128, 5_000, 100_000, 1_000_000, 2 ** 24, 2 ** 26, 2 ** 27, 2 ** 28 - 1],
      (size) => bytesOf(id3(size, new Uint8Array(Math.min(size, 100_000))), real.mp3),
    ),
    listed('mp3: a picture of megabytes', 'defined', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], (megabytes) => {
      const picture = bytesOf('APIC', be32(megabytes * 2 ** 20), [0, 0], new Uint8Array(megabytes * 2 ** 20));
      return bytesOf(id3(picture.length, picture), real.mp3);
    }),
    listed('mp3: junk between frames', 'defined', steps, (share, random) => {
      const junk = Uint8Array.from({ length: 10 + Math.round(share * 20_000) }, () => Math.floor(random() * 256));
      const half = Math.floor(real.mp3.length / 2);
      return bytesOf(real.mp3.subarray(0, half), junk, real.mp3.subarray(half));
    }),
    listed(
      'mp3: nothing but silence, for long',
      'defined',
      // The header does not tell: only decoding four hours does.
      [0.01, 0.02, 0.05, 0.1, 0.2, 4.1, 0.3, 0.15, 0.07, 0.03, 0.012, 0.01],
      (hours) => repeated(repeated(mp3Frame(), 1_000), Math.ceil((hours * 3_600) / 36)),
    ),
    listed(
      'amr: nothing but silence, for hours',
      'refused',
      [4.1, 4.2, 4.3, 4.4, 4.5, 4.6, 4.7, 4.8, 4.9, 5, 5.5, 6],
      (hours) => bytesOf(amr(0), repeated(amr(500).subarray(6), Math.ceil((hours * 3_600) / 10))),
    ),
    listed(
      'ogg: length by the last page',
      'defined',
      [0, 1, 312, 47_999, 48_000, 2 ** 20, 2 ** 24, 2 ** 28, 2 ** 30, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1],
      (granule) => ogg(opusHead(), granule),
    ),
    listed('ogg: channels and codecs that are none', 'defined', [0, 3, 8, 255], (channels) =>
      ogg(opusHead(channels), 480_000),
    ),
    listed(
      'ogg: pictures and unknown streams',
      'refused',
      [
        '\x80theora',
        'BBCD\0',
        '\x01video',
        'fishead\0',
        'CMML',
        'kate',
        '\x7fFLAC',
        'PCM     ',
        'NNA',
        '\0\0\0\0',
        'OpusTags',
        'vorbis',
      ],
      (head) => ogg(bytesOf(head, new Uint8Array(30)), 480_000),
    ),
    listed('flac: fields of the stream', 'defined', oddNumbers, (value) =>
      flac(value % 1_048_576, 1 + (value % 8), value),
    ),
    listed(
      'mp4: what it says to hold',
      'defined',
      ['vide', 'text', 'hint', 'meta', 'subt', 'soun', 'tmcd', 'data', '\0\0\0\0', 'url ', 'mdir', 'pict'],
      (handler) => mp4({ handler }),
    ),
    listed('mp4: lengths', 'defined', oddNumbers, (length) => mp4({ length, scale: length % 2 === 0 ? 0 : 1 })),
    listed(
      'mp4: channels and codecs',
      'defined',
      ['mp4a', 'alac', 'samr', 'ac-3', 'enca', 'drms', 'twos', 'sowt', 'raw ', 'QDM2', '.mp3', 'xxxx'],
      (codec, random) => mp4({ codec, channels: Math.floor(random() * 10) }),
    ),
    listed(
      'mp4: boxes in boxes, boxes of no size',
      'defined',
      [1, 2, 8, 32, 100, 500, 1_000, 5_000, 10_000, 20_000, 50_000, 100_000],
      (depth) => {
        let inner: Uint8Array = new Uint8Array(8);
        if (depth > 2_000)
          return bytesOf(
            mp4().subarray(0, 16),
            repeated(box('moov', new Uint8Array(0), depth % 2 === 0 ? 8 : 0), depth),
          );
        for (let i = 0; i < depth; i += 1) inner = box('moov', inner);
        return bytesOf(mp4().subarray(0, 16), inner);
      },
    ),
    listed(
      'mp4: sound that lies in another file',
      'defined',
      [
        'file:///etc/passwd',
        'victim.wav',
        '../victim.wav',
        'http://127.0.0.1:1/x',
        'concat:victim.wav',
        'data:audio/wav;base64,AAAA',
        'pipe:0',
        '/dev/zero',
        'subfile,,start,0,end,9,,:victim.wav',
        'ftp://127.0.0.1/x',
        'crypto:victim.wav',
        '|id',
      ],
      (url) => bytesOf(mp4(), box('dref', bytesOf(be32(0), be32(1), box('url ', bytesOf(be32(0), url, [0]))))),
    ),
    listed(
      'webm: what it says to hold',
      'defined',
      [
        'A_OPUS',
        'A_VORBIS',
        'V_VP9',
        'S_TEXT/UTF8',
        'A_PCM/INT/LIT',
        'A_MS/ACM',
        'A_QUICKTIME',
        'A_REAL/COOK',
        'V_MS/VFW',
        'A_AC3',
        '',
        'A_',
      ],
      (codec, random) => webm({ codec, type: 1 + Math.floor(random() * 4), channels: Math.floor(random() * 9) }),
    ),
    listed(
      'amr: frames of every kind',
      'defined',
      [0x04, 0x0c, 0x14, 0x1c, 0x24, 0x2c, 0x34, 0x3c, 0x44, 0x7c, 0xff, 0x00],
      (first) => amr(100, first),
    ),
    listed('gsm: cut and foreign frames', 'defined', steps, (share, random) =>
      flipped(cutAt(gsm(100), 0.2 + 0.79 * share), Math.round(share * 50), random),
    ),
  ];
}
