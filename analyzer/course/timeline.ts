/** Who is heard when: from the sound of the recording where it was measured, otherwise from the transcript's segments. */
import type { Call, Segment, Speaker } from '../domain/call.ts';
import { intersectIntervals, joinIntervals, subtractIntervals, totalLength } from '../domain/interval.ts';
import type { Interval, Overlap, SoundReport } from '../domain/sound-report.ts';

export interface Timeline {
  source: 'sound' | 'segments';
  /** Both voices on one channel, or the speakers are only guessed: nobody is accused of speaking over the other. */
  mono: boolean;
  duration: number;
  /** Speech of the operator without announcements of the machine and without the specialist. */
  operator: Interval[];
  client: Interval[];
  /** Speech of the company's side: operator and specialist. */
  company: Interval[];
  music: Interval[];
  rings: Interval[];
  /** Seconds in which both sides speak. */
  overlap: number;
  overlaps: Overlap[];
  /** Stretches in which nobody speaks and neither music nor a tone is heard, between the first and the last speech. */
  silence: Interval[];
}

/** Segments' borders are rough: an announcement is cut out of the operator's channel with this margin, seconds. */
const margin = 0.25;

export function readTimeline(call: Call, sound: SoundReport | null): Timeline {
  const spoken = (speaker: Speaker): Interval[] => speakerIntervals(call.segments, speaker);
  const bySegments = () => {
    const operator = spoken('operator');
    return { operator, client: spoken('client'), company: joinIntervals([...operator, ...spoken('specialist')]) };
  };
  if (!sound) return segmentTimeline(call, bySegments());
  const mono =
    call.roles_uncertain === true || sound.channels.length === 1 || sound.channels.some(({ role }) => role === 'mixed');
  const heard = (role: 'operator' | 'client' | 'mixed'): Interval[] =>
    joinIntervals(sound.channels.filter((channel) => channel.role === role).flatMap(({ speech }) => speech));
  const music = joinIntervals(sound.channels.flatMap((channel) => channel.music));
  const rings = joinIntervals(sound.channels.flatMap((channel) => channel.rings));
  const company = subtractIntervals(heard('operator'), widen(spoken('ivr')));
  const sides = mono
    ? bySegments()
    : { operator: subtractIntervals(company, widen(spoken('specialist'))), client: heard('client'), company };
  const speech = mono ? sound.channels.flatMap((channel) => channel.speech) : [...company, ...sides.client];
  return {
    source: 'sound',
    mono,
    duration: sound.duration,
    ...sides,
    music,
    rings,
    overlap: mono ? 0 : totalLength(intersectIntervals(company, sides.client)),
    overlaps: mono ? [] : sound.overlaps,
    silence: gapsBetween(sides.company, [...speech, ...spoken('ivr'), ...music, ...rings]),
  };
}

function segmentTimeline(call: Call, sides: Pick<Timeline, 'operator' | 'client' | 'company'>): Timeline {
  const all = call.segments.map(({ start, end }) => ({ start, end }));
  return {
    source: 'segments',
    mono: call.roles_uncertain === true,
    duration: call.duration ?? Math.max(0, ...all.map(({ end }) => end)),
    ...sides,
    music: [],
    rings: [],
    overlap: totalLength(intersectIntervals(sides.company, sides.client)),
    overlaps: [],
    silence: gapsBetween(sides.company, all),
  };
}

/** The words' own times where the transcript has them: a segment may hold a pause of many seconds. */
function speakerIntervals(segments: readonly Segment[], speaker: Speaker): Interval[] {
  return joinIntervals(
    segments
      .filter((segment) => segment.speaker === speaker && segment.text.trim() !== '')
      .flatMap((segment) =>
        segment.words?.length ? wordIntervals(segment) : [{ start: segment.start, end: segment.end }],
      ),
  );
}

/** Pauses between words shorter than this belong to the speech, seconds. */
const wordPause = 1;

function wordIntervals(segment: Segment): Interval[] {
  return joinIntervals(segment.words ?? [], wordPause);
}

const widen = (intervals: readonly Interval[]): Interval[] =>
  intervals.map(({ start, end }) => ({ start: start - margin, end: end + margin }));

/** Gaps in what is heard from the first word of the company's side on: before it the client listens to the machine. */
function gapsBetween(company: readonly Interval[], heard: readonly Interval[]): Interval[] {
  const first = company[0]?.start;
  if (first === undefined) return [];
  const last = Math.max(...heard.map(({ end }) => end));
  return subtractIntervals([{ start: first, end: last }], heard);
}
