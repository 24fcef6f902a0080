/** Prepares the chart of what a call consists of. */
import type { Measures } from '../api/shapes.ts';

const names = ['operator_talk', 'client_talk', 'overlap', 'silence', 'hold'] as const;
export type TalkBarName = (typeof names)[number];

/** Seconds of each part, in the order of the chart; parts that did not occur stay, as zero. */
export const talkBars = (measures: Measures): { name: TalkBarName; seconds: number }[] =>
  names.map((name) => ({ name, seconds: measures[name] }));
