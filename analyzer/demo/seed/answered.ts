/** What the seeding of people's answers works on: who is who in the demonstration, and the findings they speak of. */
import type { Desk } from '../../desk/open-desk.ts';
import type { FindingReview } from '../../domain/review.ts';
import type { CallLedger } from '../../storage/state/call-ledger.ts';

/** An account of the demonstration; operators have their number too. */
export interface DemoPerson {
  id: string;
  name: string;
  operatorId: string | null;
}

export interface DemoPeople {
  seed: string;
  supervisors: readonly [DemoPerson, ...DemoPerson[]];
  /** Operators who can sign in: only they dispute and read. */
  operators: readonly DemoPerson[];
}

export interface AnswerStores {
  desk: Desk;
  ledger: Pick<CallLedger, 'findMany'>;
  /** Puts the desk's clock. */
  setClock: (time: number) => void;
}

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** What the machine found in an operator's drawn calls and people confirmed. */
export async function confirmedOf(desk: Desk, operatorId: string): Promise<FindingReview[]> {
  const callIds = await desk.samples.callsOfOperator(operatorId);
  if (callIds.length === 0) return [];
  const decided = [...(await desk.reviews.ofCalls(callIds)).values()].flat();
  return decided.filter(({ verdict, origin }) => verdict === 'confirmed' && origin === 'machine');
}

/** Of several findings of a call the first. */
export function oneOfEachCall(findings: readonly FindingReview[]): FindingReview[] {
  const known = new Set<string>();
  return findings.filter(({ callId }) => !known.has(callId) && known.add(callId));
}
