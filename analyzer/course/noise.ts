/** Words that nobody said: recognised in hold music and ring tones, or invented by the recogniser. They are not judged. */
import type { Call } from '../domain/call.ts';
import { intersectIntervals, totalLength } from '../domain/interval.ts';
import type { SoundReport } from '../domain/sound-report.ts';
import type { Token } from '../language/tokens.ts';
import type { PhraseFinder } from './course-phrases.ts';

/** A segment lies in music or tones when they fill this share of its time, and speech less than the second. */
const noiseShare = 0.8;
const speechShare = 0.3;
/** An invented tail may bring a word or two of its own («Субтитры сделал …»). */
const tailWords = 3;

/** Indexes of the segments whose words must neither penalise nor credit anybody. */
export function findNoise(
  call: Call,
  tokens: readonly Token[],
  phrases: PhraseFinder,
  sound: SoundReport | null,
): ReadonlySet<number> {
  const noise = new Set<number>();
  for (const heard of phrases.find('invented', 'operator', 'client', 'specialist', 'ivr')) {
    const words = tokens.filter(({ segment }) => segment === heard.segment).length;
    if (words - heard.text.split(/\s+/).length <= tailWords) noise.add(heard.segment);
  }
  if (!sound) return noise;
  const tones = sound.channels.flatMap(({ music, rings, busy }) => [...music, ...rings, ...(busy ?? [])]);
  const speech = sound.channels.flatMap((channel) => channel.speech);
  call.segments.forEach(({ start, end }, index) => {
    const share = (intervals: readonly { start: number; end: number }[]): number =>
      totalLength(intersectIntervals([{ start, end }], intervals)) / (end - start);
    if (end > start && share(tones) >= noiseShare && share(speech) < speechShare) noise.add(index);
  });
  return noise;
}
