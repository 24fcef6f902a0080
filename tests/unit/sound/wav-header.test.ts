/** The WAV header check: what is taken, and the named refusal of everything that ffmpeg would decode to noise. */
import { describe, expect, it } from 'vitest';
import { bytesOf, chunk, format, headerOf, u16, u32, wav } from './hand-made.ts';

describe('WAV that is taken', () => {
  it('reads 16-bit mono', () => {
    expect(headerOf(wav())).toEqual({
      container: 'wav',
      codec: 'pcm',
      demuxer: 'wav',
      channels: 1,
      sampleRate: 8000,
      duration: 2,
      bytes: 44 + 32_000,
      unfinished: false,
      browserCanPlay: true,
    });
  });

  it.each([
    ['8-bit PCM', { bits: 8 }, 'pcm', 4],
    ['24-bit PCM', { bits: 24, dataBytes: 48_000 }, 'pcm', 2],
    ['32-bit PCM stereo', { bits: 32, channels: 2, dataBytes: 64_000 }, 'pcm', 1],
    ['float', { tag: 3, bits: 32 }, 'float', 1],
    ['A-law stereo', { tag: 6, bits: 8, channels: 2 }, 'alaw', 2],
    ['µ-law', { tag: 7, bits: 8 }, 'mulaw', 4],
    // 65 bytes hold 320 samples: 100 blocks = 4 s.
    ['GSM', { tag: 0x31, bits: 0, align: 65, dataBytes: 6500 }, 'gsm', 4],
    // 256 bytes: 4 of header with one sample, 252 × 2 samples: 505; 32 blocks at 8 kHz.
    ['IMA ADPCM', { tag: 0x11, bits: 4, align: 256, dataBytes: 8192 }, 'ima_adpcm', (32 * 505) / 8000],
    // 256 bytes: 7 of header with two samples, 249 × 2: 500; 32 blocks = 2 s.
    ['MS ADPCM', { tag: 2, bits: 4, align: 256, dataBytes: 8192 }, 'ms_adpcm', 2],
    ['G.726 of 32 kbit/s', { tag: 0x45, bits: 4, align: 1, dataBytes: 8000 }, 'g726', 2],
  ] as const)('reads %s', (_, fields, codec, duration) => {
    expect(headerOf(wav(fields))).toMatchObject({ codec, duration, unfinished: false });
  });

  it('says which codecs browsers refuse', () => {
    expect(headerOf(wav({ tag: 7, bits: 8 })).browserCanPlay).toBe(true);
    expect(headerOf(wav({ tag: 0x31, bits: 0, align: 65, dataBytes: 6500 })).browserCanPlay).toBe(false);
  });

  it('reads the extensible format by its GUID', () => {
    const guid = [7, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];
    const extra = [...u16(22), ...u16(8), ...u32(0), ...guid];
    expect(headerOf(wav({ tag: 0xfffe, bits: 8, extra })).codec).toBe('mulaw');
    expect(() => headerOf(wav({ tag: 0xfffe, bits: 8, extra: [...extra.slice(0, 10), ...guid.fill(9)] }))).toThrow(
      'незнакомое',
    );
  });

  it.each([0, 0xffff_ffff, 0x7fff_ffff])('takes a recording whose size was never written (%i)', (dataDeclared) => {
    expect(headerOf(wav({ dataDeclared }))).toMatchObject({ duration: 2, unfinished: true });
  });

  it('forgives a lost last buffer and a cut last sample', () => {
    expect(headerOf(wav({ dataDeclared: 32_000 + 4096 }))).toMatchObject({ duration: 2, unfinished: true });
    expect(headerOf(wav({ dataBytes: 32_001 }))).toMatchObject({ duration: 2, unfinished: true });
  });

  it('steps over other chunks, padded to even length', () => {
    expect(headerOf(wav({ before: chunk('LIST', [1, 2, 3]) })).duration).toBe(2);
  });
});

describe('WAV that is refused', () => {
  const riff = (...parts: Uint8Array[]) => bytesOf('RIFF', u32(4), 'WAVE', ...parts);
  const data = chunk('data', new Uint8Array(32_000));

  it.each([
    ['0 channels', wav({ channels: 0, align: 2 }), '0 каналов'],
    ['65535 channels', wav({ channels: 65_535, align: 2 }), '65535 каналов'],
    ['1 Hz', wav({ rate: 1 }), 'частота дискретизации 1 Гц'],
    ['0 Hz', wav({ rate: 0 }), 'частота дискретизации 0 Гц'],
    ['2^32−1 Hz', wav({ rate: 0xffff_ffff }), 'частота дискретизации 4294967295 Гц'],
    ['0 bits', wav({ bits: 0, align: 2 }), '0 бит'],
    ['7 bits', wav({ bits: 7, align: 1 }), '7 бит'],
    ['64 bits', wav({ bits: 64 }), '64 бит'],
    ['block of 0 bytes', wav({ align: 0 }), 'блок 0 байт'],
    ['24 bits in blocks of 2', wav({ bits: 24, align: 2 }), '24 бит, блок 2'],
    ['stereo GSM', wav({ tag: 0x31, channels: 2, bits: 0, align: 65 }), 'противоречиво'],
    ['G.726 of 7 bits', wav({ tag: 0x45, bits: 7, align: 1 }), 'противоречиво'],
    ['ADPCM with a block shorter than its header', wav({ tag: 0x11, bits: 4, align: 4 }), 'противоречиво'],
    ['WMA inside', wav({ tag: 0x161 }), 'код 353'],
    ['half a file', wav({ dataDeclared: 64_000 }), 'обрезана'],
    ['no data', riff(format()), 'нет звука'],
    ['44 bytes', wav({ dataBytes: 0 }), 'ни одного отсчёта'],
    ['no format', riff(chunk('LIST', [1, 2])), 'нет описания звука'],
    ['data before its format', riff(data, format()), 'раньше своего описания'],
    ['two formats', riff(format(), format(), data), 'два описания'],
    ['format of 2 GB', riff(chunk('fmt ', [1, 0], 0x7fff_ffff), data), 'больше самого файла'],
    ['format of 8 KB', riff(chunk('fmt ', new Uint8Array(8192)), data), '8192 байт'],
    ['LIST of 4 GB', riff(chunk('LIST', [1, 2], 0xffff_fffe), data), 'больше самого файла'],
    ['half a second', wav({ dataBytes: 8000 }), 'короче секунды'],
  ] as const)('A48 A50 refuses %s', (_, bytes, reason) => {
    expect(() => headerOf(bytes)).toThrow(reason);
  });

  it('A49 refuses more than four hours by arithmetic alone', () => {
    // 14,401 s of 8-bit mono at 6 kHz.
    expect(() => headerOf(wav({ bits: 8, rate: 6000, dataBytes: 6000 * 14_401 }))).toThrow('длиннее четырёх часов');
  });

  it('A50 refuses 200,000 chunks after 64 of them', () => {
    const chunks = Buffer.alloc(200_000 * 8, bytesOf('LIST', u32(0)));
    expect(() => headerOf(riff(chunks, format(), data))).toThrow('больше 64 блоков');
  });

  it('names a header that is cut anywhere, for every length', () => {
    const whole = wav();
    for (let length = 1; length < 44; length++) {
      expect(() => headerOf(whole.subarray(0, length)), `${length} bytes`).toThrow(/выгрузите|загрузите/);
    }
  });
});
