/** Headers of MP3, Ogg, FLAC, MP4, WebM, AMR and GSM: values worked out by hand, and the refusals. */
import { describe, expect, it } from 'vitest';
import { amr, be32, bytesOf, flac, gsm, headerOf, mp3Frame, mp4, ogg, opusHead, u16, u32, webm } from './hand-made.ts';

const id3 = (length: number) =>
  bytesOf('ID3', [4, 0, 0, (length >> 21) & 127, (length >> 14) & 127, (length >> 7) & 127, length & 127]);

describe('MP3', () => {
  const frames = (count: number) => bytesOf(...Array.from({ length: count }, mp3Frame));

  it('reads rate and channels from two agreeing frames; without a tag the duration is unknown', () => {
    expect(headerOf(frames(4))).toMatchObject({
      codec: 'mp3',
      demuxer: 'mp3',
      channels: 1,
      sampleRate: 16_000,
      duration: null,
    });
  });

  it('takes the duration from a Xing tag: 1000 frames of 576 samples at 16 kHz = 36 s', () => {
    const tagged = Buffer.from(mp3Frame());
    tagged.write('Xing', 4 + 9, 'latin1');
    tagged.writeUInt32BE(1, 4 + 9 + 4);
    tagged.writeUInt32BE(1000, 4 + 9 + 8);
    expect(headerOf(bytesOf(tagged, frames(3))).duration).toBe(36);
  });

  it('A53 steps over an ID3 tag and refuses one of 256 MB', () => {
    expect(headerOf(bytesOf(id3(500), new Uint8Array(500), frames(4))).sampleRate).toBe(16_000);
    expect(() => headerOf(bytesOf(id3(0x0fff_ffff), frames(4)))).toThrow('больше 64 МБ');
  });

  it('refuses one lonely frame', () => {
    expect(() => headerOf(mp3Frame())).toThrow('не похож на запись');
  });
});

describe('Ogg', () => {
  it('reads Opus: 48 kHz positions less the samples to skip', () => {
    expect(headerOf(ogg(opusHead(), 480_312))).toMatchObject({
      codec: 'opus',
      channels: 2,
      sampleRate: 48_000,
      duration: 10,
    });
  });

  it('reads Vorbis and Speex', () => {
    const vorbis = bytesOf('\x01vorbis', u32(0), [2], u32(16_000), new Uint8Array(14));
    expect(headerOf(ogg(vorbis, 32_000))).toMatchObject({ codec: 'vorbis', channels: 2, duration: 2 });
    const speex = bytesOf('Speex   ', new Uint8Array(28), u32(8000), u32(0), u32(4), u32(1), new Uint8Array(28));
    expect(headerOf(ogg(speex, 24_000))).toMatchObject({
      codec: 'speex',
      channels: 1,
      duration: 3,
      browserCanPlay: false,
    });
  });

  it('does not trust the last page of another stream', () => {
    expect(headerOf(ogg(opusHead(), 480_312, 8)).duration).toBeNull();
  });

  it('refuses video, zero channels, a zero rate and a beginning in the middle', () => {
    expect(() => headerOf(ogg(bytesOf('\x80theora', new Uint8Array(40)), 1))).toThrow('не звук разговора');
    expect(() => headerOf(ogg(opusHead(0), 480_312))).toThrow('0 каналов');
    const vorbis = bytesOf('\x01vorbis', u32(0), [2], u32(0), new Uint8Array(14));
    expect(() => headerOf(ogg(vorbis, 32_000))).toThrow('нулевая частота');
    const middle = Buffer.from(ogg(opusHead(), 480_312));
    middle[5] = 0;
    expect(() => headerOf(middle)).toThrow('с середины');
  });
});

describe('FLAC', () => {
  it('reads the stream information', () => {
    expect(headerOf(flac(16_000, 2, 160_000))).toMatchObject({
      codec: 'flac',
      channels: 2,
      sampleRate: 16_000,
      duration: 10,
    });
  });

  it('A49 refuses a bomb of 2^36 − 1 samples by arithmetic', () => {
    expect(() => headerOf(flac(48_000, 1, 2 ** 36 - 1))).toThrow('длиннее четырёх часов');
  });

  it('refuses eight channels and 96 kHz', () => {
    expect(() => headerOf(flac(16_000, 8, 160_000))).toThrow('8 каналов');
    expect(() => headerOf(flac(96_000, 2, 960_000))).toThrow('96000 Гц');
  });
});

