/** Spectrum of one frame: its two strongest peaks, its flatness and whether it is an exchange or a keypad tone. */
import FFT from 'fft.js';
import { dtmfKeys, exchangeTone, firstKeyTone, noTone, sampleRate } from './frame-format.ts';

export const windowSamples = 256;
const binHz = sampleRate / windowSamples;
/** 190…3440 Hz: the telephone band. */
const firstBin = 6;
const lastBin = 110;
const rowsHz = [697, 770, 852, 941];
const columnsHz = [1209, 1336, 1477, 1633];
/** Where the two groups of keypad tones part, Hz. */
const groupBorder = 1075;

/** Share of the energy that a tone must hold (notes «Audio», section 7). */
const exchangeShare = 0.85;
const exchangeWidth = 15;
const keyShare = 0.75;
/** Keypad tones are exact to 1.5 %; 2.5 % leaves room for the interpolation. */
const keyWidth = 0.025;
const keyTwist = 16;

export interface SpectrumMeasure {
  tone: number;
  peak: number;
  secondPeak: number;
  /** 0…255. */
  flatness: number;
}

/** Measures windows of 256 samples (32 ms); reuses its buffers. */
export class Spectrum {
  private readonly fft = new FFT(windowSamples);
  private readonly out = this.fft.createComplexArray();
  private readonly shaped = new Float64Array(windowSamples);
  private readonly power = new Float64Array(windowSamples / 2);
  private readonly hann = Float64Array.from(
    { length: windowSamples },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / windowSamples),
  );

  measure(samples: Float64Array): SpectrumMeasure {
    const { out, power, shaped, hann } = this;
    for (let i = 0; i < windowSamples; i++) shaped[i] = (samples[i] ?? 0) * (hann[i] ?? 0);
    this.fft.realTransform(out, shaped);
    let total = 0;
    let logs = 0;
    let product = 1;
    for (let bin = firstBin; bin < lastBin; bin++) {
      const re = out[2 * bin] ?? 0;
      const im = out[2 * bin + 1] ?? 0;
      const value = re * re + im * im + 1e-14;
      power[bin] = value;
      total += value;
      // The logarithm of a product of eight is the sum of eight logarithms, at an eighth of the cost.
      product *= value;
      if ((bin - firstBin) % 8 === 7) {
        logs += Math.log(product);
        product = 1;
      }
    }
    logs += Math.log(product);
    const count = lastBin - firstBin;
    const peak = this.strongest(firstBin, lastBin, -9);
    const secondPeak = this.strongest(firstBin, lastBin, peak);
    const flatness = Math.exp(logs / count) / (total / count);
    return { tone: this.tone(total, peak), peak, secondPeak, flatness: Math.round(Math.min(1, flatness) * 255) };
  }

  /** Bin of the largest local maximum within [from, to), at least three bins away from `besides`. */
  private strongest(from: number, to: number, besides: number): number {
    const { power } = this;
    let best = 0;
    let found = 0;
    for (let bin = from; bin < to; bin++) {
      const value = power[bin] ?? 0;
      if (value <= best || Math.abs(bin - besides) <= 2) continue;
      if (value < (power[bin - 1] ?? 0) || value < (power[bin + 1] ?? 0)) continue;
      best = value;
      found = bin;
    }
    return found;
  }

  private tone(total: number, peak: number): number {
    if (Math.abs(this.hertz(peak) - 425) <= exchangeWidth && this.around(peak) > exchangeShare * total)
      return exchangeTone;
    const border = Math.round(groupBorder / binHz);
    const low = this.strongest(18, border, -9);
    const high = this.strongest(border, 58, -9);
    const [lowPower, highPower] = [this.around(low), this.around(high)];
    const share = (lowPower + highPower) / total;
    if (share < keyShare || lowPower > keyTwist * highPower || highPower > keyTwist * lowPower) return noTone;
    const row = nearest(this.hertz(low), rowsHz);
    const column = nearest(this.hertz(high), columnsHz);
    if (row < 0 || column < 0) return noTone;
    return firstKeyTone + row * 4 + column;
  }

  private around(bin: number): number {
    let sum = 0;
    for (let at = bin - 2; at <= bin + 2; at++) sum += this.power[at] ?? 0;
    return sum;
  }

  /** Frequency of a peak, by a parabola through the logarithms of three bins. */
  private hertz(bin: number): number {
    const [a, b, c] = [-1, 0, 1].map((step) => Math.log((this.power[bin + step] ?? 0) + 1e-14));
    if (a === undefined || b === undefined || c === undefined) return 0;
    const bend = a - 2 * b + c;
    return (bin + (bend === 0 ? 0 : (a - c) / (2 * bend))) * binHz;
  }
}

function nearest(hertz: number, tones: readonly number[]): number {
  return tones.findIndex((tone) => Math.abs(hertz - tone) <= tone * keyWidth);
}

/** The key of a tone code, or null for other codes. */
export function keyOf(tone: number): string | null {
  return tone >= firstKeyTone ? (dtmfKeys[tone - firstKeyTone] ?? null) : null;
}
