/** Legs: what an exchange writes of one attempt to reach somebody. The legs of a call together tell who talked and who waited. */
import type { TelephonyCall } from '../telephony-call.ts';
import { grouped } from './grouped.ts';

export interface Leg {
  /** Legs of one call share it. */
  group: string;
  ids: string[];
  recordings: string[];
  direction?: 'incoming' | 'outgoing' | undefined;
  startedAt?: Date | undefined;
  /** Absent: nobody answered. */
  answeredAt?: Date | undefined;
  endedAt?: Date | undefined;
  /** Internal number of the company's side of this leg. */
  extension?: string | undefined;
  operatorName?: string | undefined;
  clientPhone?: string | undefined;
  queue?: string | undefined;
  /** True: the leg is the waiting in a queue and no talk. */
  waiting?: boolean | undefined;
  /** Seconds, where the exchange measures them itself; null: its times do not tell them, so they must not be reckoned. */
  ringSeconds?: number | null | undefined;
  queueSeconds?: number | null | undefined;
  transferSeconds?: number | undefined;
  wrapUpSeconds?: number | undefined;
}

/** Legs of one group that begin further apart than this are two calls: some exchanges count from one again. */
const longestCallMs = 12 * 3_600_000;
/** The files of an exchange round their times differently: answers so near to each other are one answer. */
const sameAnswerMs = 2_000;

/** Calls out of legs, in the order of their first legs; the legs of a call may come from several files. */
export function callsOf(legs: readonly Leg[]): TelephonyCall[] {
  return [...grouped(legs, ({ group }) => group).values()].flatMap(apart).map(callOf);
}

/** Cuts the legs of a group where more than the longest call lies between two of them. */
function apart(legs: readonly Leg[]): Leg[][] {
  const begin = (leg: Leg) => leg.startedAt?.getTime() ?? 0;
  const parts: Leg[][] = [];
  for (const leg of legs.toSorted((a, b) => begin(a) - begin(b))) {
    const part = parts.at(-1);
    const before = part?.at(-1);
    if (part && before && (begin(before) === 0 || begin(leg) - begin(before) <= longestCallMs)) part.push(leg);
    else parts.push([leg]);
  }
  return parts;
}

/**
 * One call out of its legs. The operator is who talked first: the standard's greeting is theirs. Ringing is that of the leg
 * that was answered; waiting counts from the first leg of a call that went through a queue (or rang several people) to that answer.
 * Where several files tell of that answer, each gives what the others do not know, and what was measured comes before what is reckoned.
 */
function callOf(legs: readonly Leg[]): TelephonyCall {
  const talks = legs.filter((leg) => !leg.waiting && leg.answeredAt !== undefined).sort(byAnswer);
  const talk = talks[0] ?? legs.find((leg) => !leg.waiting) ?? legs[0];
  const same = talk === undefined ? [] : [talk, ...talks.slice(1).filter((one) => isSameTalk(talk, one))];
  const begin = first(legs.map(({ startedAt }) => startedAt));
  const queue = told(same, 'queue') ?? told(legs, 'queue');
  const direction = told(same, 'direction') ?? told(legs, 'direction');
  const incoming = direction !== 'outgoing';
  const queued = legs.some(({ waiting }) => waiting) || (queue !== undefined && legs.length > same.length);
  return {
    ids: unique(legs.flatMap(({ ids }) => ids)),
    recordings: unique(legs.flatMap(({ recordings }) => recordings)),
    direction,
    startedAt: talk?.answeredAt ?? begin,
    endedAt: last(legs.map(({ endedAt }) => endedAt)),
    extension: told(same, 'extension'),
    operatorName: told(same, 'operatorName'),
    clientPhone: told(same, 'clientPhone') ?? told(legs, 'clientPhone'),
    queue,
    ringSeconds: seconds(same, 'ringSeconds', (leg) => (incoming ? between(leg.startedAt, leg.answeredAt) : undefined)),
    queueSeconds: seconds(same, 'queueSeconds', (leg) =>
      incoming && queued ? between(begin, leg.answeredAt) : undefined,
    ),
    transferSeconds: told(legs, 'transferSeconds'),
    // The work of whoever took the call over is not the operator's.
    wrapUpSeconds: told(
      legs.filter((leg) => leg.answeredAt === undefined || same.includes(leg)),
      'wrapUpSeconds',
    ),
  };
}

/** The same answer as another file of the exchange has it, and not that of somebody else. */
function isSameTalk(talk: Leg, other: Leg): boolean {
  const near = Math.abs((other.answeredAt?.getTime() ?? 0) - (talk.answeredAt?.getTime() ?? 0)) <= sameAnswerMs;
  return near && (talk.extension === undefined || other.extension === undefined || talk.extension === other.extension);
}

function told<K extends keyof Leg>(legs: readonly Leg[], field: K): Leg[K] | undefined {
  return legs.find((leg) => leg[field] !== undefined)?.[field];
}

/** The first that was measured; else what the times of a leg tell that does not forbid to reckon (null). */
function seconds(
  legs: readonly Leg[],
  field: 'ringSeconds' | 'queueSeconds',
  reckon: (leg: Leg) => number | undefined,
): number | undefined {
  const measured = legs.find((leg) => typeof leg[field] === 'number')?.[field];
  if (typeof measured === 'number') return measured;
  const open = legs.find((leg) => leg[field] === undefined);
  return open && reckon(open);
}

const between = (from: Date | undefined, to: Date | undefined) =>
  from && to && to >= from ? (to.getTime() - from.getTime()) / 1000 : undefined;
const byAnswer = (a: Leg, b: Leg) => (a.answeredAt?.getTime() ?? 0) - (b.answeredAt?.getTime() ?? 0);
const unique = (list: readonly string[]) => [...new Set(list.filter((one) => one !== ''))];
const times = (list: readonly (Date | undefined)[]) =>
  list.filter((one) => one !== undefined).map((one) => one.getTime());
const first = (list: readonly (Date | undefined)[]) =>
  times(list).length ? new Date(Math.min(...times(list))) : undefined;
const last = (list: readonly (Date | undefined)[]) =>
  times(list).length ? new Date(Math.max(...times(list))) : undefined;
