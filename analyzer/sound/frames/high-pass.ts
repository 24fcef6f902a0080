/** High-pass filter at 200 Hz (Butterworth, second order): hum and line rumble are not speech. */
const cutoff = 200;

/** One channel's filter; keeps its state from chunk to chunk. Input 16-bit samples, output −1…1. */
export class HighPass {
  private readonly b0: number;
  private readonly a1: number;
  private readonly a2: number;
  private x1 = 0;
  private x2 = 0;
  private y1 = 0;
  private y2 = 0;

  constructor(sampleRate: number) {
    const k = Math.tan((Math.PI * cutoff) / sampleRate);
    this.b0 = 1 / (1 + Math.SQRT2 * k + k * k);
    this.a1 = 2 * (k * k - 1) * this.b0;
    this.a2 = (1 - Math.SQRT2 * k + k * k) * this.b0;
  }

  next(sample: number): number {
    const x = sample / 32_768;
    const y = this.b0 * (x - 2 * this.x1 + this.x2) - this.a1 * this.y1 - this.a2 * this.y2;
    this.x2 = this.x1;
    this.x1 = x;
    this.y2 = this.y1;
    // Without this the decaying tail of digital silence ends in denormal numbers, which are many times slower.
    this.y1 = Math.abs(y) < 1e-15 ? 0 : y;
    return y;
  }
}
