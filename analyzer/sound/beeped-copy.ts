/** A copy of a recording to listen to with a tone in the place of personal data, on both channels, and its own wave form. */
import { decodeRecording } from './decode.ts';
import { PeakMeter, type Peaks, peaksPerSecond } from './peaks.ts';
import { encodeMp3, sampleRate } from './playback-copy.ts';
import type { RecordingHeader } from './recording-header.ts';

/** Words end a little later than a recogniser says. */
const beepPad = 0.15;
const toneHertz = 1_000;
/** A quarter of full scale: heard, and no fright. */
const toneLevel = 8_000;

interface Stretch {
  start: number;
  end: number;
}

/**
 * Writes an MP3 copy to `target` in which nothing of the sound within `stretches` (seconds, ±0.15 s) is left, and returns
 * the wave form of what is in it. Throws what `makePlaybackCopy` throws.
 */
export async function makeBeepedCopy(
  path: string,
  header: RecordingHeader,
  target: string,
  stretches: readonly Stretch[],
  signal?: AbortSignal,
): Promise<Peaks> {
  const meters = Array.from({ length: header.channels }, () => new PeakMeter(sampleRate));
  let samples = 0;
  async function* beeped(): AsyncGenerator<Int16Array[]> {
    for await (const chunk of decodeRecording(path, header, { sampleRate, signal })) {
      for (const [channel, part] of chunk.entries()) {
        beepOver(part, samples, stretches);
        meters[channel]?.push(part);
      }
      samples += chunk[0]?.length ?? 0;
      yield chunk;
    }
  }
  await encodeMp3(beeped(), header.channels, target);
  return { perSecond: peaksPerSecond, duration: samples / sampleRate, channels: meters.map((meter) => meter.finish()) };
}

/** Replaces the samples of a part that begins at sample `from` of the recording. */
function beepOver(part: Int16Array, from: number, stretches: readonly Stretch[]): void {
  for (const { start, end } of stretches) {
    const first = Math.max(0, Math.floor((start - beepPad) * sampleRate) - from);
    const last = Math.min(part.length, Math.ceil((end + beepPad) * sampleRate) - from);
    for (let i = first; i < last; i += 1) {
      part[i] = Math.round(toneLevel * Math.sin((2 * Math.PI * toneHertz * (from + i)) / sampleRate));
    }
  }
}
