/** Sliding noise floor: the level that a tenth of the frames around stay below. */
import { breathe } from '../breathe.ts';

/** Half dB bins from −120 to 0 dBFS. */
const bins = 241;
/** Frames of 10 ms in the window: 30 s, centred. */
const span = 3_000;
const share = 0.1;
/** Below this there is no line at all: silence written by a program or a codec says nothing about the noise. */
const noLine = -85;

const binOf = (level: number) => Math.max(0, Math.min(bins - 1, Math.round((level + 120) * 2)));

/**
 * Floor of every frame in dBFS, over the frames that are not `excluded` (tones and music are no noise)
 * and hold any sound (legs padded with digital silence, codecs that switch off).
 * The window is measured in such frames, so that minutes of hold music do not empty it. Gives way to other work on the way.
 */
export async function noiseFloor(level: Float32Array, excluded: Uint8Array): Promise<Float32Array> {
  const counted = framesWithLine(level, excluded);
  const size = Math.min(span, counted.length);
  const histogram = new Uint32Array(bins);
  const add = (index: number, by: number) => {
    const bin = binOf(level[counted[index] ?? 0] ?? -120);
    histogram[bin] = (histogram[bin] ?? 0) + by;
  };
  for (let index = 0; index < size; index++) add(index, 1);
  const floor = new Float32Array(level.length);
  let value = tenth(histogram, size);
  let start = 0;
  let index = 0;
  for (let frame = 0; frame < level.length; frame++) {
    if (index < counted.length && counted[index] === frame) index++;
    const wanted = Math.max(0, Math.min(index - (span >> 1), counted.length - size));
    for (; start < wanted; start++) {
      add(start, -1);
      add(start + size, 1);
      // The floor moves slowly: five times a second is often enough.
      if (start % 20 === 0) value = tenth(histogram, size);
    }
    floor[frame] = value;
    if (frame % 10_000 === 0) await breathe();
  }
  return floor;
}

function framesWithLine(level: Float32Array, excluded: Uint8Array): Uint32Array {
  const frames = new Uint32Array(level.length);
  let count = 0;
  for (let frame = 0; frame < level.length; frame++) {
    if (excluded[frame] === 0 && (level[frame] ?? -120) > noLine) frames[count++] = frame;
  }
  return frames.subarray(0, count);
}

function tenth(histogram: Uint32Array, size: number): number {
  let below = 0;
  for (let bin = 0; bin < bins; bin++) {
    below += histogram[bin] ?? 0;
    if (below > size * share) return bin / 2 - 120;
  }
  return -120;
}
