/** Echo and crosstalk: one side of the call heard faintly on the other's channel. Source: notes «Audio», section 9. */
import { breathe } from '../breathe.ts';

/** Frames of 10 ms: delays up to 400 ms. */
const longestDelay = 40;
/** Frames of the source within this range (dB) below its loud frames tell its contour. */
const range = 25;
/** The contours must agree so well: echoes of −20 … −38 dB reached 0.91 on the sample calls, the other sides at most 0.45. */
const leastAgreement = 0.7;
/** Frames that must be compared: 3 s. */
const leastFrames = 300;
/** A copy within 3 dB is no echo but the same voice on both channels. */
const faintest = -3;
/** What stands this far above the expected echo is the side's own speech. */
const ownAbove = 8;
/** The room goes on after the sound: an echo is expected for 80 ms. */
const tail = 8;

/**
 * Marks the frames of `target` that hold nothing but an echo of `source` (levels in dBFS per frame); null when there is no echo.
 * Gives way to other work on the way.
 */
export async function findEcho(source: Float32Array, target: Float32Array): Promise<Uint8Array | null> {
  const loud = loudFrames(source);
  if (loud.length < leastFrames) return null;
  let best = { agreement: 0, delay: 0, gain: 0 };
  for (let delay = 0; delay <= longestDelay; delay++) {
    await breathe();
    const gain = medianDifference(source, target, loud, delay);
    await breathe();
    const agreement = correlation(source, target, loud, delay, gain);
    if (agreement > best.agreement) best = { agreement, delay, gain };
  }
  if (best.agreement < leastAgreement || best.gain > faintest) return null;
  return expectedEcho(source, target, best.delay, best.gain);
}

/** Frames within `range` of the level that one frame in a hundred exceeds. */
function loudFrames(level: Float32Array): Uint32Array {
  const histogram = new Uint32Array(121);
  const binOf = (value: number) => Math.max(0, Math.min(120, Math.round(value + 120)));
  for (const value of level) histogram[binOf(value)] = (histogram[binOf(value)] ?? 0) + 1;
  let above = 0;
  let top = 120;
  while (top > 0 && above < level.length / 100) above += histogram[top--] ?? 0;
  const least = top - 120 - range;
  const frames = new Uint32Array(level.length);
  let count = 0;
  for (let frame = 0; frame + longestDelay < level.length; frame++) {
    if ((level[frame] ?? -120) > least) frames[count++] = frame;
  }
  return frames.subarray(0, count);
}

/**
 * Pearson's correlation of the two contours over the source's loud frames, the target that much later. Frames in which the target
 * stands out above the echo to be expected are left out: there its own side speaks.
 */
function correlation(
  source: Float32Array,
  target: Float32Array,
  frames: Uint32Array,
  delay: number,
  gain: number,
): number {
  let [count, sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0, 0];
  for (const frame of frames) {
    const x = source[frame] ?? -120;
    const y = Math.max(-90, target[frame + delay] ?? -120);
    if (y - x > gain + ownAbove) continue;
    count++;
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumYY += y * y;
    sumXY += x * y;
  }
  const spread = (count * sumXX - sumX ** 2) * (count * sumYY - sumY ** 2);
  return spread > 0 ? (count * sumXY - sumX * sumY) / Math.sqrt(spread) : 0;
}

/** Median of target less source, to 1 dB. */
function medianDifference(source: Float32Array, target: Float32Array, frames: Uint32Array, delay: number): number {
  const histogram = new Uint32Array(241);
  for (const frame of frames) {
    const bin = Math.round((target[frame + delay] ?? -120) - (source[frame] ?? -120)) + 120;
    histogram[bin] = (histogram[bin] ?? 0) + 1;
  }
  let below = 0;
  let bin = 0;
  while (bin < 240 && below + (histogram[bin] ?? 0) <= frames.length / 2) below += histogram[bin++] ?? 0;
  return bin - 120;
}

async function expectedEcho(
  source: Float32Array,
  target: Float32Array,
  delay: number,
  gain: number,
): Promise<Uint8Array> {
  const marks = new Uint8Array(target.length);
  for (let frame = 0; frame < target.length; frame++) {
    let loudest = -120;
    for (let at = frame - delay - tail; at <= frame - delay + 2; at++) loudest = Math.max(loudest, source[at] ?? -120);
    if ((target[frame] ?? -120) < loudest + gain + ownAbove) marks[frame] = 1;
    if (frame % 10_000 === 0) await breathe();
  }
  return marks;
}
