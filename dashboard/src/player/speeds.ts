/** The speeds of playback and the way from one to the next. */

export const speeds = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;

/** The next faster (`1`) or slower (`-1`) speed; stays at the ends. An unknown speed counts as 1. */
export function stepSpeed(speed: number, direction: 1 | -1): number {
  const index = speeds.findIndex((known) => Object.is(known, speed));
  const from = index === -1 ? speeds.indexOf(1) : index;
  return speeds[Math.min(speeds.length - 1, Math.max(0, from + direction))] ?? 1;
}

/** A remembered speed, or 1 when it is none of ours. */
export const readSpeed = (text: string | null | undefined): number =>
  speeds.find((known) => String(known) === text) ?? 1;
