/** Turns the samples of one channel into 10 ms frames as they come: what is kept grows by 14 bytes a frame, 5 MB an hour. */
import { Column } from './column.ts';
import { type Frames, frameSamples, sampleRate } from './frame-format.ts';
import { HighPass } from './high-pass.ts';
import { pitchOf, pitchSamples } from './pitch.ts';
import { Spectrum, windowSamples } from './spectrum.ts';

/** Spectra and pitch are not measured below this level: such frames are never speech. */
const quiet = -65;
/** Sound kept around a frame: the longer of the two measuring windows, centred on it. */
const around = Math.max(windowSamples, pitchSamples);
const before = (around - frameSamples) / 2;
const flatTop = 32_000;

const floats = (size: number) => new Float32Array(size);
const bytes = (size: number) => new Uint8Array(size);

export class FrameMeter {
  private readonly filter = new HighPass(sampleRate);
  private readonly spectrum = new Spectrum();
  /** Filtered samples from `before` samples ahead of the next frame on, with room for a chunk. */
  private kept = new Float64Array(around + 8192);
  private filled = before;
  private readonly columns = {
    level: new Column(floats),
    fullLevel: new Column(floats),
    tone: new Column(bytes),
    peak: new Column(bytes),
    secondPeak: new Column(bytes),
    flatness: new Column(bytes),
    pitch: new Column(bytes),
    clipped: new Column(bytes),
  };
  private energy = 0;
  private flat = 0;
  private clippedHere = 0;
  private inFrame = 0;
  private taken = 0;
  private lastPitch = 0;

  /** Takes samples at 8 kHz. */
  push(samples: Int16Array): void {
    for (let from = 0; from < samples.length; from += 4096) this.take(samples.subarray(from, from + 4096));
  }

  /** The frames of everything pushed; the last frame is filled up with silence. */
  finish(): Frames {
    const length = Math.ceil(this.taken / frameSamples);
    this.push(new Int16Array(frameSamples + around));
    const cut = <T extends { subarray(from: number, to: number): T }>(values: T) => values.subarray(0, length);
    const { level, fullLevel, tone, peak, secondPeak, flatness, pitch, clipped } = this.columns;
    return {
      level: cut(level.view()),
      fullLevel: cut(fullLevel.view()),
      tone: cut(tone.view()),
      peak: cut(peak.view()),
      secondPeak: cut(secondPeak.view()),
      flatness: cut(flatness.view()),
      pitch: cut(pitch.view()),
      clipped: cut(clipped.view()),
    };
  }

  private take(samples: Int16Array): void {
    this.taken += samples.length;
    for (const sample of samples) {
      this.kept[this.filled++] = this.filter.next(sample);
      this.energy += sample * sample;
      this.flat = sample > flatTop || sample < -flatTop ? this.flat + 1 : 0;
      if (this.flat >= 3) this.clippedHere = 1;
      if (++this.inFrame === frameSamples) this.closeFullBand();
    }
    let at = 0;
    for (; at + around <= this.filled; at += frameSamples) this.measure(at);
    this.kept.copyWithin(0, at, this.filled);
    this.filled -= at;
  }

  private closeFullBand(): void {
    this.columns.fullLevel.push(decibels(this.energy / frameSamples / 32_768 ** 2));
    this.columns.clipped.push(this.clippedHere);
    this.energy = 0;
    this.clippedHere = 0;
    this.inFrame = 0;
  }

  /** Measures the frame that begins `before` samples after `at`. */
  private measure(at: number): void {
    const { columns, kept } = this;
    let energy = 0;
    for (let i = at + before; i < at + before + frameSamples; i++) energy += (kept[i] ?? 0) ** 2;
    const level = decibels(energy / frameSamples);
    columns.level.push(level);
    if (level < quiet) {
      for (const column of [columns.tone, columns.peak, columns.secondPeak, columns.pitch]) column.push(0);
      columns.flatness.push(255);
      this.lastPitch = 0;
      return;
    }
    const centre = at + around / 2 - windowSamples / 2;
    const measure = this.spectrum.measure(kept.subarray(centre, centre + windowSamples));
    columns.tone.push(measure.tone);
    columns.peak.push(measure.peak);
    columns.secondPeak.push(measure.secondPeak);
    columns.flatness.push(measure.flatness);
    if (columns.pitch.length % 2 === 0) {
      this.lastPitch = Math.min(255, Math.round(pitchOf(kept.subarray(at, at + pitchSamples)) / 2));
    }
    columns.pitch.push(this.lastPitch);
  }
}

function decibels(power: number): number {
  return power > 1e-12 ? 10 * Math.log10(power) : -120;
}
