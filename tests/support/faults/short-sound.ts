/** A recording with real speech in it, short enough to be recognised in a second or two by the demonstration model. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { samplesFolder } from '../../../analyzer/demo/demo.ts';
import { wavHeader } from '../../../analyzer/sound/wav-writer.ts';

/** The first turns of a sample, both sides (16-bit samples); two cuts differ, so that each is a recording of its own. */
export function shortSound(number: number, seconds = 14): Uint8Array<ArrayBuffer> {
  const whole = readFileSync(join(samplesFolder, '01_perfect.wav'));
  const [tag, channels, rate] = [whole.readUInt16LE(20), whole.readUInt16LE(22), whole.readUInt32LE(24)];
  if (tag !== 1) throw new Error('the sample must be plain samples: of anything else the cut is noise');
  const from = whole.indexOf('data') + 8;
  const samples = Int16Array.from({ length: seconds * rate * channels }, (_, i) => whole.readInt16LE(from + i * 2));
  samples[0] = number % 30_000;
  samples[1] = Math.floor(number / 30_000);
  return new Uint8Array(Buffer.concat([wavHeader(seconds * rate, rate, channels), Buffer.from(samples.buffer)]));
}
