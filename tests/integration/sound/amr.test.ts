/** AMR whose recorder left the silence out (DTX): decoded to the same time line as the sound it was made from. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { decodeRecording } from '../../../analyzer/sound/decode.ts';
import { inspectRecording } from '../../../analyzer/sound/inspect-recording.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder();
const spoken = resolve(import.meta.dirname, '../../../analyzer/demo/recordings/01_perfect.wav');
const seconds = 20;

async function firstChannel(path: string): Promise<Int16Array> {
  const parts: number[] = [];
  for await (const [chunk] of decodeRecording(path, await inspectRecording(path), { sampleRate: 8000 })) {
    parts.push(...(chunk ?? []));
  }
  return Int16Array.from(parts);
}

/** Loudness (log of the mean square) of every 20 ms. */
function loudness(samples: Int16Array): number[] {
  return Array.from({ length: Math.floor(samples.length / 160) }, (_, at) => {
    const part = samples.subarray(at * 160, at * 160 + 160);
    return Math.log10(part.reduce((sum, value) => sum + value * value, 0) / 160 + 100);
  });
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const length = Math.min(a.length, b.length);
  const centred = (list: readonly number[]) => {
    const part = list.slice(0, length);
    const mean = part.reduce((sum, value) => sum + value, 0) / length;
    return part.map((value) => value - mean);
  };
  const [x, y] = [centred(a), centred(b)];
  const dot = (p: readonly number[], q: readonly number[]) =>
    p.reduce((sum, value, at) => sum + value * (q[at] ?? 0), 0);
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}

/** Frames without speech: comfort noise (8 narrow, 9 wide) and nothing at all (15). */
function silentFrames(bytes: Buffer, wide: boolean): number {
  const sizes = wide ? [17, 23, 32, 36, 40, 46, 50, 58, 60, 5] : [12, 13, 15, 17, 19, 20, 26, 31, 5];
  let silent = 0;
  for (let at = wide ? 9 : 6; at < bytes.length; ) {
    const type = ((bytes[at] ?? 0) >> 3) & 15;
    if (type >= (wide ? 9 : 8)) silent++;
    at += 1 + (sizes[type] ?? 0);
  }
  return silent;
}

const narrow = () => {
  const path = join(folder, 'narrow.amr');
  execFileSync('sox', [spoken, '-t', 'amr-nb', path, 'remix', '1', 'trim', '0', `${seconds}`]);
  return path;
};
// Debian has no program that writes AMR-WB: this file was made once by libvo-amrwbenc (12.65 kbit/s, DTX on) from the same 20 s.
const wide = () => resolve(import.meta.dirname, '../../fixtures/sound/speech-with-pauses.awb');

it.each([
  ['AMR-NB', narrow, 'amr_nb'],
  ['AMR-WB', wide, 'amr_wb'],
] as const)('%s with pauses left out keeps every second in its place', async (_name, make, codec) => {
  const path = make();
  expect(silentFrames(readFileSync(path), codec === 'amr_wb')).toBeGreaterThan(200);
  const header = await inspectRecording(path);
  expect(header).toMatchObject({ codec, channels: 1, duration: expect.closeTo(seconds, 1), browserCanPlay: false });
  const heard = await firstChannel(path);
  expect(Math.abs(heard.length / 8000 - seconds)).toBeLessThan(0.05);
  const said = (await firstChannel(spoken)).subarray(0, seconds * 8000);
  // 0.98 and more where every pause is kept; 0.2 where the decoder drops them.
  expect(correlation(loudness(said), loudness(heard))).toBeGreaterThan(0.95);
});

it('a long recording is checked to its last frame', async () => {
  const bytes = readFileSync(narrow());
  const frames = bytes.subarray(6);
  const long = Buffer.concat([bytes, ...Array.from({ length: 40 }, () => frames)]);
  expect(long.length).toBeGreaterThan(256 * 1024);
  const path = join(folder, 'long.amr');
  writeFileSync(path, long);
  expect((await inspectRecording(path)).duration).toBeCloseTo(41 * seconds, 0);
  writeFileSync(path, Buffer.concat([long, Buffer.from('this is no frame')]));
  await expect(inspectRecording(path)).rejects.toThrow('кадры AMR испорчены');
});
