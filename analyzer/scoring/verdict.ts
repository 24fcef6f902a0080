/** What was decided about one criterion, before it is weighed: outcome, share of the weight, reason and evidence. */
import type { Evidence, Outcome } from '../domain/criterion.ts';

export interface Verdict {
  outcome: Outcome;
  /** Part of the weight that was earned, 0…1; only a passed criterion earns. */
  share: number;
  /** One Russian sentence. */
  reason: string;
  evidence: Evidence[];
  /** Indexes in the call's findings. */
  findings: number[];
}

interface Support {
  evidence?: Evidence[];
  findings?: number[];
  share?: number;
}

const verdict = (outcome: Outcome, reason: string, share: number, support: Support): Verdict => ({
  outcome,
  share,
  reason,
  evidence: support.evidence ?? [],
  findings: support.findings ?? [],
});

export const passed = (reason: string, support: Support = {}): Verdict =>
  verdict('passed', reason, support.share ?? 1, support);
export const failed = (reason: string, support: Support = {}): Verdict => verdict('failed', reason, 0, support);
export const notSure = (reason: string, support: Support = {}): Verdict => verdict('not_sure', reason, 0, support);
export const notApplicable = (reason: string): Verdict => verdict('not_applicable', reason, 0, {});
