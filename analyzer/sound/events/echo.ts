/** Echo and crosstalk: one side of the call heard faintly on the other's channel. Source: notes «Audio», section 9. */
import { breather } from '../breather.ts';

/** Frames of 10 ms: delays up to 400 ms. */
const longestDelay = 40;
/** Frames of the source within this range (dB) below its loud frames tell its contour. */
const range = 25;
/** The contours must agree so well; between the two sides of calls without echo the agreement stays below 0.35. */
const leastAgreement = 0.6;
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
  const breathe = breather();
  let best = { agreement: 0, delay: 0 };
  for (let delay = 0; delay <= longestDelay; delay++) {
    const agreement = correlation(source, target, loud, delay);
    if (agreement > best.agreement) best = { agreement, delay };
    await breathe();
  }
  if (best.agreement < leastAgreement) return null;
  const gain = medianDifference(source, target, loud, best.delay);
  if (gain > faintest) return null;
  return expectedEcho(source, target, best.delay, gain);
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

/** Pearson's correlation of the two contours over the source's loud frames, the target that much later. */
function correlation(source: Float32Array, target: Float32Array, frames: Uint32Array, delay: number): number {
  let [sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0];
  for (const frame of frames) {
    const x = source[frame] ?? -120;
    const y = Math.max(-90, target[frame + delay] ?? -120);
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumYY += y * y;
    sumXY += x * y;
  }
  const count = frames.length;
  const spread = (count * sumXX - sumX ** 2) * (count * sumYY - sumY ** 2);
  return spread > 0 ? (count * sumXY - sumX * sumY) / Math.sqrt(spread) : 0;
}

function medianDifference(source: Float32Array, target: Float32Array, frames: Uint32Array, delay: number): number {
  const differences = Float32Array.from(frames, (frame) => (target[frame + delay] ?? -120) - (source[frame] ?? -120));
  return differences.sort()[differences.length >> 1] ?? 0;
}

function expectedEcho(source: Float32Array, target: Float32Array, delay: number, gain: number): Uint8Array {
  const marks = new Uint8Array(target.length);
  for (let frame = 0; frame < target.length; frame++) {
    let loudest = -120;
    for (let at = frame - delay - tail; at <= frame - delay + 2; at++) loudest = Math.max(loudest, source[at] ?? -120);
    if ((target[frame] ?? -120) < loudest + gain + ownAbove) marks[frame] = 1;
  }
  return marks;
}
