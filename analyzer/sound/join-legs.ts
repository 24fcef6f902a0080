/** Joins the two legs of a call, recorded apart, to one stereo recording: nothing is mixed, the shorter leg ends in silence. */
import { type FileHandle, open, rm } from 'node:fs/promises';
import { decodeRecording } from './decode.ts';
import { inspectRecording } from './inspect-recording.ts';
import { refuse } from './recording-header.ts';
import { wavHeader } from './wav-writer.ts';

/** Legs of one call begin and end together; recorders that leave silence out lose the times, and such legs must not be joined. */
const mostApart = { seconds: 15, share: 0.1 };

/**
 * Writes a WAV (16-bit) to `target`: `left` on the left channel, `right` on the right one, at the higher of their rates.
 * @throws KamertonError of `inspectRecording` and `decodeRecording`; `bad_recording` when a leg is stereo or the lengths differ
 */
export async function joinLegs(left: string, right: string, target: string): Promise<void> {
  const headers = await Promise.all([inspectRecording(left), inspectRecording(right)]);
  if (headers.some(({ channels }) => channels !== 1))
    throw refuse('стороны разговора записаны отдельно, но одна из них – уже стерео: положите её одну');
  const sampleRate = Math.max(...headers.map((header) => header.sampleRate));
  const file = await open(target, 'wx', 0o600);
  try {
    const lengths = await interleave(
      decodeRecording(left, headers[0], { sampleRate }),
      decodeRecording(right, headers[1], { sampleRate }),
      file,
    );
    const [shorter, longer] = [Math.min(...lengths), Math.max(...lengths)];
    const apart = (longer - shorter) / sampleRate;
    if (apart > Math.max(mostApart.seconds, (longer / sampleRate) * mostApart.share))
      throw refuse(
        `стороны разговора разной длины (на ${Math.round(apart)} с): тишина при записи пропущена, время в них не совпадает – запишите их вместе или без пропуска тишины`,
      );
    await file.write(wavHeader(longer, sampleRate, 2), 0, 44, 0);
    await file.sync();
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

type Chunks = AsyncGenerator<Int16Array[], void, void>;

/** Writes the two streams sample by sample after a header's room; returns how long each was. */
async function interleave(left: Chunks, right: Chunks, file: FileHandle): Promise<[number, number]> {
  const sides = [reader(left), reader(right)] as const;
  let at = 44;
  try {
    for (;;) {
      const [a, b] = [await sides[0].wanted(), await sides[1].wanted()];
      // Both have something: the common part. One has ended: silence instead of it.
      const length = a === 0 || b === 0 ? Math.max(a, b) : Math.min(a, b);
      if (length === 0) return [sides[0].read, sides[1].read];
      const both = new Int16Array(length * 2);
      for (const [channel, side] of sides.entries()) side.take(length, both, channel);
      await file.write(new Uint8Array(both.buffer), 0, both.byteLength, at);
      at += both.byteLength;
    }
  } finally {
    for (const side of sides) await side.end();
  }
}

function reader(chunks: Chunks) {
  let held: Int16Array = new Int16Array(0);
  return {
    /** Samples that were read so far. */
    read: 0,
    /** How many samples are at hand; reads on when none are, 0 at the end. */
    async wanted(): Promise<number> {
      while (held.length === 0) {
        const next = await chunks.next();
        if (next.done) return 0;
        held = next.value[0] ?? held;
      }
      return held.length;
    },
    take(length: number, both: Int16Array, channel: number): void {
      const taken = Math.min(length, held.length);
      for (let i = 0; i < taken; i++) both[2 * i + channel] = held[i] ?? 0;
      held = held.subarray(taken);
      this.read += taken;
    },
    end: async () => void (await chunks.return()),
  };
}
