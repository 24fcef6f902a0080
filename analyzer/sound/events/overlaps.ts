/** Where both sides speak at once, who came in, and whether the other one was cut short. Source: notes «Audio», section 8. */
import { lengthOf, type Run } from './runs.ts';

/** Frames of 10 ms. */
const shortest = 15;
/** Less common sound than this at a turn change is impatience, not an interruption. */
const interruptionOverlap = 30;
const insideTurn = 30;
const yieldsWithin = 90;
const goesOn = 60;

export interface OverlapRun extends Run {
  /** Index (0 or 1) of the channel that came in. */
  by: 0 | 1;
  interruption: boolean;
}

/**
 * Overlaps of at least 150 ms between the speech of two channels. An interruption is claimed when the one who comes in does so
 * at least 0.3 s into the other's speech, the other stops 0.3–0.9 s later and the talker goes on for at least 0.6 s.
 * The sound cannot tell whether the phrase was finished: an accusation needs the words as well.
 */
export function findOverlaps(first: readonly Run[], second: readonly Run[]): OverlapRun[] {
  const overlaps: OverlapRun[] = [];
  let i = 0;
  let j = 0;
  for (let a = first[0], b = second[0]; a && b; a = first[i], b = second[j]) {
    const both = { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
    if (lengthOf(both) >= shortest) {
      const by = b.from >= a.from ? 1 : 0;
      overlaps.push({ ...both, by, interruption: by === 1 ? interrupts(b, a) : interrupts(a, b) });
    }
    if (a.to <= b.to) i++;
    else j++;
  }
  return overlaps;
}

function interrupts(talker: Run, other: Run): boolean {
  const together = other.to - talker.from;
  return (
    talker.from - other.from >= insideTurn &&
    together >= interruptionOverlap &&
    together <= yieldsWithin &&
    talker.to - other.to >= goesOn
  );
}
