/** Progress of a run over several windows, from what whisper.cpp says on standard error. Pure. */

/**
 * Gives a reader of lines that reports the part of the sound that is done (0…1, never going back).
 * The program names each window when it begins it and counts percents inside (they may run past 100).
 * @param seconds length of every window, in order
 */
export function progressOfLines(
  seconds: readonly number[],
  onProgress: ((fraction: number) => void) | undefined,
): (line: string) => void {
  const total = seconds.reduce((sum, one) => sum + one, 0);
  let window = -1;
  let finished = 0;
  let reported = 0;
  const report = (done: number) => {
    const fraction = total > 0 ? Math.min(1, done / total) : 1;
    if (fraction <= reported) return;
    reported = fraction;
    onProgress?.(fraction);
  };
  return (line) => {
    if (/processing '\d+\.wav'/.test(line)) {
      finished += seconds[window] ?? 0;
      window += 1;
      report(finished);
    }
    const percent = /progress\s*=\s*(\d+)\s*%/.exec(line)?.[1];
    if (percent !== undefined) report(finished + ((seconds[window] ?? 0) * Math.min(100, Number(percent))) / 100);
  };
}
