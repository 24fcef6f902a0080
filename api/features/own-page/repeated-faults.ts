/** What an operator says again and again, each with its newest example that nobody dismissed. */
import type { z } from 'zod';
import { type OwnCalls, type ReviewedCall, type ReviewedFinding, ruleNameSchema } from '#analyzer';
import { hasSound, type ReviewableCall } from '../../desk/reviewable-call.ts';
import { type EntryCount, entriesNow } from './count-decisions.ts';
import type { ownPageSchema } from './own-page.schemas.ts';

const mostRepeated = 8;

/** An entry found in at least two calls; the call that its example is in is null where none of the newest has one. */
export interface RepeatedFault extends EntryCount {
  exampleIn: string | null;
}

/**
 * The entries found in most calls, as decisions left them.
 * @param newest calls, newest first, with the entries that were surely found in each
 * @param decided calls with decisions in them, by id
 */
export function repeatedFaults(
  entries: readonly EntryCount[],
  newest: OwnCalls['newest'],
  decided: ReadonlyMap<string, { reviewed: ReviewedCall }>,
): RepeatedFault[] {
  return entriesNow(
    entries,
    [...decided.values()].map(({ reviewed }) => reviewed),
  )
    .filter(({ calls, count }) => calls >= 2 && count > 0)
    .sort((a, b) => b.calls - a.calls || (a.entry < b.entry ? -1 : 1))
    .slice(0, mostRepeated)
    .map((one) => ({
      ...one,
      exampleIn:
        newest.find(({ id, entries: has }) => has.includes(one.entry) && stillHolds(decided.get(id), one.entry))?.id ??
        null,
    }));
}

/** False where people dismissed every finding of the entry in a call. */
export const stillHolds = (decided: { reviewed: ReviewedCall } | undefined, entry: string): boolean =>
  decided === undefined || exampleOf(decided.reviewed, entry) !== undefined;

/** The first certain finding of an entry that nobody dismissed. */
const exampleOf = ({ findings }: ReviewedCall, entry: string): ReviewedFinding | undefined =>
  findings.find(
    ({ origin, certain, review, ...one }) =>
      one.entry === entry && origin === 'machine' && certain && review?.verdict !== 'dismissed',
  );

/** The faults as the page shows them; one whose example cannot be shown is left out. */
export function shownFaults(
  faults: readonly RepeatedFault[],
  opened: ReadonlyMap<string, ReviewableCall>,
): z.infer<typeof ownPageSchema>['repeated'] {
  return faults.flatMap(({ rule, entry, count, calls, exampleIn }) => {
    const whole = exampleIn === null ? undefined : opened.get(exampleIn);
    const finding = whole && exampleOf(whole.reviewed, entry);
    if (whole === undefined || finding === undefined) return [];
    const { id: findingId, start, end, text: example, replacement } = finding;
    const { call } = whole;
    const newest = { callId: call.id, callName: call.externalId, hasRecording: hasSound(call), findingId, start, end };
    return { rule: ruleNameSchema.parse(rule), entry, example, replacement, count, calls, newest };
  });
}
