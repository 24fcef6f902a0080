/** The scorecard after people have decided: what each criterion comes to now, and the total. Pure. */
import type { Scorecard, ScorecardCriterion } from '#lexicons';
import type { Criterion, Outcome } from '../domain/criterion.ts';
import type { FindingVerdict } from '../domain/review.ts';
import type { ScoredCall } from '../domain/scored-call.ts';
import { countedShare } from './counted-share.ts';
import { scorecardEntries, weighCall } from './weigh.ts';

/** A finding with what a person said of it; null while nobody has. */
export interface FindingToCount {
  rule: string;
  certain: boolean;
  verdict: FindingVerdict | null;
}

export interface DecidedCall {
  /** What the machine made of the call. */
  automatic: Pick<ScoredCall, 'score' | 'quality' | 'compliance' | 'fatal' | 'criteria'>;
  /** The machine's findings, in the order that the criteria's indexes mean. */
  findings: readonly FindingToCount[];
  /** Findings that people added. */
  added: readonly FindingToCount[];
  /** Outcomes that people gave to criteria, by id. */
  overrides: ReadonlyMap<string, Outcome>;
  /** Words of the operator and the specialist. */
  operatorWords: number;
}

export interface CurrentCriterion {
  outcome: Outcome;
  earned: number;
  /** Who the answer is from. */
  from: 'machine' | 'decisions' | 'person';
}

export interface CurrentScore extends Pick<ScoredCall, 'score' | 'quality' | 'compliance' | 'fatal'> {
  /** In the order of the machine's criteria. */
  criteria: CurrentCriterion[];
}

/** True when a finding costs points: certain and not dismissed, or confirmed by a person. */
export function counts({ certain, verdict }: Pick<FindingToCount, 'certain' | 'verdict'>): boolean {
  return verdict === 'confirmed' || (certain && verdict !== 'dismissed');
}

/** May turn out to be one: the machine is not certain, and nobody has decided. */
export const waits = ({ certain, verdict }: Pick<FindingToCount, 'certain' | 'verdict'>): boolean =>
  !certain && (verdict === null || verdict === 'open');

/**
 * Every criterion and the total with the decisions counted. A criterion that no decision touches keeps the machine's
 * answer; where a person gave the outcome, that counts. Without any decision the total is exactly the machine's.
 * @param scorecard limits and weights of counting criteria; a criterion that it does not know is decided by «any finding»
 */
export function scoreWithDecisions(call: DecidedCall, scorecard: Scorecard): CurrentScore {
  const entries = new Map(scorecardEntries(scorecard).map((entry) => [entry.id, entry]));
  const { automatic } = call;
  const current = automatic.criteria.map((criterion) => decide(criterion, entries.get(criterion.id), call, scorecard));
  const criteria = current.map(({ outcome, earned, from }) => ({ outcome, earned, from }));
  // Who spoke is only guessed: the machine gave no score, and decisions about single findings do not make one.
  const unscored = automatic.score === null && weighCall(automatic.criteria).score !== null;
  if (unscored || criteria.every(({ from }) => from === 'machine')) {
    const { score, quality, compliance, fatal } = automatic;
    return { score, quality, compliance, fatal, criteria };
  }
  return { ...weighCall(current), criteria };
}

type Decided = Criterion & Pick<CurrentCriterion, 'from'>;

function decide(
  criterion: Criterion,
  entry: ScorecardCriterion | undefined,
  call: DecidedCall,
  scorecard: Scorecard,
): Decided {
  const override = call.overrides.get(criterion.id);
  if (override !== undefined) {
    const earned = override === 'passed' ? criterion.weight : 0;
    return { ...criterion, outcome: override, earned, from: 'person' };
  }
  const own = criterion.findings.flatMap((index) => call.findings[index] ?? []);
  const rules = rulesOf(criterion.id, entry);
  // What is not applicable (a calm call has no arguing) stays so, whatever is found: only a person can say otherwise.
  const added = criterion.outcome === 'not_applicable' ? [] : call.added.filter(({ rule }) => rules.has(rule));
  const decided = own.some(({ verdict }) => verdict === 'confirmed' || verdict === 'dismissed');
  if (!decided && !added.some(counts)) return { ...criterion, from: 'machine' };

  const all = [...own, ...added];
  const sure = all.filter(counts).length;
  const possible = sure + all.filter(waits).length;
  const shareWith = (count: number): number | null =>
    entry !== undefined && (entry.kind === 'count' || entry.kind === 'density') && entry.rules !== undefined
      ? countedShare(entry, count, call.operatorWords, scorecard.settings)
      : count === 0
        ? 1
        : null;
  const share = shareWith(sure);
  if (share === null) return { ...criterion, outcome: 'failed', earned: 0, from: 'decisions' };
  // The machine saw more than these findings against it: taking them back leaves its doubt to a person.
  if (shareWith(possible) === null || hasOtherEvidence(criterion)) {
    return { ...criterion, outcome: 'not_sure', earned: 0, from: 'decisions' };
  }
  const earned = Math.round(criterion.weight * share * 100) / 100;
  return { ...criterion, outcome: 'passed', earned, from: 'decisions' };
}

const nothing: ReadonlySet<string> = new Set();
/** Criteria that are decided by findings without counting them. */
const byFindings: Readonly<Record<string, ReadonlySet<string>>> = {
  'opener.banned': new Set(['banned_opener']),
  'conflict.no_argument': new Set(['argument']),
};

function rulesOf(id: string, entry: ScorecardCriterion | undefined): ReadonlySet<string> {
  if (entry !== undefined && 'rules' in entry && entry.rules !== undefined) return new Set(entry.rules);
  return byFindings[id] ?? nothing;
}

/** A fault that was also seen in words that are no findings (arguing phrases) does not vanish with the findings. */
const hasOtherEvidence = ({ id, outcome, evidence }: Criterion): boolean =>
  id in byFindings && outcome !== 'passed' && evidence.length > 0;
