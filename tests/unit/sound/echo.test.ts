/** Echo between the sides of a call, and recordings that hold the same sound twice. */
import { describe, expect, it } from 'vitest';
import { findEvents } from '../../../analyzer/sound/channel-events.ts';
import { findEcho } from '../../../analyzer/sound/events/echo.ts';
import { TwinMeter } from '../../../analyzer/sound/twin-channels.ts';
import {
  framesOf,
  join,
  louder,
  mix,
  noise,
  type Signal,
  samplesOf,
  seconds,
  silence,
  tone,
  voice,
} from './signals.ts';

const line = (signal: Signal, seed: number) => mix(signal, noise(signal.length / 8000, -66, seed));
const operator = join(silence(1), voice(5, -25, 200), silence(5), voice(4, -25, 200), silence(1));
const client = join(silence(7), voice(3, -25, 110), silence(6));

describe('echo', () => {
  it.each([
    [0, -20],
    [0.18, -26],
    [0.35, -28],
  ])('after %d s at %d dB is not the other side’s speech', async (delay, gain) => {
    const echoed = join(silence(delay), louder(operator, gain)).subarray(0, operator.length);
    const source = framesOf(line(operator, 1));
    const target = framesOf(line(mix(client, echoed), 2));
    const echo = await findEcho(source.level, target.level);
    expect(echo).not.toBeNull();
    const { speech } = await findEvents(target, echo);
    expect(speech).toHaveLength(1);
    const [start, end] = seconds(speech)[0] ?? [0, 0];
    expect(start).toBeCloseTo(7, 1);
    expect(end).toBeCloseTo(9.94, 1);
    // Without the suppression the echo would count.
    expect((await findEvents(target)).speech.length).toBeGreaterThan(1);
  });

  it('is not claimed between two clean sides, nor of a channel on itself', async () => {
    const [a, b] = [framesOf(line(operator, 1)), framesOf(line(client, 2))];
    expect(await findEcho(a.level, b.level)).toBeNull();
    expect(await findEcho(b.level, a.level)).toBeNull();
    expect(await findEcho(a.level, a.level)).toBeNull();
  });

  it('does not swallow the side that speaks over it', async () => {
    const both = join(silence(5), voice(4, -25, 110), silence(7));
    const target = framesOf(line(mix(both, louder(operator, -26)), 2));
    const { speech } = await findEvents(target, await findEcho(framesOf(line(operator, 1)).level, target.level));
    const [start, end] = seconds(speech)[0] ?? [0, 0];
    expect(start).toBeCloseTo(5, 1);
    expect(end).toBeCloseTo(8.94, 1);
  });
});

describe('twin channels', () => {
  const twins = (left: Signal, right: Signal) => {
    const meter = new TwinMeter();
    meter.push(samplesOf(left), samplesOf(right));
    return meter.areTwins();
  };
  const sound = voice(3);

  it('are the same sound, also with the sign reversed and with the noise of a codec', () => {
    expect(twins(sound, sound)).toBe(true);
    expect(
      twins(
        sound,
        louder(sound, 0).map((value) => -value),
      ),
    ).toBe(true);
    expect(twins(sound, mix(sound, noise(3, -60)))).toBe(true);
  });

  it('are not two voices, a side with crosstalk, or silence', () => {
    expect(twins(sound, voice(3, -25, 200))).toBe(false);
    expect(twins(sound, louder(sound, -12))).toBe(false);
    expect(twins(sound, silence(3))).toBe(false);
    expect(twins(silence(3), silence(3))).toBe(false);
    expect(twins(tone(425, 1), tone(440, 1))).toBe(false);
  });
});
