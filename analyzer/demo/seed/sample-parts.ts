/** Talks of the sample recordings without their greetings and farewells: the bodies of some calls of the demo history. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { callSchema, type Segment } from '../../domain/call.ts';
import { samplesFolder } from '../demo.ts';

export interface SampleParts {
  calm: readonly [Segment[], ...Segment[][]];
  careless: readonly [Segment[], ...Segment[][]];
  quarrel: Segment[];
  announcement: Segment[];
}

/** Reads the parts; their places in the samples are fixed, like the samples themselves. */
export async function readSampleParts(): Promise<SampleParts> {
  const part = async (name: string, from: number, to: number): Promise<Segment[]> => {
    const text = await readFile(join(samplesFolder, `${name}.transcript.json`), 'utf8');
    const segments = callSchema.parse(JSON.parse(text)).segments.slice(from, to);
    const begin = segments[0]?.start ?? 0;
    return segments.map((segment) => shifted(segment, -begin));
  };
  return {
    calm: [await part('01_perfect', 1, 17), await part('11_mono', 1, 16), await part('14_ivr_rings', 4, 10)],
    careless: [await part('03_lexis', 1, 19), await part('07_hold_dead_air', 1, 13)],
    quarrel: await part('05_conflict_bad', 1, 16),
    announcement: await part('14_ivr_rings', 0, 3),
  };
}

/** The segment `by` seconds later, to the millisecond, as the store keeps it. */
export function shifted(segment: Segment, by: number): Segment {
  const move = (time: number) => Math.max(0, Math.round((time + by) * 1000) / 1000);
  const words = segment.words?.map((word) => ({ ...word, start: move(word.start), end: move(word.end) }));
  return { ...segment, start: move(segment.start), end: move(segment.end), ...(words ? { words } : {}) };
}
