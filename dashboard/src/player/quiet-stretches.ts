/** The stretches of a recording in which nobody speaks: what «skip silence» jumps over. */
import type { SoundReport } from '../api/shapes.ts';
import { join } from './sound-bars-data.ts';

export interface Stretch {
  start: number;
  end: number;
}

/** Shorter pauses belong to the speech, seconds. */
const shortest = 2;
/** So much of the silence stays on either side, so that words are not cut. */
const margin = 0.3;

/** Stretches without speech on any channel longer than two seconds, less their margins, in time order. */
export function quietStretches(sound: Pick<SoundReport, 'duration' | 'channels'>): Stretch[] {
  const speech = join(sound.channels.flatMap((channel) => channel.speech));
  const starts = [0, ...speech.map(({ end }) => end + margin)];
  const ends = [...speech.map(({ start }) => start - margin), sound.duration];
  return starts
    .map((start, index) => ({ start, end: ends[index] ?? sound.duration }))
    .filter(({ start, end }, index) => {
      const margins = (index > 0 ? margin : 0) + (index < speech.length ? margin : 0);
      return end - start + margins > shortest;
    });
}

/** Where to go on from `time`: the end of the quiet stretch it lies in, or null when it lies in none. */
export function afterSilence(stretches: readonly Stretch[], time: number): number | null {
  return stretches.find(({ start, end }) => start <= time && time < end - 0.05)?.end ?? null;
}
