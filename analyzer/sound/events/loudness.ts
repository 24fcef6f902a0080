/** How speech sounds: level of a channel, level and pitch of each stretch, overdriving. Source: notes «Audio», section 8. */
import type { Frames } from '../frames/frame-format.ts';
import { levelHistogram, meanLevel } from './level-histogram.ts';
import { lengthOf, type Run } from './runs.ts';

/** Pitch is told from at least this many voiced frames (10 ms). */
const leastVoiced = 10;

/** Level of the runs in dBFS (mean power of their frames); null without any. */
export function speechLevel({ fullLevel }: Frames, runs: readonly Run[]): number | null {
  const level = meanLevel(levelHistogram(fullLevel, runs));
  return level === null ? null : round(level, 10);
}

/** Level that a fifth of the run's frames exceed (a shout is told by its loud vowels) and the median pitch in Hz. */
export function voiceOf({ fullLevel, pitch }: Frames, { from, to }: Run): { level: number; pitch: number | null } {
  const levels = fullLevel.slice(from, to).sort();
  const voiced = pitch
    .slice(from, to)
    .filter((value) => value > 0)
    .sort();
  const level = levels[Math.floor(levels.length * 0.8)] ?? -120;
  const median = voiced[voiced.length >> 1];
  return { level: round(level, 10), pitch: voiced.length < leastVoiced || median === undefined ? null : median * 2 };
}

/** Share of the runs' frames with flat tops. */
export function clippedShare({ clipped }: Frames, runs: readonly Run[]): number {
  const frames = runs.reduce((sum, run) => sum + lengthOf(run), 0);
  const flat = runs.reduce(
    (sum, { from, to }) => sum + clipped.subarray(from, to).reduce((all, one) => all + one, 0),
    0,
  );
  return frames === 0 ? 0 : round(flat / frames, 10_000);
}

const round = (value: number, steps: number) => Math.round(value * steps) / steps;
