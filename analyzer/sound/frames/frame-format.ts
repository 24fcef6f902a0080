/** What is kept of each 10 ms of one channel: the material of all later decisions. */

export const sampleRate = 8_000;
export const framesPerSecond = 100;
export const frameSamples = sampleRate / framesPerSecond;

/** Tone codes of a frame: none, the 425 Hz of Russian exchanges, or 2 + index into `dtmfKeys`. */
export const noTone = 0;
export const exchangeTone = 1;
export const firstKeyTone = 2;
export const dtmfKeys = '123A456B789C*0#D';

/** One value per 10 ms frame. */
export interface Frames {
  /** Level above 200 Hz, dBFS (RMS; −120 for digital silence). */
  level: Float32Array;
  /** Level of the whole band, dBFS. */
  fullLevel: Float32Array;
  /** Tone code. */
  tone: Uint8Array;
  /** Strongest and second strongest spectral peak, bins of 31.25 Hz; 0 in quiet frames. */
  peak: Uint8Array;
  secondPeak: Uint8Array;
  /** Spectral flatness 0…1 as 0…255: about 0 for notes, towards 1 for noise. */
  flatness: Uint8Array;
  /** Pitch of the voice in units of 2 Hz; 0 where there is none. Measured in every second frame and repeated. */
  pitch: Uint8Array;
  /** 1 where the samples are cut flat at the top. */
  clipped: Uint8Array;
}
