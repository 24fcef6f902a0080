/** Ranges of the standard («25–45 s»): the share of the weight that a measured value earns. */

interface Range {
  good: number;
  acceptable: number;
}

/**
 * The whole weight up to `good`; from there it falls evenly to half at `acceptable`; beyond is a fault (null).
 * Half at the far end: the standard still accepts such a call, but the better one must show.
 */
export function shareOf(value: number, limits: Range): number | null {
  if (value <= limits.good) return 1;
  if (value > limits.acceptable) return null;
  return 1 - (0.5 * (value - limits.good)) / (limits.acceptable - limits.good);
}
