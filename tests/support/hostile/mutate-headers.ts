/** Changes bytes of headers of every container by chance and looks whether the parsers keep their promise. */
import { performance } from 'node:perf_hooks';
import { KamertonError } from '../../../analyzer/platform/errors.ts';
import { limits } from '../../../analyzer/sound/recording-header.ts';
import {
  amr,
  bytesOf,
  flac,
  gsm,
  headerOf,
  mp3Frame,
  mp4,
  ogg,
  opusHead,
  wav,
  webm,
} from '../../unit/sound/hand-made.ts';

export interface MutationReport {
  mutations: number;
  accepted: number;
  refused: number;
  /** The longest that one header took, milliseconds. */
  slowestMs: number;
  /** Answers that are neither a header within the limits nor a refusal of ours in one line. */
  faults: string[];
}

const seeds: readonly Uint8Array[] = [
  wav({ dataBytes: 16_000 }),
  bytesOf(...Array.from({ length: 8 }, mp3Frame)),
  ogg(opusHead(), 480_312),
  flac(16_000, 2, 160_000),
  mp4(),
  webm(),
  amr(60),
  gsm(60),
];
const telling = [0, 1, 0x7f, 0x80, 0xfe, 0xff];
/** Beyond this there is no header in the seeds, only sound. */
const headBytes = 400;

/** Runs `count` mutations; `seed` makes them the same again. */
export function mutateHeaders(count: number, seed: number): MutationReport {
  const report: MutationReport = { mutations: 0, accepted: 0, refused: 0, slowestMs: 0, faults: [] };
  const random = generator(seed);
  const works = seeds.map((bytes) => Uint8Array.from(bytes));
  for (let n = 0; n < count; n += 1) {
    const which = n % seeds.length;
    const original = seeds[which] ?? new Uint8Array();
    const bytes = works[which] ?? new Uint8Array();
    const changed: number[] = [];
    for (let k = 1 + random(8); k > 0; k -= 1) {
      const at = random(Math.min(bytes.length, headBytes));
      bytes[at] = random(2) === 0 ? random(256) : (telling[random(telling.length)] ?? 0);
      changed.push(at);
    }
    const cut = random(4) === 0 ? random(headBytes) : bytes.length;
    const begun = performance.now();
    const fault = faultOf(bytes.subarray(0, cut), report);
    report.slowestMs = Math.max(report.slowestMs, performance.now() - begun);
    if (fault !== null && report.faults.length < 20) report.faults.push(`seed ${seed}, number ${n}: ${fault}`);
    for (const at of changed) bytes[at] = original[at] ?? 0;
    report.mutations += 1;
  }
  return report;
}

function faultOf(bytes: Uint8Array, report: MutationReport): string | null {
  try {
    const { channels, sampleRate, duration } = headerOf(bytes);
    report.accepted += 1;
    const within =
      (channels === 1 || channels === 2) &&
      sampleRate >= limits.minSampleRate &&
      sampleRate <= limits.maxSampleRate &&
      (duration === null || (duration >= limits.minDuration && duration <= limits.maxDuration));
    return within ? null : `${channels} channels, ${sampleRate} Hz, ${duration} s`;
  } catch (error) {
    report.refused += 1;
    if (!(error instanceof KamertonError)) return String(error);
    return /[\n/\\]|undefined|NaN/.test(error.message) ? error.message : null;
  }
}

/** Whole numbers below a bound (mulberry32). */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
