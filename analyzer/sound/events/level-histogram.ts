/** Mean levels by way of a histogram of 0.1 dB: decibels are turned to power a thousand times, not a million times. */
import type { Run } from './runs.ts';

const lowest = -120;
const perDecibel = 10;
const bins = -lowest * perDecibel + 1;
/** Power of every bin. */
const powers = Float64Array.from({ length: bins }, (_, bin) => 10 ** ((lowest + bin / perDecibel) / 10));
/** Frames this far (dB) below the active level are pauses (the margin of ITU-T P.56). */
const activityMargin = 16;

/** How many frames of the runs have which level (dBFS). */
export function levelHistogram(level: Float32Array, runs: readonly Run[]): Uint32Array {
  const histogram = new Uint32Array(bins);
  for (const { from, to } of runs) {
    for (let frame = from; frame < to; frame++) {
      const bin = Math.round(((level[frame] ?? lowest) - lowest) * perDecibel);
      const within = Math.max(0, Math.min(bins - 1, bin));
      histogram[within] = (histogram[within] ?? 0) + 1;
    }
  }
  return histogram;
}

/** Mean power of the frames not below `least`, dBFS; null without any. */
export function meanLevel(histogram: Uint32Array, least: number = lowest): number | null {
  let power = 0;
  let frames = 0;
  for (let bin = Math.max(0, Math.ceil((least - lowest) * perDecibel)); bin < bins; bin++) {
    const count = histogram[bin] ?? 0;
    power += count * (powers[bin] ?? 0);
    frames += count;
  }
  return frames === 0 ? null : 10 * Math.log10(power / frames);
}

/**
 * Active level, dBFS: the mean power of the frames that are less than 16 dB below it, found by repetition,
 * so that long stretches of noise do not pull it down. −120 without frames.
 */
export function activeLevel(histogram: Uint32Array): number {
  let active = lowest;
  for (let round = 0; round < 4; round++) active = meanLevel(histogram, active - activityMargin) ?? active;
  return active;
}
