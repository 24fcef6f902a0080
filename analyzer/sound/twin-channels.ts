/** Tells stereo recordings that hold one and the same sound on both channels: a mono mix in stereo clothes. */

/** Less than this share of the power differs (20 dB): the rounding of codecs, not another voice. */
const leastDifference = 0.01;

export class TwinMeter {
  private power = 0;
  private difference = 0;
  private sum = 0;

  push(left: Int16Array, right: Int16Array): void {
    let [power, difference, sum] = [0, 0, 0];
    for (let i = 0; i < left.length; i++) {
      const a = left[i] ?? 0;
      const b = right[i] ?? 0;
      power += a * a + b * b;
      difference += (a - b) ** 2;
      sum += (a + b) ** 2;
    }
    this.power += power;
    this.difference += difference;
    this.sum += sum;
  }

  /** True when the channels are the same sound, as it is or with the sign reversed; silence is no twin. */
  areTwins(): boolean {
    return this.power > 0 && Math.min(this.difference, this.sum) < leastDifference * this.power;
  }
}
