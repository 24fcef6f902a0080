/** Going from finding to finding in time order. */
import type { ShownFinding } from '../api/shapes.ts';

/** The findings of a scored call as the player goes through them. */
export interface FindingSteps {
  /** In time order. */
  findings: readonly ShownFinding[];
  /** Position in `findings`. */
  selected: number | null;
  onSelect: (position: number) => void;
  onStep: (direction: 1 | -1) => void;
}

/** Playing a finding starts this many seconds before it, so that its context is heard. */
export const leadSeconds = 2;

interface Timed {
  start: number;
  end: number;
}

/** Indexes of the findings in time order; equal starts keep their order. */
export const inTimeOrder = (findings: readonly Timed[]): number[] =>
  findings
    .map(({ start }, index) => ({ start, index }))
    .sort((a, b) => a.start - b.start || a.index - b.index)
    .map(({ index }) => index);

/**
 * Position in `ordered` of the next (`1`) or previous (`-1`) finding, or null at the end. From a selected finding it is
 * the neighbour, as long as the playback is still about it; otherwise the nearest one by time.
 */
export function stepFinding(
  ordered: readonly Timed[],
  selected: number | null,
  time: number,
  direction: 1 | -1,
): number | null {
  const chosen = selected === null ? undefined : ordered[selected];
  const near = chosen !== undefined && time >= chosen.start - leadSeconds - 1 && time <= chosen.end + 3;
  if (selected !== null && near) {
    const next = selected + direction;
    return next >= 0 && next < ordered.length ? next : null;
  }
  const found =
    direction === 1
      ? ordered.findIndex(({ start }) => start > time)
      : ordered.findLastIndex(({ start }) => start < time);
  return found === -1 ? null : found;
}
