/** Runs of frames: where a condition holds, as half-open frame ranges. */
import type { Interval } from '../../domain/sound-report.ts';
import { framesPerSecond } from '../frames/frame-format.ts';

export interface Run {
  from: number;
  to: number;
}

/** Runs of frames for which `holds` is true, within [0, length). */
export function runsWhere(length: number, holds: (frame: number) => boolean): Run[] {
  const runs: Run[] = [];
  let open: Run | null = null;
  for (let frame = 0; frame < length; frame++) {
    if (!holds(frame)) open = null;
    else if (open) open.to = frame + 1;
    else {
      open = { from: frame, to: frame + 1 };
      runs.push(open);
    }
  }
  return runs;
}

/** Joins runs with less than `gap` frames between them. */
export function bridge(runs: readonly Run[], gap: number): Run[] {
  const joined: Run[] = [];
  for (const { from, to } of runs) {
    const last = joined.at(-1);
    if (last && from - last.to < gap) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

export const lengthOf = ({ from, to }: Run): number => to - from;

/** Seconds of a run; `limit` (seconds) cuts the last frame, which may be longer than the sound. */
export function toInterval({ from, to }: Run, limit: number = Number.POSITIVE_INFINITY): Interval {
  return { start: from / framesPerSecond, end: Math.min(to / framesPerSecond, limit) };
}
