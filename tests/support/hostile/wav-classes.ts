/** WAV with every field wrong in turn, and WAV that lies about what follows. */
import { bytesOf, chunk, format, u16, u32, wav } from '../../unit/sound/hand-made.ts';
import { cutAt, flipped, type HostileClass, listed, oddNumbers, steps } from './hostile-class.ts';

const twoSeconds = wav();
const tone = (seconds: number, gain = 8_000, phase = 0) =>
  Int16Array.from({ length: seconds * 8_000 }, (_, i) => gain * Math.sin(i / 3 + phase));
const asBytes = (samples: Int16Array | Float32Array) =>
  new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
const riff = (...parts: Uint8Array[]) => {
  const body = bytesOf('WAVE', ...parts);
  return bytesOf('RIFF', u32(body.length), body);
};

const floats = (bad: number, share: number) => {
  const samples = Float32Array.from({ length: 16_000 }, (_, i) => (i < 16_000 * share ? bad : 0.1 * Math.sin(i / 3)));
  return riff(format({ tag: 3, bits: 32 }), chunk('data', asBytes(samples)));
};

const stereo = (left: Int16Array, right: Int16Array) => {
  const both = new Int16Array(left.length * 2);
  for (const [i, sample] of left.entries()) {
    both[2 * i] = sample;
    both[2 * i + 1] = right[i] ?? 0;
  }
  return riff(format({ channels: 2 }), chunk('data', asBytes(both)));
};

export const wavClasses: HostileClass[] = [
  listed('wav: channels', 'refused', [0, 3, 4, 5, 6, 7, 8, 16, 255, 256, 32_768, 65_535], (channels) =>
    wav({ channels, align: 2, seconds: 2 }),
  ),
  listed(
    'wav: rate',
    'refused',
    [0, 1, 2, 100, 1_000, 5_999, 48_001, 96_000, 192_000, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1],
    (rate) => wav({ rate }),
  ),
  listed('wav: bits', 'defined', [0, 1, 2, 3, 5, 7, 9, 12, 17, 33, 64, 65_535], (bits) => wav({ bits, align: 2 })),
  listed('wav: block size', 'defined', oddNumbers.slice(0, 9), (align) => wav({ align })),
  listed('wav: codec tag', 'defined', [0, 2, 6, 7, 0x11, 0x31, 0x45, 0x50, 0x55, 0x161, 0xfffe, 0xffff], (tag) =>
    wav({ tag }),
  ),
  listed('wav: length of data', 'defined', oddNumbers, (dataDeclared) => wav({ dataDeclared })),
  listed('wav: parts missing or twice', 'defined', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], (way) => {
    const data = chunk('data', asBytes(tone(2)));
    const parts = [[], [data], [format()], [data, format()], [format(), format(), data], [format(), data, data]];
    const more = [
      [chunk('fmt ', [1, 0, 1]), data],
      [format(), chunk('DATA', data)],
      [chunk('fmt ', new Uint8Array(4_000)), data],
    ];
    const rest = [
      [format(), chunk('fact', u32(2 ** 32 - 1)), data],
      [chunk('bext', new Uint8Array(700_000)), format(), data],
      [format(), chunk('data', [])],
    ];
    return riff(...([...parts, ...more, ...rest][way] ?? []));
  }),
  listed(
    'wav: thousands of parts',
    'defined',
    [10, 100, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 40_000, 60_000, 80_000, 100_000],
    (count) => {
      const one = chunk('junk', [0, 0]);
      const all = new Uint8Array(one.length * count);
      for (let i = 0; i < count; i += 1) all.set(one, i * one.length);
      return riff(all, format(), chunk('data', asBytes(tone(2))));
    },
  ),
  listed('wav: a part that is larger than the file', 'defined', oddNumbers, (size) =>
    riff(format(), chunk('LIST', bytesOf('INFO'), size), chunk('data', asBytes(tone(2)))),
  ),
  listed('wav: cut off', 'defined', steps, (share) => cutAt(twoSeconds, share * 0.99)),
  listed('wav: changed bytes of the header', 'defined', steps, (share, random) =>
    flipped(twoSeconds, 1 + Math.round(share * 20), random, 44),
  ),
  listed(
    'wav: floats that are no numbers',
    'defined',
    [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 3e38, -3e38, 1e-45].flatMap((bad) => [
      [bad, 0.001] as const,
      [bad, 0.9] as const,
    ]),
    ([bad, share]) => floats(bad, share),
  ),
  listed('wav: shorter than a second', 'refused', steps, (share) => wav({ dataBytes: 2 * Math.round(share * 7_900) })),
  listed(
    'wav: relatives (RIFX, RF64, Wave64, AIFF, AU, CAF)',
    'refused',
    ['RIFX', 'RF64', 'riff', 'FORM', 'caff', '.snd', 'BW64', 'RIFF', 'XFIR', 'FFIR', 'SDSS', 'RMID'],
    (magic) =>
      bytesOf(magic, u32(32_036), magic === 'RIFF' ? 'AVI ' : 'AIFF', format(), chunk('data', asBytes(tone(2)))),
  ),
  listed(
    'wav: other kinds of RIFF',
    'refused',
    ['AVI ', 'WEBP', 'RMID', 'ACON', 'PAL ', 'RDIB', 'sfbk', 'CDXA', 'QLCM', 'amv ', 'wave', '\0\0\0\0'],
    (kind) => bytesOf('RIFF', u32(32_036), kind, format(), chunk('data', asBytes(tone(2)))),
  ),
  listed('wav: sound that is hard to hear', 'taken', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], (way) => {
    const quiet = new Int16Array(16_000);
    const left = tone(2, 2_000 * (1 + (way % 4)));
    const right = [tone(2, 8_000, Math.PI), quiet, left][way % 3] ?? quiet;
    return stereo(way < 9 ? left : quiet, right);
  }),
  listed('wav: text where sound should be', 'defined', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], (way) => {
    const words = [
      '#EXTM3U\n',
      'ffconcat version 1.0\n',
      '<html>',
      '$(reboot)\n',
      '%n%s%x',
      '\0',
      "'; DROP TABLE calls;--",
    ];
    const text = (words[way % words.length] ?? '').repeat(5_000).slice(0, 32_000);
    return riff(
      format(),
      chunk('LIST', bytesOf('INFOIART', u16(way), text.slice(0, 2_000))),
      chunk('data', bytesOf(text.padEnd(32_000, ' '))),
    );
  }),
];
