/** Frames, pitch, loudness, overlaps, dead air, peaks and samples: small measures with values worked out by hand. */
import { describe, expect, it } from 'vitest';
import { findDeadAir } from '../../../analyzer/sound/events/dead-air.ts';
import { clippedShare, speechLevel, voiceOf } from '../../../analyzer/sound/events/loudness.ts';
import { findOverlaps } from '../../../analyzer/sound/events/overlaps.ts';
import { PeakMeter, peaksToJson } from '../../../analyzer/sound/peaks.ts';
import { SampleSplitter } from '../../../analyzer/sound/sample-splitter.ts';
import { framesOf, join, louder, samplesOf, silence, tone, voice } from './signals.ts';

const run = (from: number, to: number) => ({ from: Math.round(from * 100), to: Math.round(to * 100) });

describe('frames', () => {
  it('are the same however the sound is cut into chunks', () => {
    const signal = join(voice(2), silence(0.345), tone(425, 1));
    const whole = framesOf(signal, 1e9);
    for (const chunk of [1, 79, 80, 8191]) expect(framesOf(signal, chunk)).toEqual(whole);
    expect(whole.level).toHaveLength(335);
    expect(whole.fullLevel).toHaveLength(335);
  });

  it('have a last frame for a rest', () => {
    expect(framesOf(silence(0.015)).level).toHaveLength(2);
  });

  it('measure the level of a tone: −20 dBFS', () => {
    const { level, fullLevel } = framesOf(tone(1000, 1));
    expect(level[50]).toBeCloseTo(-20, 1);
    expect(fullLevel[50]).toBeCloseTo(-20, 1);
  });

  it('leave 50 Hz out of the speech level: two octaves below 200 Hz, 24 dB', () => {
    const { level, fullLevel } = framesOf(tone(50, 1));
    // One 10 ms frame is half a period.
    expect(fullLevel[50]).toBeCloseTo(-20, 0);
    expect(level[50]).toBeLessThan(-20 - 23);
  });
});

describe('voice', () => {
  it.each([90, 120, 180, 240])('has a pitch of %i Hz', (pitch) => {
    const { pitch: measured } = voiceOf(framesOf(voice(4, -25, pitch, 0)), run(0, 4));
    expect(Math.abs((measured ?? 0) / pitch - 1)).toBeLessThan(0.03);
  });

  it('has no pitch in a tone burst that is too short', () => {
    expect(voiceOf(framesOf(silence(1)), run(0, 1))).toEqual({ level: -120, pitch: null });
  });

  it('has the level of its runs', () => {
    const frames = framesOf(join(tone(500, 1, -20), silence(1), tone(500, 1, -20)));
    expect(speechLevel(frames, [run(0, 1), run(2, 3)])).toBe(-20);
    // Half of the frames silent: half the power, 3 dB less.
    expect(speechLevel(frames, [run(0, 2)])).toBe(-23);
    expect(speechLevel(frames, [])).toBeNull();
  });

  it('is overdriven where its tops are flat', () => {
    const clean = tone(300, 1, -6);
    expect(clippedShare(framesOf(join(clean, louder(clean, 20))), [run(0, 2)])).toBeCloseTo(0.5, 1);
    expect(clippedShare(framesOf(clean), [run(0, 1)])).toBe(0);
  });
});

