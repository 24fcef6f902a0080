/** What people answer over a reviewed made-up history: disputes, coaching notes, calibrations. */
import { openDesk } from '../../desk/open-desk.ts';
import { readJudgeSource } from '../../scoring/judge-call.ts';
import { callFacts } from '../../storage/facts/call-facts.ts';
import type { FactsClient } from '../../storage/facts/client.ts';
import { calibrations } from '../../storage/state/calibrations.ts';
import { callLedger } from '../../storage/state/call-ledger.ts';
import type { StateDatabase } from '../../storage/state/database.ts';
import type { DemoPerson } from './answered.ts';
import { seedCalibrations } from './seed-calibration.ts';
import { seedCoaching } from './seed-coaching.ts';
import { seedDisputes } from './seed-disputes.ts';

/** Numbers of what was made now. */
export interface SeededAnswers {
  disputes: number;
  notes: number;
  calibrations: number;
}

/**
 * Each answer stands as of its own time, after the decision that it is about; what is there already is left alone. Nothing is
 * made where nobody could have said it: disputes need an operator's account, calibrations two people who judge.
 */
export async function seedAnswers(
  stores: { database: StateDatabase; client: FactsClient },
  seed: string,
  accounts: readonly (DemoPerson & { role: string })[],
): Promise<SeededAnswers> {
  const now = { at: new Date() };
  const clock = () => now.at;
  const { scorecard } = readJudgeSource();
  const desk = openDesk(stores.database, stores.client, () => scorecard, clock);
  const answering = {
    desk,
    ledger: callLedger(stores.database),
    facts: callFacts(stores.client),
    calibrations: calibrations(stores.database, clock),
    setClock: (time: number) => {
      now.at = new Date(time);
    },
  };
  const withRole = (role: string): DemoPerson[] => accounts.filter((one) => one.role === role);
  const [first, ...others] = withRole('supervisor');
  if (first === undefined) return { disputes: 0, notes: 0, calibrations: 0 };
  const operators = withRole('operator').filter(({ operatorId }) => operatorId !== null);
  const people = { seed, supervisors: [first, ...others], operators } as const;
  const raters = [first, ...others, ...withRole('trainer')].map(({ id }) => id);
  return {
    disputes: await seedDisputes(answering, people),
    notes: await seedCoaching(answering, people),
    calibrations: await seedCalibrations(answering, seed, raters),
  };
}
