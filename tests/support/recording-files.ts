/** Small recordings made on the spot. */
import { randomBytes } from 'node:crypto';
import { wavHeader } from '../../analyzer/sound/wav-writer.ts';

/** A WAV of noise, 8 kHz, mono: each one is another recording. */
export function noiseWav(seconds = 1.2, seed?: number): Buffer {
  const samples = Math.round(seconds * 8_000);
  const sound = seed === undefined ? randomBytes(samples * 2) : Buffer.alloc(samples * 2, seed % 251);
  if (seed !== undefined) sound.writeUInt32LE(seed, 0);
  return Buffer.concat([wavHeader(samples, 8_000), sound]);
}
