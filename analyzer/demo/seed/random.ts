/** Chance that repeats itself: the same name gives the same draws on every machine. Pure. */
import { hashOf } from '../../platform/ids.ts';

export interface Random {
  /** 0…1, without 1. */
  next(): number;
  chance(probability: number): boolean;
  between(low: number, high: number): number;
  /** A whole number low…high, both included. */
  whole(low: number, high: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
}

/** A generator of its own for every name (mulberry32 over a hash of the name's parts). */
export function randomOf(...name: string[]): Random {
  let state = Number.parseInt(hashOf(...name).slice(0, 8), 16);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + next() * (high - low);
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    whole,
    chance: (probability) => next() < probability,
    pick: ([first, ...rest]) => rest[whole(0, rest.length) - 1] ?? first,
  };
}
