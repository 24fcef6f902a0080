/** Sounds made by arithmetic, at 8 kHz: tones, noise, a voice-like buzz, a tune. Levels in dBFS of the sine or RMS. */

import type { Frames } from '../../../analyzer/sound/frames/frame-format.ts';
import { FrameMeter } from '../../../analyzer/sound/frames/frame-meter.ts';

export type Signal = Float64Array;
const rate = 8000;
const gain = (level: number) => 10 ** (level / 20);
const make = (seconds: number, sample: (time: number, index: number) => number): Signal =>
  Float64Array.from({ length: Math.round(seconds * rate) }, (_, index) => sample(index / rate, index));

export const silence = (seconds: number): Signal => make(seconds, () => 0);

export const tone = (hz: number, seconds: number, level = -20): Signal =>
  make(seconds, (time) => gain(level) * Math.SQRT2 * Math.sin(2 * Math.PI * hz * time));

/** White noise, the same on every run. */
export const noise = (seconds: number, level: number, seed = 1): Signal => {
  let state = seed;
  return make(seconds, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return gain(level) * Math.sqrt(3) * (state / 2 ** 31 - 1);
  });
};

/** A voice-like sound: the harmonics of a gliding pitch under two formants that move, four syllables a second with closures. */
export const voice = (seconds: number, level = -25, pitch = 120, glide = 0.1): Signal => {
  let phase = 0;
  const sound = make(seconds, (time) => {
    phase += (pitch * (1 + glide * Math.sin(2 * Math.PI * 0.75 * time))) / rate;
    const syllable = time % 0.25;
    if (syllable > 0.19) return 0;
    const formants = [500 + 250 * Math.sin(9 * time), 1500 + 500 * Math.cos(7 * time)];
    let sum = 0;
    for (let harmonic = 1; harmonic * pitch < 3400; harmonic++) {
      const weight = formants.reduce((all, formant) => all + 1 / (1 + ((harmonic * pitch - formant) / 120) ** 2), 0);
      sum += weight * Math.sin(2 * Math.PI * harmonic * phase);
    }
    return sum * Math.sin((Math.PI * syllable) / 0.19) ** 0.5;
  });
  const power = Math.sqrt(sound.reduce((all, value) => all + value * value, 0) / sound.length);
  return sound.map((value) => (value * gain(level)) / power);
};

/** Chords of half a second with soft attacks and no pauses. */
export const tune = (seconds: number, level = -25): Signal => {
  const chords = [
    [262, 330, 392],
    [294, 349, 440],
    [247, 294, 392],
  ];
  return make(seconds, (time) => {
    const chord = chords[Math.floor(time * 2) % chords.length] ?? [];
    const swell = 0.6 + 0.4 * Math.exp(-3 * (time % 0.5));
    return chord.reduce((sum, hz) => sum + gain(level) * swell * Math.sin(2 * Math.PI * 2 * hz * time), 0);
  });
};

export const join = (...parts: Signal[]): Signal => Float64Array.from(parts.flatMap((part) => [...part]));

export const mix = (first: Signal, second: Signal): Signal => first.map((value, index) => value + (second[index] ?? 0));

export const louder = (signal: Signal, decibels: number): Signal => signal.map((value) => value * gain(decibels));

export const samplesOf = (signal: Signal): Int16Array =>
  Int16Array.from(signal, (value) => Math.max(-32_768, Math.min(32_767, Math.round(value * 32_767))));

export const framesOf = (signal: Signal, chunk = 5000): Frames => {
  const meter = new FrameMeter();
  const samples = samplesOf(signal);
  for (let at = 0; at < samples.length; at += chunk) meter.push(samples.subarray(at, at + chunk));
  return meter.finish();
};

/** Runs of frames as [start, end] in seconds. */
export const seconds = (runs: readonly { from: number; to: number }[]): [number, number][] =>
  runs.map(({ from, to }) => [from / 100, to / 100]);
