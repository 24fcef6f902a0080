/** What people agreed on of a call, kept so that the lexicons can be held against it: labelled utterances, and criteria. Pure. */
import { z } from 'zod';
import type { CalibrationAnswer } from '../domain/calibration.ts';
import { type CallMetadata, callSchema } from '../domain/call.ts';
import { type Outcome, outcomeSchema } from '../domain/criterion.ts';
import { soundReportSchema } from '../domain/sound-report.ts';
import { rolesAreGuessed } from '../pipeline/guessed-roles.ts';
import { rejudgeCall } from '../pipeline/rejudge-call.ts';
import { labelledSchema } from '../rules/measure-labelled.ts';
import { type Judge, judgeCall } from '../scoring/judge-call.ts';
import type { StoredAnalysis } from '../storage/facts/call-facts.ts';
import { goldUtterances } from './gold-utterances.ts';

const goldCallSchema = z.strictObject({
  utterances: labelledSchema.array(),
  /** The call as it is judged; null where only utterances were kept. */
  call: callSchema.nullable(),
  sound: soundReportSchema.nullable(),
  /** Outcomes that people agreed on, by criterion. */
  criteria: z.record(z.string(), outcomeSchema),
});
export type GoldCall = z.infer<typeof goldCallSchema>;

/**
 * The agreed answer about a call, without its client. Only criteria that the kept words and sound judge as the call itself was
 * judged can be tested by them: what hangs on hidden words (a name, a number) is left out, and so is what people left open.
 */
export function goldCall(
  id: string,
  { client: _, ...metadata }: CallMetadata,
  stored: StoredAnalysis,
  answer: CalibrationAnswer,
  judge: Judge,
): GoldCall {
  const { segments, sound } = stored;
  const again = rejudgeCall({ ...stored, id, metadata }, judge);
  const before = new Map(stored.criteria.map((criterion) => [criterion.id, criterion.outcome]));
  const testable = again.criteria.filter((criterion) => before.get(criterion.id) === criterion.outcome);
  const criteria: Record<string, Outcome> = {};
  for (const { id: name } of testable) {
    const agreed = answer.criteria[name];
    if (agreed !== undefined && agreed !== 'not_sure') criteria[name] = agreed;
  }
  const call = {
    ...metadata,
    id,
    segments,
    ...(sound === null ? {} : { duration: sound.duration }),
    ...(rolesAreGuessed(stored.engine, sound) ? { roles_uncertain: true } : {}),
  };
  return { utterances: goldUtterances(id, metadata, segments, answer.marks), call, sound, criteria };
}

/** Reads what is kept; earlier programs kept utterances alone. */
export function readGold(text: string): GoldCall {
  const kept: unknown = JSON.parse(text);
  if (!Array.isArray(kept)) return goldCallSchema.parse(kept);
  return { utterances: labelledSchema.array().parse(kept), call: null, sound: null, criteria: {} };
}

/** One agreed outcome beside the machine's of today. */
export interface TestedCriterion {
  callId: string;
  criterion: string;
  agreed: Outcome;
  judged: Outcome;
  /** Why the machine says so. */
  reason: string;
}

/** Judges the kept calls by a judge; criteria that its scorecard does not have are left out. */
export function testCriteria(gold: readonly GoldCall[], judge: Judge): TestedCriterion[] {
  return gold.flatMap(({ call, sound, criteria }) => {
    if (call === null || Object.keys(criteria).length === 0) return [];
    const judged = new Map(judgeCall(call, sound, judge).criteria.map((one) => [one.id, one]));
    return Object.entries(criteria).flatMap(([criterion, agreed]) => {
      const now = judged.get(criterion);
      return now === undefined ? [] : [{ callId: call.id, criterion, agreed, judged: now.outcome, reason: now.reason }];
    });
  });
}
