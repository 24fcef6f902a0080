/** Turns the byte stream of a decoder into 16-bit samples per channel, across chunks that end anywhere. */

/** Splits interleaved s16le (or f32le) bytes; carries the cut frame between chunks. Infinite and NaN floats become silence. */
export class SampleSplitter {
  /** How many float samples were not numbers. */
  nonFinite = 0;
  private readonly channels: number;
  private readonly float: boolean;
  private rest: Uint8Array = new Uint8Array(0);

  constructor(channels: number, float: boolean) {
    this.channels = channels;
    this.float = float;
  }

  /** Samples of the whole frames so far, one array per channel (of equal length, maybe empty). */
  push(bytes: Uint8Array): Int16Array[] {
    const width = this.float ? 4 : 2;
    const joined = this.rest.length > 0 ? Buffer.concat([this.rest, bytes]) : bytes;
    const frames = Math.floor(joined.length / (width * this.channels));
    const used = frames * width * this.channels;
    this.rest = joined.slice(used);
    const view = new DataView(joined.buffer, joined.byteOffset, used);
    const out = Array.from({ length: this.channels }, () => new Int16Array(frames));
    for (const [channel, samples] of out.entries()) {
      for (let frame = 0; frame < frames; frame++) {
        const at = (frame * this.channels + channel) * width;
        samples[frame] = this.float ? this.fromFloat(view.getFloat32(at, true)) : view.getInt16(at, true);
      }
    }
    return out;
  }

  private fromFloat(value: number): number {
    if (!Number.isFinite(value)) {
      this.nonFinite++;
      return 0;
    }
    return Math.round(Math.max(-1, Math.min(1, value)) * 32_767);
  }
}
