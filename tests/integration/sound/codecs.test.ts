/** Every codec that exchanges write: header against decoded sound, channels apart, windows cut exactly, copies for browsers. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { cutSpeech } from '../../../analyzer/sound/cut-speech.ts';
import { decodeRecording } from '../../../analyzer/sound/decode.ts';
import { inspectRecording } from '../../../analyzer/sound/inspect-recording.ts';
import { makePlaybackCopy } from '../../../analyzer/sound/playback-copy.ts';
import type { RecordingHeader } from '../../../analyzer/sound/recording-header.ts';
import { wavHeader } from '../../../analyzer/sound/wav-writer.ts';
import { rawKindOf, wrapRaw } from '../../../analyzer/sound/wrap-raw.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder();
const source = join(folder, 'source.wav');
const seconds = 6;

/** 440 Hz on the left, 1 kHz on the right after 2 s, and the same sign-reversed on `antiphase`. */
function stereo(left: (time: number) => number, right: (time: number) => number): Buffer {
  const samples = new Int16Array(seconds * 8000 * 2);
  for (let i = 0; i < seconds * 8000; i++) {
    samples[2 * i] = Math.round(8000 * left(i / 8000));
    samples[2 * i + 1] = Math.round(8000 * right(i / 8000));
  }
  return Buffer.concat([wavHeader(seconds * 8000, 8000, 2), Buffer.from(samples.buffer)]);
}
const sine = (hz: number) => (time: number) => Math.sin(2 * Math.PI * hz * time);

async function decoded(path: string, header: RecordingHeader, sampleRate = 8000): Promise<Int16Array[]> {
  const parts: Int16Array[][] = Array.from({ length: header.channels }, () => []);
  for await (const chunk of decodeRecording(path, header, { sampleRate })) {
    for (const [channel, samples] of chunk.entries()) parts[channel]?.push(samples);
  }
  return parts.map((list) => Int16Array.from(list.flatMap((part) => [...part])));
}

/** A sine of 440 Hz crosses zero 880 times a second; noise of a wrong codec or rate far more or far less often. */
const crossings = (second: Int16Array) =>
  second.filter((value, i) => i > 0 && value >= 0 !== (second[i - 1] ?? 0) >= 0).length;

const power = (samples: Int16Array) => samples.reduce((sum, value) => sum + value * value, 0) / samples.length;

beforeAll(() => {
  writeFileSync(
    source,
    stereo(sine(440), (time) => (time < 2 ? 0 : sine(1000)(time))),
  );
});