describe('overlaps', () => {
  const first = [run(0, 5), run(10, 15), run(20, 25)];

  it('are claimed from 150 ms on', () => {
    expect(findOverlaps(first, [run(4.86, 9)])).toEqual([]);
    expect(findOverlaps(first, [run(4.85, 9)])).toEqual([{ ...run(4.85, 5), by: 1, interruption: false }]);
  });

  it.each([
    ['cut short after 0.5 s while the talker goes on', run(4.5, 8), true],
    ['a turn change of 0.25 s', run(4.75, 8), false],
    ['still talking 1.5 s later', run(3.5, 8), false],
    ['a talker who stops 0.3 s after', run(4.5, 5.3), false],
    ['«ага» while the other goes on', run(2, 2.4), false],
  ])('tell an interruption: %s', (_, talker, interruption) => {
    expect(findOverlaps(first, [talker])).toMatchObject([{ by: 1, interruption }]);
  });

  it('need a turn to interrupt: both starting together is none', () => {
    expect(findOverlaps([run(0, 1)], [run(0.2, 4)])).toMatchObject([{ interruption: false }]);
  });

  it('say who came in, whichever channel it was', () => {
    const second = [run(9, 10.5), run(14.5, 18), run(19, 26)];
    expect(findOverlaps(first, second).map(({ by, from }) => [by, from / 100])).toEqual([
      [0, 10],
      [1, 14.5],
      [0, 20],
    ]);
    expect(findOverlaps(second, first).map(({ by }) => by)).toEqual([1, 0, 1]);
  });
});

describe('dead air', () => {
  it('is silence of 4 s between sounds, not before or after them', () => {
    expect(findDeadAir([run(10, 12), run(16, 17), run(20.9, 22)], [])).toEqual([run(12, 16)]);
    expect(findDeadAir([], [])).toEqual([]);
  });

  it('is not the pause of a ring-back train, but the silence after it', () => {
    const rings = [run(1, 2), run(6, 7), run(11, 12)];
    expect(findDeadAir([...rings, run(17, 18)], rings)).toEqual([run(12, 17)]);
  });

  it('counts sounds of both sides, in any order', () => {
    expect(findDeadAir([run(5, 9), run(0, 6), run(8, 8.5), run(14, 15)], [])).toEqual([run(9, 14)]);
  });
});

describe('peaks', () => {
  it('keep minimum and maximum of every 40 ms', () => {
    const meter = new PeakMeter(8000);
    const samples = new Int16Array(330);
    samples[5] = 16_384;
    samples[6] = -32_768;
    samples[325] = 256;
    for (const at of [0, 100, 325]) meter.push(samples.subarray(at, at === 0 ? 100 : at === 100 ? 325 : 330));
    const channel = meter.finish();
    expect([...channel]).toEqual([-128, 64, 0, 1]);
    expect(peaksToJson({ perSecond: 25, duration: 0.04, channels: [channel] })).toEqual({
      duration: 0.04,
      peaks: [[-1, 0.5, 0, 0.008]],
    });
  });

  it('follow the loudness of a signal', () => {
    const meter = new PeakMeter(8000);
    meter.push(samplesOf(join(silence(1), tone(500, 1, -6))));
    const channel = meter.finish();
    expect(channel).toHaveLength(100);
    expect(Math.max(...channel.subarray(0, 50))).toBe(0);
    // −6 dBFS RMS of a sine: an amplitude of 0.708.
    expect(Math.max(...channel.subarray(50)) / 128).toBeCloseTo(0.7, 1);
  });
});

describe('samples of a decoder', () => {
  it('come back per channel from bytes cut anywhere', () => {
    const bytes = new Uint8Array(Int16Array.from([1, -1, 2, -2, 300, -300]).buffer);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const splitter = new SampleSplitter(2, false);
      const parts = [splitter.push(bytes.subarray(0, cut)), splitter.push(bytes.subarray(cut))];
      const channel = (index: number) => parts.flatMap((part) => [...(part[index] ?? [])]);
      expect([channel(0), channel(1)]).toEqual([
        [1, 2, 300],
        [-1, -2, -300],
      ]);
    }
  });

  it('turn floats that are no numbers into silence and count them', () => {
    const splitter = new SampleSplitter(1, true);
    const floats = Float32Array.from([0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e38, -2]);
    expect([...(splitter.push(new Uint8Array(floats.buffer))[0] ?? [])]).toEqual([16_384, 0, 0, 32_767, -32_767]);
    expect(splitter.nonFinite).toBe(2);
  });
});
