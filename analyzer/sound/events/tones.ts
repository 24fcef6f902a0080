/** Ring-back, busy signal and keypad digits from the tone codes of the frames. Source: notes «Audio», section 7. */
import { exchangeTone, type Frames, firstKeyTone } from '../frames/frame-format.ts';
import { keyOf } from '../frames/spectrum.ts';
import { bridge, lengthOf, type Run, runsWhere } from './runs.ts';

/** Quieter tones are leaks from the other channel. */
const leastLevel = -50;
/** Lengths in frames of 10 ms. */
const ring = { shortest: 70, longest: 140 };
const busy = { shortest: 20, longest: 55, pause: 80 };
const shortestKey = 4;
/** Holes that line noise tears into a tone. */
const hole = 4;
/** The level that edges reach to: this far below the loudest frame of the burst. */
const edgeDrop = 12;

export interface Tones {
  /** 425 Hz bursts of 0.7–1.4 s: the ring-back tone. */
  rings: Run[];
  /** Busy signals, each from its first to its last burst. */
  busy: Run[];
  keys: (Run & { key: string })[];
}

export function findTones(frames: Frames): Tones {
  const { tone, level } = frames;
  const loud = (frame: number) => (level[frame] ?? -120) > leastLevel;
  const bursts = bridge(
    runsWhere(tone.length, (at) => tone[at] === exchangeTone && loud(at)),
    hole,
  )
    .filter((run) => lengthOf(run) >= busy.shortest - 4)
    .map((run) => toEdges(run, level));
  const short = bursts.filter((run) => lengthOf(run) >= busy.shortest && lengthOf(run) <= busy.longest);
  const keys = runsWhere(tone.length, (at) => (tone[at] ?? 0) >= firstKeyTone && loud(at));
  return {
    rings: bursts.filter((run) => lengthOf(run) >= ring.shortest && lengthOf(run) <= ring.longest),
    // One short burst alone may be anything; a busy signal repeats.
    busy: bridge(short, busy.pause).filter((run) => lengthOf(run) > busy.longest),
    keys: keys.flatMap((run) => digitsOf(run, tone)).map((digit) => ({ ...toEdges(digit, level), key: digit.key })),
  };
}

/** A run may hold several digits without a pause: split where the code changes. */
function digitsOf(run: Run, tone: Uint8Array): (Run & { key: string })[] {
  const digits: (Run & { key: string })[] = [];
  for (let from = run.from; from < run.to; ) {
    let to = from + 1;
    while (to < run.to && tone[to] === tone[from]) to++;
    const key = keyOf(tone[from] ?? 0);
    if (key !== null && to - from >= shortestKey) digits.push({ from, to, key });
    from = to;
  }
  return digits;
}

/** Moves the edges out (at most 40 ms) to where the level falls: the 32 ms window of the spectrum blurs them. */
function toEdges({ from, to }: Run, level: Float32Array): Run {
  let top = -120;
  for (let at = from; at < to; at++) top = Math.max(top, level[at] ?? -120);
  const inside = (frame: number) => (level[frame] ?? -120) > top - edgeDrop;
  let [first, last] = [from, to];
  while (first > 0 && from - first < 4 && inside(first - 1)) first--;
  while (last < level.length && last - to < 4 && inside(last)) last++;
  return { from: first, to: last };
}
