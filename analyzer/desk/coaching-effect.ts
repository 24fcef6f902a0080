/** Whether coaching helped: the share of calls with the fault before and after, compared with their uncertainty. Pure. */
import type { Effect, EffectSide } from '../domain/effect.ts';

/** Calls of one side, and how many of them have the fault. */
export interface Counted {
  calls: number;
  faulty: number;
}

/** Of fewer calls on a side nothing is said. */
const leastCalls = 10;
/** 97.5 % point of the normal distribution: intervals of 95 %. */
const z = 1.959964;

/** 95 % Wilson interval of a share (Wilson 1927; holds for small numbers and for shares near 0 and 1). */
export function wilson({ calls, faulty }: Counted): { low: number; high: number } | null {
  if (calls === 0) return null;
  const share = faulty / calls;
  const spread = z * Math.sqrt((share * (1 - share)) / calls + (z * z) / (4 * calls * calls));
  const middle = share + (z * z) / (2 * calls);
  const whole = 1 + (z * z) / calls;
  return { low: Math.max(0, (middle - spread) / whole), high: Math.min(1, (middle + spread) / whole) };
}

/** Compares by Newcombe's interval of a difference of shares (1998, method 10: from the two Wilson intervals). */
export function coachingEffect(before: Counted, after: Counted, basis: Effect['basis']): Effect {
  const sides = { basis, before: sideOf(before), after: sideOf(after) };
  const [from, to] = [wilson(before), wilson(after)];
  if (from === null || to === null) return { ...sides, difference: null, verdict: 'too_few' };
  const [p, q] = [before.faulty / before.calls, after.faulty / after.calls];
  const value = q - p;
  const low = value - Math.hypot(q - to.low, from.high - p);
  const high = value + Math.hypot(to.high - q, p - from.low);
  const difference = { value: round(value), low: round(low), high: round(high) };
  if (Math.min(before.calls, after.calls) < leastCalls) return { ...sides, difference, verdict: 'too_few' };
  return { ...sides, difference, verdict: high < 0 ? 'improved' : low > 0 ? 'worse' : 'unchanged' };
}

/** One call of the operator: before or after the note, and whether the lot drew it. */
export interface ComparedCall {
  faulty: boolean;
  after: boolean;
  drawn: boolean;
}

/**
 * The effect over calls: those drawn by lot alone when there are enough of them on both sides (they are unbiased), otherwise
 * all of them.
 */
export function effectOfCalls(calls: readonly ComparedCall[]): Effect {
  const count = (chosen: readonly ComparedCall[], after: boolean): Counted => {
    const side = chosen.filter((call) => call.after === after);
    return { calls: side.length, faulty: side.filter(({ faulty }) => faulty).length };
  };
  const drawn = calls.filter((call) => call.drawn);
  const enough = [true, false].every((after) => count(drawn, after).calls >= leastCalls);
  const chosen = enough ? drawn : calls;
  return coachingEffect(count(chosen, false), count(chosen, true), enough ? 'sample' : 'all');
}

function sideOf(side: Counted): EffectSide {
  const interval = wilson(side);
  return {
    ...side,
    rate: side.calls === 0 ? null : round(side.faulty / side.calls),
    low: interval === null ? null : round(interval.low),
    high: interval === null ? null : round(interval.high),
  };
}

const round = (share: number) => Math.round(share * 10_000) / 10_000;
