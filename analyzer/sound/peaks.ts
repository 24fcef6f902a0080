/** The drawn shape of a recording: smallest and largest sample of every 40 ms, channel by channel. */
import { Column } from './frames/column.ts';

/** Buckets a second; an hour of stereo is 360 kB. */
export const peaksPerSecond = 25;

export interface Peaks {
  perSecond: number;
  /** Seconds of sound. */
  duration: number;
  /** Per channel: minimum and maximum of bucket 0, of bucket 1 and so on, −128…127. */
  channels: Int8Array[];
}

/** Collects the peaks of one channel from samples at `sampleRate`. */
export class PeakMeter {
  private readonly column = new Column((size) => new Int8Array(size));
  private readonly bucket: number;
  private filled = 0;
  private low = 0;
  private high = 0;

  constructor(sampleRate: number) {
    this.bucket = sampleRate / peaksPerSecond;
  }

  push(samples: Int16Array): void {
    for (const sample of samples) {
      if (this.filled === 0 || sample < this.low) this.low = sample;
      if (this.filled === 0 || sample > this.high) this.high = sample;
      if (++this.filled === this.bucket) this.close();
    }
  }

  finish(): Int8Array {
    if (this.filled > 0) this.close();
    return this.column.view().slice();
  }

  private close(): void {
    this.column.push(this.low >> 8);
    this.column.push(this.high >> 8);
    this.filled = 0;
  }
}

/** Peaks as wavesurfer takes them: per channel alternating minima and maxima in −1…1, and the duration in seconds. */
export function peaksToJson({ channels, duration }: Peaks): { duration: number; peaks: number[][] } {
  // Three decimals are finer than the 8 bits they come from.
  const peaks = channels.map((values) => Array.from(values, (value) => Math.round((value / 128) * 1000) / 1000));
  return { duration, peaks };
}
