/** One call of the demo history, composed of invented lines and parts of the samples by its operator's habits. */

import type { CallMetadata, Segment, Speaker } from '../../domain/call.ts';
import { deterministicUuid } from '../../platform/ids.ts';
import { momentOf } from './calendar.ts';
import { drawOperator, type SeedOperator } from './operators.ts';
import {
  farewell,
  fill,
  fillers,
  greeting,
  identity,
  type Line,
  type OperatorLine,
  thanksForWaiting,
  thanksOfClient,
  topics,
} from './phrases.ts';
import { type Random, randomOf } from './random.ts';
import { type SampleParts, shifted } from './sample-parts.ts';

export interface SeedCall {
  id: string;
  externalId: string;
  day: string;
  metadata: CallMetadata & { started_at: string; duration: number };
  segments: Segment[];
}

/** Everything that calls of one history share. */
export interface SeedMaterial {
  seed: string;
  /** Calls twice as long with several times the faults. */
  long?: boolean | undefined;
  operators: readonly [SeedOperator, ...SeedOperator[]];
  parts: SampleParts;
}

/** Identity of the call number `slot` of a day: the same whatever else is made, so that a history can be continued. */
export const seedCallId = (seed: string, day: string, slot: number) =>
  deterministicUuid('seed', seed, day, String(slot));

/** Makes the call number `slot` of a day. Pure: the same arguments give the same call. */
export function composeCall(
  { seed, long = false, operators, parts }: SeedMaterial,
  day: string,
  slot: number,
): SeedCall {
  const random = randomOf('call', seed, day, String(slot));
  const drawn = drawOperator(operators, random);
  const operator = long ? { ...drawn, habits: hurried(drawn.habits) } : drawn;
  const { startedAt, hour } = momentOf(day, random);
  const hello = hour < 12 ? 'Доброе утро' : hour < 18 ? 'Добрый день' : 'Добрый вечер';
  const talk = talkOf({ name: operator.name, hello, habits: operator.habits, random });

  const isAnnounced = random.chance(0.3);
  if (isAnnounced) talk.play(parts.announcement);
  talk.say(greeting, operator.habits.shortGreeting);
  if (random.chance(operator.habits.quarrel)) talk.play(parts.quarrel);
  else {
    const [[first, ...rest] = [], ...others] = topicsFor(random, long ? [7, 11] : [1, 4]);
    if (first) talk.say(first);
    for (const line of [...identity, ...rest]) talk.say(line);
    // What comes up later is answered at once.
    for (const line of others.flat()) if (line !== thanksForWaiting) talk.say(line);
    if (random.chance(0.4)) {
      talk.play(random.pick(random.chance(operator.habits.careless) ? parts.careless : parts.calm));
    }
    talk.say(thanksOfClient);
    for (const line of farewell) talk.say(line, operator.habits.shortFarewell);
  }
  const segments = talk.segments;
  const duration = Math.round(((segments.at(-1)?.end ?? 0) + random.between(0.3, 1.5)) * 1000) / 1000;
  return {
    id: seedCallId(seed, day, slot),
    externalId: `demo-${day}-${String(slot + 1).padStart(4, '0')}`,
    day,
    metadata: {
      direction: 'incoming',
      started_at: startedAt,
      duration,
      operator: { id: operator.id, name: operator.name },
      ring_seconds: random.whole(2, 14),
      queue_seconds: random.whole(0, 150),
      wrap_up_seconds: random.whole(4, 70),
      ...(isAnnounced ? { recording_notice_in_ivr: true, company_in_ivr: true } : {}),
    },
    segments,
  };
}

/** The same operator on a bad day. */
const hurried = (habits: SeedOperator['habits']): SeedOperator['habits'] => ({
  ...habits,
  careless: Math.min(1, habits.careless + 0.3),
  filler: Math.min(1, habits.filler + 0.4),
});

/** Different topics, as many as there are from `least` to `most`. */
function topicsFor(random: Random, [least, most]: [number, number]): (readonly Line[])[] {
  const from = random.whole(0, topics.length - 1);
  return Array.from({ length: random.whole(least, most) }, (_, i) => topics[(from + i) % topics.length] ?? topics[0]);
}

/** Lays lines one after another in time. */
function talkOf(setting: { name: string; hello: string; habits: SeedOperator['habits']; random: Random }) {
  const { habits, random } = setting;
  const segments: Segment[] = [];
  let now = random.between(0.8, 2.5);
  const speak = (speaker: Speaker, text: string, pace: number) => {
    const segment = spoken(speaker, text, now, pace, random);
    segments.push(segment);
    now = segment.end + random.between(0.2, 1.1);
  };
  const wordingOf = (line: OperatorLine, careless: number) => {
    const isCareless = random.chance(careless);
    const text = fill(random.pick(isCareless ? line.careless : line.careful), setting, random.pick);
    return random.chance(habits.filler * 0.5)
      ? `${random.pick(fillers)}${text[0]?.toLowerCase()}${text.slice(1)}`
      : text;
  };
  return {
    segments,
    say(line: Line, careless = habits.careless): void {
      if (line.says === 'client') {
        speak('client', fill(random.pick(line.text), setting, random.pick), 1);
        return;
      }
      const isSilent = line.looksUp === true && random.chance(habits.silentHold);
      if (!isSilent) speak('operator', wordingOf(line, careless), habits.pace);
      if (line.looksUp) now += isSilent ? random.between(6, 45) : random.between(3, 25);
    },
    play(part: readonly Segment[]): void {
      for (const segment of part) segments.push(confident(shifted(segment, now), random));
      now = Math.max(now, ...segments.slice(-part.length).map(({ end }) => end)) + random.between(0.3, 1.2);
    },
  };
}

const milliseconds = (seconds: number) => Math.round(seconds * 1000) / 1000;
/** What a recogniser would say of its words: two decimals. */
const confidenceOf = (random: Random) => random.whole(78, 99) / 100;

const confident = (segment: Segment, random: Random): Segment => ({
  ...segment,
  words: (segment.words ?? []).map((word) => ({ ...word, confidence: confidenceOf(random) })),
});

/** A segment whose words last as long as they have letters. */
function spoken(speaker: Speaker, text: string, start: number, pace: number, random: Random): Segment {
  let now = start;
  const words = text.split(/\s+/).map((part) => {
    const word = part.replace(/[.,!?:]+$/, '');
    const begin = now;
    now += (0.1 + word.length * 0.062) / pace;
    const end = now;
    now += /[.,!?:]$/.test(part) ? 0.25 : 0;
    return { text: word, start: milliseconds(begin), end: milliseconds(end), confidence: confidenceOf(random) };
  });
  return { speaker, start: milliseconds(start), end: words.at(-1)?.end ?? milliseconds(start), text, words };
}
