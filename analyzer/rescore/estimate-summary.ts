/** What the summary of a random sample of calls tells of all of them. Pure. */
import { wilson } from '../desk/coaching-effect.ts';
import { type Estimate, meansOf, type RescoreSummary, type Sums } from './rescore-summary.ts';

/** Digits of a figure that is only about so: more would look exact. */
const digits = 2;

const roughly = (value: number) => Number(value.toPrecision(digits));

/**
 * @param told summary of the sample alone
 * @param scores of all calls, moved by what the sample changes
 */
export function estimateFrom(
  told: RescoreSummary,
  scores: Sums,
  { sampled, of }: Pick<Estimate, 'sampled' | 'of'>,
): RescoreSummary {
  const about = (value: number) => roughly((value * of) / sampled);
  const { calls, findings } = told;
  const share = wilson({ calls: sampled, faulty: calls.changed }) ?? { low: 0, high: 1 };
  return {
    ...told,
    calls: { ...calls, changed: about(calls.changed) },
    findings: { added: about(findings.added), removed: about(findings.removed) },
    entries: told.entries.map(({ entry, added, removed }) => ({ entry, added: about(added), removed: about(removed) })),
    criteria: told.criteria.map(({ id, changed, failed, points }) => ({
      ...{ id, changed: about(changed), failed: about(failed), points: about(points) },
    })),
    score: meansOf({ ...scores, after: scores.before + ((scores.after - scores.before) * of) / sampled }),
    operators: [],
    // Never narrower than what was seen: at least so many calls change.
    estimate: { sampled, of, from: Math.max(calls.changed, roughly(share.low * of)), to: roughly(share.high * of) },
  };
}
