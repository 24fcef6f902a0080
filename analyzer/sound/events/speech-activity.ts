/** Where somebody speaks on a channel: energy above a sliding floor, minus tones and music, with the voice to be heard in it. */
import { breathe } from '../breathe.ts';
import type { Frames } from '../frames/frame-format.ts';
import { activeLevel, levelHistogram } from './level-histogram.ts';
import { noiseFloor } from './noise-floor.ts';
import { bridge, lengthOf, type Run, runsWhere } from './runs.ts';

const aboveFloor = 9;
/** Below this there is only the noise of the codec: the floor of digital silence means nothing. */
const lowestFloor = -80;
/** Frames of 10 ms: pauses under 300 ms belong to the speech around them. */
const pause = 30;
/** Pauses from 150 ms on are not talk time. */
const shortPause = 15;
const shortest = 6;
/** An island of sound is speech when its loudest frames stand this far above the floor and some of it is voiced. */
const peakAboveFloor = 15;
const voicedFrames = 3;
/** What lies this far (dB) below the loud frames of its own phrase is breath, room or the other side. */
const dynamics = 33;
/** And this far below the active level of the whole channel, it is not the speaker at the telephone. */
const channelDynamics = 37;

/**
 * Speech of a channel and its talk time (the same without pauses of 150 ms and more); `excluded` marks frames of
 * tones and music (1: speech ends there) and of echo (2: a pause).
 * Gives way to other work on the way.
 */
export async function findSpeech(
  { level, pitch }: Frames,
  excluded: Uint8Array,
): Promise<{ speech: Run[]; talk: Run[] }> {
  const floor = await noiseFloor(level, excluded);
  for (let frame = 0; frame < floor.length; frame++) floor[frame] = Math.max(lowestFloor, floor[frame] ?? -120);
  const sounds = (frame: number) =>
    excluded[frame] === 0 && (level[frame] ?? -120) - (floor[frame] ?? -120) > aboveFloor;
  const loud = runsWhere(level.length, sounds);
  await breathe();
  const rough = bridgeUnless(excluded, loud);
  await breathe();
  const least = activeLevel(levelHistogram(level, rough)) - channelDynamics;
  const islands: Run[] = [];
  for (const run of rough) {
    islands.push(...withoutBreath(run, level, (frame) => sounds(frame) && (level[frame] ?? -120) > least));
    await breathe();
  }
  const speech: Run[] = [];
  for (const run of bridgeUnless(excluded, islands)) {
    if (isSpeech(run, level, floor, pitch)) speech.push(run);
    await breathe();
  }
  return { speech, talk: bridge(islandsWithin(islands, speech), shortPause) };
}

function isSpeech(run: Run, level: Float32Array, floor: Float32Array, pitch: Uint8Array): boolean {
  if (lengthOf(run) < shortest) return false;
  let voiced = 0;
  let loudest = 0;
  for (let frame = run.from; frame < run.to; frame++) {
    if ((pitch[frame] ?? 0) > 0) voiced++;
    loudest = Math.max(loudest, (level[frame] ?? -120) - (floor[frame] ?? -120));
  }
  return voiced >= voicedFrames && loudest >= peakAboveFloor;
}

/** The parts of a run (for which `sounds` holds) that are not far below its loud frames. */
function withoutBreath(run: Run, level: Float32Array, sounds: (frame: number) => boolean): Run[] {
  const sorted = level.slice(run.from, run.to).sort();
  const least = (sorted[Math.floor(sorted.length * 0.9)] ?? -120) - dynamics;
  const parts = runsWhere(lengthOf(run), (at) => sounds(run.from + at) && (level[run.from + at] ?? -120) > least);
  return parts.map(({ from, to }) => ({ from: from + run.from, to: to + run.from }));
}

/** The islands that lie in the accepted runs (both in order of time). */
function islandsWithin(islands: readonly Run[], runs: readonly Run[]): Run[] {
  let index = 0;
  return islands.filter((island) => {
    while ((runs[index]?.to ?? Number.POSITIVE_INFINITY) <= island.from) index++;
    return (runs[index]?.from ?? Number.POSITIVE_INFINITY) <= island.from;
  });
}

/** Joins over pauses, never across a tone or music. */
function bridgeUnless(excluded: Uint8Array, islands: Run[]): Run[] {
  const groups: Run[][] = [];
  let previousEnd = 0;
  for (const island of islands) {
    const cut = excluded.subarray(previousEnd, island.from).includes(1);
    const group = groups.at(-1);
    if (group && !cut) group.push(island);
    else groups.push([island]);
    previousEnd = island.to;
  }
  return groups.flatMap((group) => bridge(group, pause));
}
