/** Ring-back, busy signal and keypad digits on made-up sound. */
import { describe, expect, it } from 'vitest';
import { findTones } from '../../../analyzer/sound/events/tones.ts';
import { dtmfKeys } from '../../../analyzer/sound/frames/frame-format.ts';
import { framesOf, join, louder, mix, noise, type Signal, seconds, silence, tone, voice } from './signals.ts';

const line = (signal: Signal) => mix(signal, noise(signal.length / 8000, -66));
const times = (count: number, part: Signal) => join(...Array.from({ length: count }, () => part));

describe('ring-back', () => {
  it('finds bursts of one second with their edges', () => {
    const train = times(3, join(tone(425, 1), silence(4)));
    const { rings, busy } = findTones(framesOf(line(join(silence(0.5), train))));
    expect(busy).toEqual([]);
    expect(rings).toHaveLength(3);
    for (const [index, [start, end]] of seconds(rings).entries()) {
      expect(Math.abs(start - (0.5 + index * 5))).toBeLessThanOrEqual(0.03);
      expect(Math.abs(end - (1.5 + index * 5))).toBeLessThanOrEqual(0.03);
    }
  });

  it.each([
    ['another frequency', join(tone(350, 1), silence(1))],
    ['too long', join(tone(425, 2), silence(1))],
    ['a leak at −56 dBFS', join(tone(425, 1, -56), silence(1))],
    ['speech', voice(10)],
    ['noise', noise(5, -25)],
  ])('does not count %s', (_, signal) => {
    expect(findTones(framesOf(line(join(silence(0.5), signal)))).rings).toEqual([]);
  });

  it('counts the same at ±10 dB', () => {
    const train = line(times(2, join(silence(1), tone(425, 1, -25), silence(3))));
    const [quiet, plain, loud] = [-10, 0, 10].map((gain) => seconds(findTones(framesOf(louder(train, gain))).rings));
    expect(plain).toHaveLength(2);
    expect(quiet).toEqual(plain);
    expect(loud).toEqual(plain);
  });
});

describe('busy signal', () => {
  it('joins its bursts', () => {
    const { rings, busy } = findTones(framesOf(line(join(silence(1), times(6, join(tone(425, 0.35), silence(0.35)))))));
    expect(rings).toEqual([]);
    expect(busy).toHaveLength(1);
    const [start, end] = seconds(busy)[0] ?? [0, 0];
    expect(start).toBeCloseTo(1, 1);
    // The last burst ends 5 × 0.7 + 0.35 s after the first began.
    expect(end).toBeCloseTo(1 + 3.85, 1);
  });

  it('is not one short burst', () => {
    expect(findTones(framesOf(line(join(silence(1), tone(425, 0.35), silence(1))))).busy).toEqual([]);
  });
});

describe('keypad digits', () => {
  const rows = [697, 770, 852, 941];
  const columns = [1209, 1336, 1477, 1633];
  const press = (key: string) => {
    const index = dtmfKeys.indexOf(key);
    return mix(tone(rows[index >> 2] ?? 0, 0.1, -23), tone(columns[index & 3] ?? 0, 0.1, -21));
  };

  it('reads all sixteen keys', () => {
    const dialled = join(silence(0.2), ...[...dtmfKeys].map((key) => join(press(key), silence(0.1))));
    const { keys, rings, busy } = findTones(framesOf(line(dialled)));
    expect(keys.map(({ key }) => key).join('')).toBe(dtmfKeys);
    expect(keys[0]?.from).toBeGreaterThanOrEqual(17);
    expect(keys[0]?.from).toBeLessThanOrEqual(22);
    expect([rings, busy]).toEqual([[], []]);
  });

  it('reads none in speech, noise or a tune of two notes', () => {
    expect(findTones(framesOf(line(voice(20, -25, 180)))).keys).toEqual([]);
    expect(findTones(framesOf(noise(5, -25))).keys).toEqual([]);
    expect(findTones(framesOf(line(mix(tone(740, 3), tone(1100, 3))))).keys).toEqual([]);
  });
});
