/** Finds again, after a call was judged anew, the findings that people have decided about. Pure. */
import type { FindingAnchor } from './review.ts';

/** What is needed of a finding. Seconds. */
interface Found {
  id: string;
  rule: string;
  entry: string;
  start: number;
  end: number;
}

/** What is needed of a decided finding. */
interface Decided {
  id: string;
  origin: 'machine' | 'person';
  anchor: Pick<FindingAnchor, 'rule' | 'entry' | 'start' | 'end'>;
}

export interface Attached<D> {
  /** The decision of each finding, in the order of the findings; null where nobody has decided. */
  byFinding: (D | null)[];
  /** Findings that people added and the machine still does not see: they stand by themselves. */
  added: D[];
  /** «Осиротело»: decided about, and not found any more. Kept and shown, counted nowhere. */
  orphans: D[];
}

/** Two places are the same when they share at least this part of the longer one. */
const sameShare = 0.5;

/**
 * Gives each decision the finding it was made about: the one with its identity, otherwise the one of the same rule and
 * entry that shares at least half of the longer place, the largest share first. A finding that a person added takes a
 * machine's finding of the same rule there, whatever its entry. Each finding has at most one decision, each decision at
 * most one finding, and none is lost.
 */
export function attachDecisions<D extends Decided>(findings: readonly Found[], decisions: readonly D[]): Attached<D> {
  const byFinding: (D | null)[] = findings.map(() => null);
  const left = new Set(decisions);
  const take = (place: number, decision: D) => {
    if (byFinding[place] !== null || !left.has(decision)) return;
    byFinding[place] = decision;
    left.delete(decision);
  };

  const places = new Map(findings.map((finding, place) => [finding.id, place]));
  for (const decision of decisions) {
    const place = places.get(decision.id);
    if (place !== undefined) take(place, decision);
  }
  for (const { place, decision } of overlaps(findings, byFinding, left)) take(place, decision);

  const rest = decisions.filter((decision) => left.has(decision));
  return {
    byFinding,
    added: rest.filter(({ origin }) => origin === 'person'),
    orphans: rest.filter(({ origin }) => origin === 'machine'),
  };
}

/** Pairs that may belong together, the best first; the order does not depend on the order of the lists. */
function overlaps<D extends Decided>(
  findings: readonly Found[],
  taken: readonly (D | null)[],
  decisions: ReadonlySet<D>,
): { place: number; decision: D }[] {
  const pairs: { place: number; decision: D; finding: Found; share: number }[] = [];
  for (const [place, finding] of findings.entries()) {
    if (taken[place] !== null) continue;
    for (const decision of decisions) {
      const { anchor, origin } = decision;
      if (anchor.rule !== finding.rule || (origin === 'machine' && anchor.entry !== finding.entry)) continue;
      const share = sharedPart(anchor, finding);
      if (share >= sameShare) pairs.push({ place, decision, finding, share });
    }
  }
  return pairs.sort(
    (a, b) =>
      b.share - a.share ||
      a.finding.start - b.finding.start ||
      compare(a.finding.id, b.finding.id) ||
      compare(a.decision.id, b.decision.id),
  );
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** What two places have in common, as a part (0…1) of the longer one. */
function sharedPart(a: { start: number; end: number }, b: { start: number; end: number }): number {
  const longer = Math.max(a.end - a.start, b.end - b.start);
  if (longer <= 0) return a.start === b.start ? 1 : 0;
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start)) / longer;
}
