/** Hold music: seconds of sound without the pauses of speech whose spectral peaks stay in place. Source: notes «Audio», section 7. */
import { breathe } from '../breathe.ts';
import { exchangeTone, type Frames } from '../frames/frame-format.ts';
import { bridge, lengthOf, type Run, runsWhere } from './runs.ts';

/** Frames of 10 ms: windows of 2 s every 0.1 s; at least 4 s in all. */
const window = 200;
const step = 10;
const shortest = 400;
const leastLevel = -60;
/**
 * Deeper dips than this (dB) below the window's loud frames are pauses. On the sample calls 93 % of every window of music
 * lies above, and 89 % at most of 99 in 100 windows of speech.
 */
const dip = 20;
const activeShare = 0.93;
/** Music fades in and out: its edges are looked for deeper. */
const edgeDip = 30;
/** Peaks are looked for again after 160 ms: a note stays, a vowel has moved on. */
const later = 16;
const persistence = 0.62;
const flattest = 0.12 * 255;
/** Fade-ins, breaks between phrases of a tune. */
const between = 150;

/** Hold music of a channel; gives way to other work on the way. */
export async function findHoldMusic(frames: Frames): Promise<Run[]> {
  const { level } = frames;
  const length = level.length;
  const musical = new Uint8Array(length);
  for (let from = 0; from + window <= length; from += step) {
    if (isMusical(frames, from)) musical.fill(1, from, from + window);
    await breathe();
  }
  const runs = bridge(
    runsWhere(length, (frame) => musical[frame] === 1),
    between,
  );
  return runs.map((run) => trim(run, level)).filter((run) => lengthOf(run) >= shortest);
}

function isMusical({ level, tone, peak, secondPeak, flatness }: Frames, from: number): boolean {
  const loud = loudness(level, from);
  if (loud < leastLevel) return false;
  const near = (a: number | undefined, b: number | undefined) => Math.abs((a ?? 0) - (b ?? 0)) <= 1;
  let active = 0;
  let compared = 0;
  let stayed = 0;
  let flat = 0;
  let tones = 0;
  for (let at = from; at < from + window; at++) {
    if ((level[at] ?? -120) < loud - dip) continue;
    active++;
    flat += flatness[at] ?? 255;
    if (tone[at] === exchangeTone) tones++;
    const next = at + later;
    if (next >= from + window || !peak[next] || !peak[at]) continue;
    compared++;
    if (near(peak[at], peak[next]) || near(peak[at], secondPeak[next]) || near(secondPeak[at], peak[next])) stayed++;
  }
  return (
    active >= activeShare * window &&
    stayed >= persistence * compared &&
    compared > 0 &&
    flat <= flattest * active &&
    tones < active / 2
  );
}

/** Level that a tenth of the window's frames exceed. */
function loudness(level: Float32Array, from: number): number {
  const sorted = level.slice(from, from + window).sort();
  return sorted[Math.floor(sorted.length * 0.9)] ?? -120;
}

/** Cuts quiet frames off both ends: a window may reach a little into the silence before and after the music. */
function trim({ from, to }: Run, level: Float32Array): Run {
  const loud = Math.max(loudness(level, from), loudness(level, Math.max(from, to - window)));
  const quiet = (frame: number) => (level[frame] ?? -120) < loud - edgeDip;
  let [first, last] = [from, to];
  while (first < last && quiet(first)) first++;
  while (last > first && quiet(last - 1)) last--;
  return { from: first, to: last };
}
