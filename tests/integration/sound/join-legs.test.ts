/** Two legs become one stereo recording: each on its side, nothing mixed, nothing left behind when they do not belong together. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { decodeRecording } from '../../../analyzer/sound/decode.ts';
import { inspectRecording } from '../../../analyzer/sound/inspect-recording.ts';
import { joinLegs } from '../../../analyzer/sound/join-legs.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder();
const at = (name: string) => join(folder, name);
const sine = (name: string, hz: number, seconds: number, ...encoding: string[]) => {
  const source = `sine=frequency=${hz}:duration=${seconds}:sample_rate=8000`;
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', source, ...encoding, at(name)]);
  return at(name);
};

/** How often a second the samples cross zero: twice the frequency of a sine. */
const crossings = (samples: Int16Array) =>
  samples.filter((value, i) => i > 0 && value >= 0 !== (samples[i - 1] ?? 0) >= 0).length;

it('puts the first leg on the left, the second on the right, and ends the shorter one in silence', async () => {
  const left = sine('left.wav', 400, 4, '-c:a', 'libgsm_ms');
  const right = sine('right.wav', 1000, 3, '-c:a', 'pcm_alaw');
  await joinLegs(left, right, at('both.wav'));
  const header = await inspectRecording(at('both.wav'));
  expect(header).toMatchObject({ codec: 'pcm', channels: 2, sampleRate: 8000, unfinished: false });
  const sides: Int16Array[][] = [[], []];
  for await (const chunk of decodeRecording(at('both.wav'), header, { sampleRate: 8000 }))
    for (const [side, samples] of chunk.entries()) sides[side]?.push(samples);
  const [a, b] = sides.map((parts) => Int16Array.from(parts.flatMap((part) => [...part])));
  expect((a?.length ?? 0) / 8000).toBeCloseTo(4, 1);
  expect(b?.length).toBe(a?.length);
  expect(Math.abs(crossings(a?.subarray(8_000, 16_000) ?? new Int16Array(0)) - 800)).toBeLessThan(20);
  expect(Math.abs(crossings(b?.subarray(8_000, 16_000) ?? new Int16Array(0)) - 2_000)).toBeLessThan(20);
  expect(b?.subarray(25_000).every((value) => value === 0)).toBe(true);
});

it('refuses legs without a common time, and a leg that is stereo already', async () => {
  const long = sine('long.wav', 400, 40);
  const short = sine('short.wav', 400, 5);
  await expect(joinLegs(long, short, at('no.wav'))).rejects.toThrow('стороны разговора разной длины (на 35 с)');
  const stereo = sine('stereo.wav', 400, 5, '-ac', '2');
  await expect(joinLegs(short, stereo, at('no.wav'))).rejects.toThrow('уже стерео');
  expect(existsSync(at('no.wav'))).toBe(false);
});