describe('MP4', () => {
  it('reads AAC', () => {
    expect(headerOf(mp4())).toMatchObject({
      codec: 'aac',
      demuxer: 'mov',
      channels: 1,
      sampleRate: 16_000,
      duration: 5,
    });
  });

  it('refuses video, foreign codecs, a zero time scale and boxes of impossible size', () => {
    expect(() => headerOf(mp4({ handler: 'vide' }))).toThrow('это видео');
    expect(() => headerOf(mp4({ codec: 'ac-3' }))).toThrow('незнакомым способом');
    expect(() => headerOf(mp4({ scale: 0 }))).toThrow('нулевая шкала');
    const broken = Buffer.from(mp4());
    broken.writeUInt32BE(3, broken.indexOf('trak') - 4);
    expect(() => headerOf(broken)).toThrow('размеры блоков');
  });

  it('does not know the length of a stream that says so', () => {
    expect(headerOf(mp4({ length: 0xffff_ffff })).duration).toBeNull();
  });
});

describe('WebM', () => {
  it('reads Opus of unknown segment size: 5000 ms', () => {
    expect(headerOf(webm())).toMatchObject({ codec: 'opus', demuxer: 'matroska', channels: 1, duration: 5 });
  });

  it('refuses video and foreign codecs', () => {
    expect(() => headerOf(webm({ type: 1 }))).toThrow('это видео');
    expect(() => headerOf(webm({ codec: 'A_AC3' }))).toThrow('незнакомым способом');
  });
});

describe('AMR and GSM', () => {
  it('counts AMR frames of 20 ms', () => {
    expect(headerOf(amr(100))).toMatchObject({ codec: 'amr_nb', channels: 1, sampleRate: 8000, duration: 2 });
  });

  it('refuses garbage after the magic line, which ffmpeg turns to noise', () => {
    expect(() => headerOf(amr(100, 0x3f))).toThrow('испорчены');
    // Frame type 9 does not exist in AMR.
    expect(() => headerOf(amr(100, 9 << 3))).toThrow('испорчены');
    expect(() => headerOf(bytesOf('#!AMR_MC1.0\n', be32(2)))).toThrow('многоканальный');
  });

  it('knows raw GSM by the mark of each frame only', () => {
    expect(headerOf(gsm(100))).toMatchObject({ codec: 'gsm', demuxer: 'gsm', duration: 2, browserCanPlay: false });
    const broken = Buffer.from(gsm(100));
    broken[33 * 40] = 0x55;
    expect(() => headerOf(broken)).toThrow('не похож на запись');
    expect(() => headerOf(gsm(49))).toThrow('не похож на запись');
  });
});

describe('files that are no recordings', () => {
  it.each([
    ['#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nvictim.wav\n', 'список воспроизведения'],
    ["ffconcat version 1.0\nfile 'victim.wav'\n", 'список воспроизведения'],
    ['[playlist]\nFile1=victim.wav\n', 'список воспроизведения'],
    ['v=0\no=- 0 0 IN IP4 127.0.0.1\n', 'SDP'],
    ['<?xml version="1.0"?><MPD/>', 'HTML или XML'],
    ['\n  <html><script>alert(1)</script>', 'HTML или XML'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'HTML или XML'],
    ['\x89PNG\r\n\x1a\n', 'картинка'],
    ['PK\x03\x04', 'архив'],
    ['\x1f\x8b\x08', 'архив'],
    ['\x7fELF\x02', 'программа'],
    ['%PDF-1.7', 'PDF'],
    ['RIFX\0\0\0\0WAVE', 'RIFX'],
    ['RF64\xff\xff\xff\xffWAVE', 'RF64'],
    ['riff\x2e\x91\xcf\x11', 'Wave64'],
    ['\x30\x26\xb2\x75\x8e\x66', 'WMA'],
    ['RIFF\0\0\0\0AVI ', 'не похож на запись'],
    [' ', 'не похож на запись'],
  ])('names %j', (text, name) => {
    expect(() => headerOf(bytesOf(text, u16(0)))).toThrow(name);
  });

  it('names an empty file', () => {
    expect(() => headerOf(new Uint8Array(0))).toThrow('файл пуст');
  });
});
