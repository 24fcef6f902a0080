/** What the bars under the wave form show: prepared here, drawn elsewhere. */
import type { SoundReport } from '../api/shapes.ts';

interface Interval {
  start: number;
  end: number;
}

/** In the order in which they are drawn. */
export const kinds = ['speech', 'pause', 'music', 'overlap'] as const;

interface Bar extends Interval {
  kind: (typeof kinds)[number];
}

export interface BarRow {
  name: 'operator' | 'client' | 'mixed' | 'pauses';
  bars: Bar[];
}

const as = (kind: Bar['kind'], intervals: readonly Interval[]): Bar[] =>
  intervals.map(({ start, end }) => ({ kind, start, end }));

/** One row of speech a channel (interruptions on the row of who interrupted) and one of pauses and hold music. */
export function barRows(sound: SoundReport): BarRow[] {
  const rows: BarRow[] = sound.channels.map(({ role, speech }) => ({
    name: role,
    bars: [
      ...as('speech', speech),
      ...as(
        'overlap',
        sound.overlaps.filter(({ by, interruption }) => interruption && by === role),
      ),
    ],
  }));
  const music = sound.channels.flatMap((channel) => channel.music);
  return [...rows, { name: 'pauses', bars: [...as('pause', sound.dead_air), ...as('music', join(music))] }];
}

/** Height of the drawing that `barPath` fills; its width is the recording in seconds. */
export const barHeight = 10;

/** The bars of one kind as one path (an hour has thousands); empty when there are none. */
export function barPath(bars: readonly Bar[], kind: Bar['kind']): string {
  // A pause is thin, music is full: told apart without colour too.
  const [top, bottom] = kind === 'pause' ? [3, 7] : [0, barHeight];
  return bars
    .filter((bar) => bar.kind === kind)
    .map(({ start, end }) => `M${start} ${top}H${end}V${bottom}H${start}Z`)
    .join('');
}

/** Sums for the words beside the bars, in seconds. */
export function barSums(sound: SoundReport) {
  const total = (intervals: readonly Interval[]) => intervals.reduce((sum, { start, end }) => sum + end - start, 0);
  return {
    speech: sound.channels.map(({ role, speech }) => ({ role, seconds: total(speech) })),
    deadAir: { count: sound.dead_air.length, seconds: total(sound.dead_air) },
    music: total(join(sound.channels.flatMap((channel) => channel.music))),
    overlaps: sound.overlaps.length,
  };
}

/** Music that both channels carry is one piece of music. */
export function join(intervals: readonly Interval[]): Interval[] {
  const joined: Interval[] = [];
  for (const { start, end } of [...intervals].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}
