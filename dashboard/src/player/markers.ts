/** Markers of findings on the time line: neighbours that would cover each other become one. */

export interface Marker {
  /** Share of the width where the first finding starts, 0…1. */
  at: number;
  /** Positions in the list given, in time order. */
  findings: number[];
}

/**
 * `starts` ascending, in seconds; a marker is `size` wide on a line of `width` (same unit, any unit). Positions are the
 * exact starts, so a marker may be off the visible line only when its start is.
 */
export function placeMarkers(starts: readonly number[], duration: number, width: number, size: number): Marker[] {
  if (duration <= 0 || width <= 0) return [];
  const markers: Marker[] = [];
  for (const [finding, start] of starts.entries()) {
    const at = Math.min(1, Math.max(0, start / duration));
    const last = markers.at(-1);
    if (last && (at - last.at) * width < size) last.findings.push(finding);
    else markers.push({ at, findings: [finding] });
  }
  return markers;
}