describe.each([
  ['u8.wav', ['-c:a', 'pcm_u8'], 'pcm', 2],
  ['s24.wav', ['-c:a', 'pcm_s24le'], 'pcm', 2],
  ['s32.wav', ['-c:a', 'pcm_s32le'], 'pcm', 2],
  ['f32.wav', ['-c:a', 'pcm_f32le'], 'float', 2],
  ['f64.wav', ['-c:a', 'pcm_f64le'], 'float', 2],
  ['alaw.wav', ['-c:a', 'pcm_alaw'], 'alaw', 2],
  ['mulaw.wav', ['-c:a', 'pcm_mulaw'], 'mulaw', 2],
  ['gsm.wav', ['-ac', '1', '-c:a', 'libgsm_ms'], 'gsm', 1],
  ['raw.gsm', ['-ac', '1', '-c:a', 'libgsm'], 'gsm', 1],
  ['ms.wav', ['-c:a', 'adpcm_ms'], 'ms_adpcm', 2],
  ['ima.wav', ['-c:a', 'adpcm_ima_wav'], 'ima_adpcm', 2],
  ['g726.wav', ['-ac', '1', '-c:a', 'g726'], 'g726', 1],
  ['g722.wav', ['-ac', '1', '-ar', '16000', '-c:a', 'g722'], 'g722', 1],
  ['bare.aac', ['-c:a', 'aac', '-f', 'adts'], 'aac', 2],
  ['inside.wav', ['-c:a', 'libmp3lame'], 'mp3', 2],
  ['tagged.mp3', ['-c:a', 'libmp3lame', '-b:a', '32k'], 'mp3', 2],
  ['plain.mp3', ['-c:a', 'libmp3lame', '-write_xing', '0', '-q:a', '7'], 'mp3', 2],
  ['opus.ogg', ['-c:a', 'libopus'], 'opus', 2],
  ['vorbis.ogg', ['-c:a', 'libvorbis'], 'vorbis', 2],
  ['speex.ogg', ['-ac', '1', '-c:a', 'libspeex'], 'speex', 1],
  ['flac.ogg', ['-c:a', 'flac'], 'flac', 2],
  ['plain.flac', ['-c:a', 'flac'], 'flac', 2],
  ['aac.m4a', ['-c:a', 'aac'], 'aac', 2],
  ['fast.m4a', ['-c:a', 'aac', '-movflags', '+faststart'], 'aac', 2],
  ['parts.m4a', ['-c:a', 'aac', '-movflags', 'frag_keyframe+empty_moov'], 'aac', 2],
  ['opus.webm', ['-c:a', 'libopus'], 'opus', 2],
  ['vorbis.webm', ['-c:a', 'libvorbis'], 'vorbis', 2],
] as const)('%s', (name, encoding, codec, channels) => {
  const path = join(folder, name);

  it('is read and decoded to the same length, channels apart', async () => {
    execFileSync('ffmpeg', ['-v', 'error', '-i', source, ...encoding, path]);
    const header = await inspectRecording(path);
    expect(header).toMatchObject({ codec, channels });
    if (header.duration !== null) expect(Math.abs(header.duration - seconds)).toBeLessThan(0.25);
    const sound = await decoded(path, header);
    expect(sound).toHaveLength(channels);
    for (const channel of sound) expect(Math.abs(channel.length / 8000 - seconds)).toBeLessThan(0.25);
    const [left, right] = sound;
    // The second in which only the left speaks, so that a mono mix holds the same wave.
    expect(Math.abs(crossings(left?.subarray(4_000, 12_000) ?? new Int16Array(0)) - 880)).toBeLessThan(30);
    if (left && right) {
      // Left speaks from the start, right is silent for 1.5 s and more: nothing was mixed or swapped.
      expect(power(right.subarray(1000, 14_000))).toBeLessThan(power(left.subarray(1000, 14_000)) / 100);
      expect(power(right.subarray(18_000, 40_000))).toBeGreaterThan(power(left) / 4);
    }
  });
});

it.each(
  [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000].flatMap((rate) =>
    [1, 2].map((channels) => [rate, channels] as const),
  ),
)('%i Hz in %i channels is read and decoded to the same length', async (rate, channels) => {
  const path = join(folder, `${rate}-${channels}.wav`);
  execFileSync('ffmpeg', ['-v', 'error', '-i', source, '-ar', String(rate), '-ac', String(channels), path]);
  const header = await inspectRecording(path);
  expect(header).toMatchObject({ codec: 'pcm', channels, sampleRate: rate, duration: expect.closeTo(seconds, 2) });
  const sound = await decoded(path, header);
  expect(sound.map((channel) => Math.round(channel.length / 800) / 10)).toEqual(
    Array.from({ length: channels }, () => seconds),
  );
});

describe('sound without a header, as Asterisk writes it', () => {
  it.each([
    ['call.ulaw', ['-ar', '8000', '-f', 'mulaw'], 'mulaw', 8_000],
    ['call.alaw', ['-ar', '8000', '-f', 'alaw'], 'alaw', 8_000],
    ['call.sln', ['-ar', '8000', '-f', 's16le'], 'pcm', 8_000],
    ['call.sln16', ['-ar', '16000', '-f', 's16le'], 'pcm', 16_000],
    ['call.g722', ['-ar', '16000', '-c:a', 'g722', '-f', 'g722'], 'g722', 16_000],
  ] as const)('%s gets the header that its name promises', async (name, encoding, codec, sampleRate) => {
    const path = join(folder, name);
    execFileSync('ffmpeg', ['-v', 'error', '-i', source, '-ac', '1', ...encoding, path]);
    const kind = rawKindOf(name);
    if (!kind) throw new Error(`no kind for ${name}`);
    await wrapRaw(path, kind, `${path}.wav`);
    const header = await inspectRecording(`${path}.wav`);
    expect(header).toMatchObject({ codec, sampleRate, channels: 1, duration: expect.closeTo(seconds, 1) });
    const [sound] = await decoded(`${path}.wav`, header);
    expect(Math.abs((sound?.length ?? 0) / 8000 - seconds)).toBeLessThan(0.1);
    const second = sound?.subarray(4_000, 12_000) ?? new Int16Array(0);
    expect(Math.abs(crossings(second) - 880)).toBeLessThan(30);
  });
});

