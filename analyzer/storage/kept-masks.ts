/** How many places of a call's words are hidden, as read a moment ago: a player asks with every piece of sound. */
import { boundedMap } from '#platform';
import type { CallToRead } from './facts/call-facts.ts';
import { longestKeptMs, runKey } from './kept-facts.ts';

const mostKept = 10_000;

/**
 * Reads through memory. Kept is what is known of the run that the ledger names; «never looked through» (null) is asked again
 * each time. All is forgotten when the generation of the facts moves, and each after ten minutes.
 */
export function keptMasks(
  read: (call: CallToRead) => Promise<number | null>,
  generation: () => Promise<string>,
  clock: () => number = Date.now,
): (call: CallToRead) => Promise<number | null> {
  const kept = boundedMap<{ at: number; asOf: string; masks: number }>(mostKept);
  return async (call) => {
    const key = runKey(call);
    if (key === null) return read(call);
    const asOf = await generation();
    const known = kept.get(key);
    if (known !== undefined && known.asOf === asOf && clock() - known.at <= longestKeptMs) return known.masks;
    const masks = await read(call);
    if (masks !== null) kept.set(key, { at: clock(), asOf, masks });
    return masks;
  };
}
