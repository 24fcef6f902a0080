/** Whatever the bytes are, a parser answers with a header or with our own refusal: no foreign error, no endless loop. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KamertonError } from '#platform';
import { headerParsers } from '../../../analyzer/sound/inspect-recording.ts';
import { containers, limits } from '../../../analyzer/sound/recording-header.ts';
import { adts, amr, bytesOf, flac, gsm, headerOf, mp3Frame, mp4, ogg, opusHead, wav, webm } from './hand-made.ts';

const seeds = {
  wav: wav({ dataBytes: 16_000 }),
  mp3: bytesOf(...Array.from({ length: 8 }, mp3Frame)),
  ogg: ogg(opusHead(), 480_312),
  flac: flac(16_000, 2, 160_000),
  mp4: mp4(),
  webm: webm(),
  amr: amr(60),
  gsm: gsm(60),
  adts: adts(60),
};

/** A header that keeps every promise, or a refusal in one line without a path. */
function expectDefined(work: () => ReturnType<typeof headerOf>): void {
  try {
    const header = work();
    expect([1, 2]).toContain(header.channels);
    expect(header.sampleRate).toBeGreaterThanOrEqual(limits.minSampleRate);
    expect(header.sampleRate).toBeLessThanOrEqual(limits.maxSampleRate);
    if (header.duration !== null) {
      expect(header.duration).toBeGreaterThanOrEqual(limits.minDuration);
      expect(header.duration).toBeLessThanOrEqual(limits.maxDuration);
    }
  } catch (error) {
    if (!(error instanceof KamertonError)) throw error;
    expect(error.message).not.toMatch(/[\n/\\]|undefined|NaN/);
  }
}

describe('headers under fuzzing', () => {
  const mutation = fc.array(fc.tuple(fc.nat(400), fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff))), {
    minLength: 1,
    maxLength: 8,
  });

  it.each(containers)('%s: changed bytes and cut ends', (container) => {
    fc.assert(
      fc.property(mutation, fc.nat(1000), (changes, cut) => {
        const bytes = Buffer.from(seeds[container]);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        expectDefined(() => headerOf(cut < 300 ? bytes.subarray(0, cut) : bytes));
      }),
      { numRuns: 2000 },
    );
  });

  it.each(containers)('%s: random bytes', (container) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.nat(2 ** 31), (bytes, size) => {
        expectDefined(() => headerParsers[container]({ head: bytes, tail: bytes, offset: 0, size }));
      }),
      { numRuns: 500 },
    );
  });
});
