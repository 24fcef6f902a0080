/** Legs: what an exchange writes of one attempt to reach somebody. The legs of a call together tell who talked and who waited. */
import type { TelephonyCall } from '../telephony-call.ts';

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

/** Calls out of legs, in the order of their first legs. */
export function callsOf(legs: readonly Leg[]): TelephonyCall[] {
  const groups = new Map<string, Leg[]>();
  for (const leg of legs) groups.set(leg.group, [...(groups.get(leg.group) ?? []), leg]);
  return [...groups.values()].map(callOf);
}

/**
 * One call out of its legs. The operator is who talked first: the standard's greeting is theirs. Ringing is that of the leg
 * that was answered; waiting counts from the first leg of a call that went through a queue (or rang several people) to that answer.
 */
function callOf(legs: readonly Leg[]): TelephonyCall {
  const talks = legs.filter((leg) => !leg.waiting && leg.answeredAt !== undefined).sort(byAnswer);
  const talk = talks[0] ?? legs.find((leg) => !leg.waiting) ?? legs[0];
  const begin = first(legs.map(({ startedAt }) => startedAt));
  const queue = talk?.queue ?? legs.find((leg) => leg.queue !== undefined)?.queue;
  const direction = talk?.direction ?? legs.find((leg) => leg.direction !== undefined)?.direction;
  const incoming = direction !== 'outgoing';
  const queued = legs.some(({ waiting }) => waiting) || (queue !== undefined && legs.length > 1);
  const between = (from: Date | undefined, to: Date | undefined) =>
    from && to && to >= from ? (to.getTime() - from.getTime()) / 1000 : undefined;
  return {
    ids: unique(legs.flatMap(({ ids }) => ids)),
    recordings: unique(legs.flatMap(({ recordings }) => recordings)),
    direction,
    startedAt: talk?.answeredAt ?? begin,
    endedAt: last(legs.map(({ endedAt }) => endedAt)),
    extension: talk?.extension,
    operatorName: talk?.operatorName,
    clientPhone: talk?.clientPhone ?? legs.find((leg) => leg.clientPhone !== undefined)?.clientPhone,
    queue,
    ringSeconds: told(talk?.ringSeconds, incoming ? between(talk?.startedAt, talk?.answeredAt) : undefined),
    queueSeconds: told(talk?.queueSeconds, incoming && queued ? between(begin, talk?.answeredAt) : undefined),
    transferSeconds: legs.find((leg) => leg.transferSeconds !== undefined)?.transferSeconds,
    wrapUpSeconds: legs.find((leg) => leg.wrapUpSeconds !== undefined)?.wrapUpSeconds,
  };
}

const told = (measured: number | null | undefined, reckoned: number | undefined) =>
  measured === undefined ? reckoned : (measured ?? undefined);
const byAnswer = (a: Leg, b: Leg) => (a.answeredAt?.getTime() ?? 0) - (b.answeredAt?.getTime() ?? 0);
const unique = (list: readonly string[]) => [...new Set(list.filter((one) => one !== ''))];
const times = (list: readonly (Date | undefined)[]) =>
  list.filter((one) => one !== undefined).map((one) => one.getTime());
const first = (list: readonly (Date | undefined)[]) =>
  times(list).length ? new Date(Math.min(...times(list))) : undefined;
const last = (list: readonly (Date | undefined)[]) =>
  times(list).length ? new Date(Math.max(...times(list))) : undefined;
