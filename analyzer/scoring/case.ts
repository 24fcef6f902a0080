/** Everything a criterion is decided from: the call, what was found in it, and its line of the scorecard. */
import type { ScorecardCriterion, ScorecardSettings } from '#lexicons';
import type { Course } from '../course/read-course.ts';
import type { Call } from '../domain/call.ts';
import type { Finding } from '../domain/finding.ts';
import type { SoundReport } from '../domain/sound-report.ts';
import type { Verdict } from './verdict.ts';

export interface Case {
  call: Call;
  sound: SoundReport | null;
  course: Course;
  findings: readonly Finding[];
  /** Rules that the lexicons describe: the others find nothing and prove nothing. */
  knownRules: { has(rule: string): boolean };
  /** Words of the operator and the specialist. */
  operatorWords: number;
  /** Syllables a minute of each side; null where too little was said. */
  rates: { operator: number | null; client: number | null };
  settings: ScorecardSettings;
}

/** Decides one criterion; pure, and never throws on odd calls. */
export type Decider = (situation: Case, entry: ScorecardCriterion) => Verdict;
