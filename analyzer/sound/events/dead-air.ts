/** Dead air: seconds in which nobody speaks and nothing plays, on any channel. Source: notes «Audio», section 7. */
import { bridge, lengthOf, type Run } from './runs.ts';

/** Frames of 10 ms: 4 s. */
const shortest = 400;
/** The pause of a ring-back train is up to 5 s: the line is ringing, not dead. */
const ringPause = 550;

/**
 * Gaps of at least 4 s between the first and the last of `sounds` (speech, music, tones of all channels); silence before and after
 * the conversation is not dead air. The pauses between `rings` count as ringing.
 */
export function findDeadAir(sounds: readonly Run[], rings: readonly Run[]): Run[] {
  const byStart = (a: Run, b: Run) => a.from - b.from;
  const ringing = bridge([...rings].sort(byStart), ringPause);
  const filled = bridge([...sounds, ...ringing].sort(byStart), 1);
  return filled
    .slice(1)
    .map((run, index) => ({ from: filled[index]?.to ?? run.from, to: run.from }))
    .filter((gap) => lengthOf(gap) >= shortest);
}
