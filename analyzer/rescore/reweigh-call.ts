/** One stored call under a scorecard that weighs otherwise: new points and total from its outcomes. Pure. */
import type { Outcome } from '../domain/criterion.ts';
import { type CallScore, earnedOf, unscored, weighCall } from '../scoring/weigh.ts';
import type { WeighedCall } from '../storage/facts/call-rows.ts';
import type { StoredOutcomes } from '../storage/facts/stored-outcomes.ts';
import { type CallChange, type CriterionChange, twoDecimals } from './call-change.ts';
import type { ScorecardChange } from './scorecard-change.ts';

export interface ReweighedCall {
  weighed: WeighedCall;
  inConflict: boolean;
  /** Null when nothing that a person sees differs. */
  change: CallChange | null;
}

/** Null when the stored rows do not tell it exactly: a part was earned before exact parts were kept, and its weight changed. */
export function reweighCall(call: StoredOutcomes, change: ScorecardChange): ReweighedCall | null {
  const outcomes = outcomesOf(call);
  const criteria: (WeighedCall['criteria'][number] & { outcome: Outcome })[] = [];
  const changes: CriterionChange[] = [];
  for (const { before: was, after, graded } of change.lines) {
    const { id, title, section, weight, fatal } = after;
    const outcome = outcomes.get(id) ?? 'not_applicable';
    const part =
      outcome === 'passed' ? (graded ? call.parts.get(id) : { share: 1, earned: earnedOf(was.weight, 1) }) : nothing;
    if (part === undefined || (part.share < 0 && weight !== was.weight)) return null;
    const earned = part.share < 0 ? part.earned : earnedOf(weight, part.share);
    const isFatal = fatal === true || (fatal === 'in_conflict' && call.inConflict);
    criteria.push({ id, title, section, weight, earned, fatal: isFatal, outcome });
    const points = twoDecimals(earned - part.earned);
    if (points !== 0) changes.push({ id, before: outcome, after: outcome, points });
  }
  for (const { before: was, graded } of change.removed) {
    const outcome = outcomes.get(was.id) ?? 'not_applicable';
    const whole = outcome === 'passed' ? earnedOf(was.weight, 1) : 0;
    const earned = graded ? (call.parts.get(was.id)?.earned ?? 0) : whole;
    changes.push({ id: was.id, before: outcome, after: null, points: twoDecimals(-earned) });
  }
  // Who spoke was only guessed: such a call has outcomes and no score.
  const guessed = call.unscored && call.passed.length + call.failed.length > 0;
  const weighed: CallScore = guessed ? unscored : weighCall(criteria);
  return {
    weighed: { ...weighed, criteria },
    inConflict: call.inConflict,
    change: changeOf(call, weighed, changes),
  };
}

const nothing = { share: 0, earned: 0 };

function outcomesOf({ passed, failed, notSure }: StoredOutcomes): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const id of passed) outcomes.set(id, 'passed');
  for (const id of failed) outcomes.set(id, 'failed');
  for (const id of notSure) outcomes.set(id, 'not_sure');
  return outcomes;
}

function changeOf(call: StoredOutcomes, { score }: CallScore, criteria: CallChange['criteria']): CallChange | null {
  if (criteria.length === 0 && call.score === score) return null;
  const { day, callId, operator } = call;
  return {
    day,
    callId,
    operator,
    score: { before: call.score, after: score },
    added: [],
    removed: [],
    criteria,
    sample: null,
  };
}
