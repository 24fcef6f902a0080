/** How urgently a person should look at a judged call: severity × certainty of the worst that was found. Pure. */

/** What is known of a judged call without its words. */
export interface JudgedCall {
  score: number | null;
  /** Fatal criteria that failed. */
  fatal: readonly string[];
  failed: readonly string[];
  notSure: readonly string[];
  /** One element a finding. */
  rules: readonly string[];
  certain: readonly boolean[];
}

/** Why a call is in the queue. */
export const riskReasons = [
  'fatal',
  'conflict',
  'low_score',
  'findings',
  'unsure',
  'not_sure_criteria',
  'disputed',
] as const;
export type RiskReason = (typeof riskReasons)[number];

export interface Risk {
  /** 0…100: severity (0…100) × certainty (0…1) of the gravest reason. */
  risk: number;
  /** The gravest first. */
  reasons: RiskReason[];
}

/** How grave a finding of the rule is, 0…100; rules that are not named weigh 20. */
const gravity: Readonly<Record<string, number>> = {
  rude: 90,
  argument: 60,
  blame: 60,
  reputation: 60,
  indifference: 50,
  comparison: 50,
  informal_you: 45,
  irritant: 40,
  imperative: 40,
  banned_opener: 35,
};
const usualGravity = 20;
/** What the machine is not certain of counts for half. */
const doubt = 0.5;
/** Below this score a call is looked at for its score alone. */
const lowScore = 70;

/** Null when nothing in the call calls for a person. */
export function riskOf(call: JudgedCall): Risk | null {
  const weights = new Map<RiskReason, number>();
  const note = (reason: RiskReason, weight: number) => {
    if (weight > 0) weights.set(reason, Math.max(weights.get(reason) ?? 0, weight));
  };
  if (call.fatal.length > 0) note('fatal', 100);
  if (call.failed.some((id) => id.startsWith('conflict.'))) note('conflict', 70);
  // At 0 as grave as a conflict, at the limit hardly.
  if (call.score !== null && call.score < lowScore) note('low_score', 70 - call.score * 0.5);
  for (const [index, rule] of call.rules.entries()) {
    const severity = gravity[rule] ?? usualGravity;
    if (call.certain[index] === true) note('findings', severity);
    else note('unsure', severity * doubt);
  }
  if (call.notSure.length > 0) note('not_sure_criteria', usualGravity * doubt);
  if (weights.size === 0) return null;
  const reasons = [...weights].sort(([a, x], [b, y]) => y - x || riskReasons.indexOf(a) - riskReasons.indexOf(b));
  return { risk: Math.round((reasons[0]?.[1] ?? 0) * 100) / 100, reasons: reasons.map(([reason]) => reason) };
}
