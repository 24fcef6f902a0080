/** Stored calls as they were said, for those who may see them, and whether a call was masked at all. */
import type { Segment } from './domain/call.ts';
import { originalCall } from './originals.ts';
import type { KeyRing } from './platform/index.ts';
import type { CallFacts } from './storage/facts/call-facts.ts';
import type { OriginalRows } from './storage/facts/original-rows.ts';
import { keptMasks } from './storage/kept-masks.ts';

type CallKey = { id: string; day: string };

export type UnmaskedCalls = ReturnType<typeof unmaskedCalls>;

/** The reader over the stores; `ring` opens what masking took away, `generation` is that of the facts. */
export function unmaskedCalls(
  facts: Pick<CallFacts, 'read'>,
  originals: OriginalRows,
  ring: KeyRing,
  generation: () => Promise<string>,
) {
  return {
    /** How many places of the current words are masked; null when the words were never looked through (or there are none). */
    masks: keptMasks(async ({ id, day }) => (await originals.ofCall({ id, day }))?.masks ?? null, generation),

    /** The segments as they were said; null when the call is not scored. */
    async segments({ id, day }: CallKey): Promise<Segment[] | null> {
      const stored = await facts.read({ id, day });
      if (stored === null) return null;
      const row = await originals.ofCall({ id, day });
      return originalCall(id, stored, row?.sealed ?? '', ring).call.segments;
    },
  };
}
