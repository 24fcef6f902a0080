/** The wave form is drawn for its shape: each lane is raised to full height, however quiet its side was recorded. */

/** Below this the lane holds noise only and stays flat. */
const noise = 0.003;

/** The channel with its loudest peak at 1; peaks are in −1…1. */
export function levelPeaks(channel: readonly number[]): number[] {
  const loudest = channel.reduce((most, peak) => Math.max(most, Math.abs(peak)), 0);
  return loudest < noise ? [...channel] : channel.map((peak) => peak / loudest);
}
