/** Seconds, counts and rates of a call. */
import type { Course } from '../course/read-course.ts';
import type { Call, Speaker } from '../domain/call.ts';
import { intersectIntervals, totalLength } from '../domain/interval.ts';
import type { Measures } from '../domain/scored-call.ts';
import type { Interval, SoundReport } from '../domain/sound-report.ts';
import type { Token } from '../language/tokens.ts';

const round = (seconds: number): number => Math.round(seconds * 100) / 100;

export interface SpeechRates {
  operator: number | null;
  client: number | null;
}

/** Talk time of a side: where the channel's speech without short pauses was measured, the side's share of it. */
function talkTime(role: 'operator' | 'client', spoken: readonly Interval[], sound: SoundReport | null): number {
  const channel = sound?.channels.find((candidate) => candidate.role === role);
  const seconds = totalLength(spoken);
  if (channel?.talk === undefined) return seconds;
  const whole = totalLength(channel.speech);
  return whole === 0 ? 0 : (channel.talk * seconds) / whole;
}

const vowels = new Set('аеиоуыэюя');

const cacheLimit = 200_000;
const counted = new Map<number, number>();

/** Counted once a form. */
function syllablesOf({ form, norm }: Token): number {
  const known = counted.get(form);
  if (known !== undefined) return known;
  const syllables = syllablesIn(norm);
  if (counted.size >= cacheLimit) counted.clear();
  counted.set(form, syllables);
  return syllables;
}

/** Digits are spoken as words: about two syllables a digit. */
function syllablesIn(norm: string): number {
  if (/^\d/.test(norm)) return 2 * norm.replace(/\D/g, '').length;
  let syllables = 0;
  for (let i = 0; i < norm.length; i += 1) if (vowels.has(norm.charAt(i))) syllables += 1;
  return syllables;
}

/** Syllables a minute of talk (notes/audio.md, 8: vowel letters by time of activity); null below `leastSeconds` of talk. */
export function speechRates(
  tokens: readonly Token[],
  course: Course,
  sound: SoundReport | null,
  leastSeconds: number,
): SpeechRates {
  const rate = (speaker: Speaker, seconds: number): number | null => {
    if (seconds < leastSeconds) return null;
    const syllables = tokens.reduce((sum, token) => sum + (token.speaker === speaker ? syllablesOf(token) : 0), 0);
    return syllables === 0 ? null : (60 * syllables) / seconds;
  };
  const { timeline } = course;
  return {
    operator: rate('operator', talkTime('operator', timeline.operator, sound)),
    client: rate('client', talkTime('client', timeline.client, sound)),
  };
}

/** @param deadAirFrom silence outside holds longer than this is counted, seconds */
export function measureCall(
  call: Call,
  course: Course,
  sound: SoundReport | null,
  rates: SpeechRates,
  deadAirFrom: number,
): Measures {
  const { timeline, holds, deadAir, interruptions } = course;
  const silence = deadAir.map(({ start, end }) => end - start);
  const onHold = holds.map(({ start, end }) => ({ start, end }));
  return {
    operator_talk: round(talkTime('operator', timeline.operator, sound)),
    client_talk: round(talkTime('client', timeline.client, sound)),
    overlap: round(timeline.overlap),
    silence: round(silence.reduce((sum, seconds) => sum + seconds, 0)),
    longest_silence: round(Math.max(0, ...silence)),
    hold: round(
      totalLength(intersectIntervals(onHold, [{ start: 0, end: Math.max(timeline.duration, lastEnd(call)) }])),
    ),
    dead_air_over_20s: silence.filter((seconds) => seconds > deadAirFrom).length,
    interruptions: interruptions.length,
    operator_syllables_per_minute: rates.operator === null ? null : Math.round(rates.operator),
    client_syllables_per_minute: rates.client === null ? null : Math.round(rates.client),
  };
}

const lastEnd = ({ segments }: Call): number => Math.max(0, ...segments.map(({ end }) => end));
