/** Sliding noise floor: the level that a tenth of the frames around stay below. */

/** Half dB bins from −120 to 0 dBFS. */
const bins = 241;
/** Frames of 10 ms in the window: 30 s, centred. */
const span = 3_000;
const share = 0.1;

const binOf = (level: number) => Math.max(0, Math.min(bins - 1, Math.round((level + 120) * 2)));

/**
 * Floor of every frame in dBFS, over the frames for which `counts` holds (tones and music are no noise).
 * The window is measured in such frames, so that minutes of hold music do not empty it.
 */
export function noiseFloor(level: Float32Array, counts: (frame: number) => boolean): Float32Array {
  const counted: number[] = [];
  for (let frame = 0; frame < level.length; frame++) if (counts(frame)) counted.push(frame);
  const floor = new Float32Array(level.length).fill(-120);
  const histogram = new Uint32Array(bins);
  const add = (index: number, by: number) => {
    const frame = counted[index];
    if (frame === undefined) return;
    const bin = binOf(level[frame] ?? -120);
    histogram[bin] = (histogram[bin] ?? 0) + by;
  };
  const size = Math.min(span, counted.length);
  for (let index = 0; index < size; index++) add(index, 1);
  let start = 0;
  let filledTo = 0;
  let value = tenth(histogram, size);
  for (const [index, frame] of counted.entries()) {
    const wanted = Math.max(0, Math.min(index - (span >> 1), counted.length - size));
    while (start < wanted) {
      add(start, -1);
      add(start + size, 1);
      start++;
      // The floor moves slowly: ten times a second is often enough.
      if (start % 10 === 0) value = tenth(histogram, size);
    }
    floor.fill(value, filledTo, frame + 1);
    filledTo = frame + 1;
  }
  floor.fill(value, filledTo);
  return floor;
}

function tenth(histogram: Uint32Array, size: number): number {
  let below = 0;
  for (let bin = 0; bin < bins; bin++) {
    below += histogram[bin] ?? 0;
    if (below > size * share) return bin / 2 - 120;
  }
  return -120;
}