it('keeps antiphase stereo audible', async () => {
  const path = join(folder, 'antiphase.wav');
  writeFileSync(
    path,
    stereo(sine(440), (time) => -sine(440)(time)),
  );
  const sound = await decoded(path, await inspectRecording(path));
  for (const channel of sound) expect(power(channel)).toBeGreaterThan(4e6);
});

it('decodes to 16 kHz the same time line', async () => {
  const sound = await decoded(source, await inspectRecording(source), 16_000);
  expect(sound.map((channel) => channel.length)).toEqual([96_000, 96_000]);
});

describe('windows for the recogniser', () => {
  const out = join(folder, 'windows');

  it('hold exactly the samples of their regions, with 0.3 s between', async () => {
    execFileSync('mkdir', ['-p', out]);
    const header = await inspectRecording(source);
    const [, right] = await decoded(source, header, 16_000);
    const windows = [
      [
        { start: 2.5, end: 3 },
        { start: 4, end: 5.25 },
      ],
      [{ start: 1, end: 2.2 }],
      [{ start: 5.5, end: 9 }],
      [],
    ];
    const [first, paths = []] = await cutSpeech(source, header, [[], windows], out);
    expect(first).toEqual([]);
    expect(readdirSync(out)).toHaveLength(4);
    const cut = paths.map((path) => {
      expect(path).toMatch(/\/[0-9a-f]{32}\.wav$/);
      const bytes = readFileSync(path);
      expect(bytes.subarray(0, 44)).toEqual(wavHeader((bytes.length - 44) / 2, 16_000));
      return [...new Int16Array(new Uint8Array(bytes.subarray(44)).buffer)];
    });
    const part = (from: number, to: number) => [...(right?.subarray(from * 16_000, to * 16_000) ?? [])];
    const silence = (length: number) => Array.from({ length: Math.round(length * 16_000) }, () => 0);
    expect(cut[0]).toEqual([...part(2.5, 3), ...silence(0.3), ...part(4, 5.25)]);
    expect(cut[1]).toEqual(part(1, 2.2));
    // Past the end of the sound there is silence.
    expect(cut[2]).toEqual([...part(5.5, 6), ...silence(3)]);
    expect(cut[3]).toEqual([]);
  });

  it('are refused for a channel that is not there', async () => {
    await expect(cutSpeech(source, await inspectRecording(source), [[], [], []], out)).rejects.toThrow(
      'нет такого канала',
    );
  });
});

describe('copies for the browser', () => {
  it('are MP3 of the same length with the channels apart', async () => {
    const path = join(folder, 'ima.wav');
    const header = await inspectRecording(path);
    expect(header.browserCanPlay).toBe(false);
    const target = join(folder, 'copy.mp3');
    await makePlaybackCopy(path, header, target);
    const copy = await inspectRecording(target);
    expect(copy).toMatchObject({ codec: 'mp3', channels: 2, browserCanPlay: true });
    const [left, right] = await decoded(target, copy);
    expect(Math.abs((left?.length ?? 0) / 8000 - seconds)).toBeLessThan(0.2);
    expect(power(right?.subarray(1000, 14_000) ?? new Int16Array(1))).toBeLessThan(
      power(left ?? new Int16Array(1)) / 100,
    );
  });

  it('leave nothing behind when they fail', async () => {
    const path = join(folder, 'cut.mp3');
    writeFileSync(path, readFileSync(join(folder, 'tagged.mp3')).subarray(0, 12_000));
    const target = join(folder, 'never.mp3');
    await expect(makePlaybackCopy(path, await inspectRecording(path), target)).rejects.toThrow('заголовок обещает');
    expect(readdirSync(folder).filter((name) => name.startsWith('never'))).toEqual([]);
  });
});
