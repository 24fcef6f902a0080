/** Speech and hold music on made-up sound: edges, pauses, and what must not be taken for the other. */
import { describe, expect, it } from 'vitest';
import { findEvents } from '../../../analyzer/sound/channel-events.ts';
import { framesOf, join, louder, mix, noise, type Signal, seconds, silence, tone, tune, voice } from './signals.ts';

const line = (signal: Signal, level = -66) => mix(signal, noise(signal.length / 8000, level));
const eventsOf = (signal: Signal) => findEvents(framesOf(signal));
const near = (runs: [number, number][], expected: [number, number][], tolerance: number) => {
  expect(runs).toHaveLength(expected.length);
  for (const [index, [start, end]] of expected.entries()) {
    expect(Math.abs((runs[index]?.[0] ?? -1) - start)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs((runs[index]?.[1] ?? -1) - end)).toBeLessThanOrEqual(tolerance);
  }
};
// The last syllable of a whole number of seconds ends 60 ms early: the closure.
const closure = 0.06;

describe('speech', () => {
  const call = join(silence(2), voice(3), silence(1), voice(2), silence(2));

  it('finds two phrases', async () => {
    const { speech, music, rings } = await eventsOf(line(call));
    near(
      seconds(speech),
      [
        [2, 5 - closure],
        [6, 8 - closure],
      ],
      0.04,
    );
    expect([music, rings]).toEqual([[], []]);
  });

  it('gives the same intervals (to 20 ms) at ±10 dB', async () => {
    const plain = seconds((await eventsOf(line(call))).speech);
    for (const gain of [-10, 10]) near(seconds((await eventsOf(louder(line(call), gain))).speech), plain, 0.02);
  });

  it('gives the same intervals when silence is put before', async () => {
    const plain = seconds((await eventsOf(line(call))).speech);
    const late = seconds((await eventsOf(line(join(silence(20), call)))).speech);
    near(
      late.map(([start, end]) => [start - 20, end - 20]),
      plain,
      0.02,
    );
  });

  it('bridges pauses under 300 ms in speech, and counts those of 150 ms out of the talk time', async () => {
    // 60 ms of closure and 150 ms of pause: 210 ms of silence between the phrases.
    const { speech, talk } = await eventsOf(line(join(silence(1), voice(2), silence(0.15), voice(2), silence(1))));
    near(seconds(speech), [[1, 5.15 - closure]], 0.04);
    near(
      seconds(talk),
      [
        [1, 3 - closure],
        [3.15, 5.15 - closure],
      ],
      0.04,
    );
  });

  it('is found over noise of −40 dBFS', async () => {
    near(
      seconds((await eventsOf(line(call, -40))).speech),
      [
        [2, 5 - closure],
        [6, 8 - closure],
      ],
      0.06,
    );
  });

  it.each([
    ['digital silence', silence(10)],
    ['line noise', noise(10, -60)],
    ['loud steady noise', noise(10, -30)],
    ['a burst of noise', line(join(silence(3), noise(0.5, -30), silence(3)))],
    ['a click', line(join(silence(3), tone(1000, 0.02), silence(3)))],
    ['mains hum', line(tone(50, 10))],
    ['ring-back', line(join(silence(1), tone(425, 1), silence(4), tone(425, 1), silence(1)))],
  ])('is not %s', async (_, signal) => {
    expect((await eventsOf(signal)).speech).toEqual([]);
  });

  it('does not fall silent on a constant offset', async () => {
    near(
      seconds((await eventsOf(line(call).map((value) => value + 0.2))).speech),
      [
        [2, 5 - closure],
        [6, 8 - closure],
      ],
      0.04,
    );
  });
});

describe('hold music', () => {
  it('is found with its edges, and the speech around it stays speech', async () => {
    const { music, speech } = await eventsOf(
      line(join(silence(1), voice(3), silence(0.5), tune(12), silence(0.5), voice(3), silence(1))),
    );
    near(seconds(music), [[4.5, 16.5]], 0.3);
    near(
      seconds(speech),
      [
        [1, 4 - closure],
        [17, 20 - closure],
      ],
      0.1,
    );
  });

  it('is not a minute of speech, three seconds of tune or steady noise', async () => {
    expect((await eventsOf(line(voice(60)))).music).toEqual([]);
    expect((await eventsOf(line(join(silence(1), tune(3), silence(1))))).music).toEqual([]);
    expect((await eventsOf(noise(20, -30))).music).toEqual([]);
  });

  it('fills a whole channel without hiding itself', async () => {
    near(seconds((await eventsOf(line(tune(60)))).music), [[0, 60]], 0.3);
  });
});
