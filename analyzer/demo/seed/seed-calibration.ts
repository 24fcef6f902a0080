/** Calibrations over a made-up history: one to be compared, one that waits for its owner's answers. */
import type { Desk } from '../../desk/open-desk.ts';
import { type CalibrationAnswer, machineRater } from '../../domain/calibration.ts';
import type { CallFacts, StoredAnalysis } from '../../storage/facts/call-facts.ts';
import type { calibrations } from '../../storage/state/calibrations.ts';
import type { CallLedger } from '../../storage/state/call-ledger.ts';
import type { LedgerCall } from '../../storage/state/ledger-call.ts';
import { type Random, randomOf } from './random.ts';

interface Stores {
  desk: Desk;
  facts: Pick<CallFacts, 'readMany'>;
  ledger: Pick<CallLedger, 'findMany'>;
  calibrations: ReturnType<typeof calibrations>;
  setClock: (time: number) => void;
}

const dayMs = 86_400_000;
const callsEach = 5;
const sessions = [
  { title: 'Учебная сверка: что считать нарушением', daysAgo: 24, ownerAnswers: true },
  { title: 'Учебная сверка: звонки прошлой недели', daysAgo: 2, ownerAnswers: false },
];

/**
 * Makes them unless the owner has some; several people answer, each seeing a little other things than the program.
 * @param raters accounts; the first begins the sessions
 * @returns how many were made now
 */
export async function seedCalibrations(stores: Stores, seed: string, raters: readonly string[]): Promise<number> {
  const [owner] = raters;
  if (owner === undefined || raters.length < 2) return 0;
  const kept = new Set((await stores.calibrations.listOf(owner)).map(({ title }) => title));
  const calls = await drawnCalls(stores, callsEach * sessions.length);
  let made = 0;
  for (const [index, { title, daysAgo, ownerAnswers }] of sessions.entries()) {
    const own = calls.slice(index * callsEach, (index + 1) * callsEach);
    if (kept.has(title) || own.length === 0) continue;
    const begun = Date.now() - daysAgo * dayMs;
    stores.setClock(begun);
    const machine = own.map(({ call, judged }) => {
      return { callId: call.id, rater: machineRater, actor: machineRater, answer: machineAnswer(judged) };
    });
    const session = {
      title,
      owner,
      calls: own.map(({ call: { id, day } }) => ({ id, day })),
      members: raters,
    };
    const id = await stores.calibrations.create(session, machine);
    stores.setClock(begun + dayMs);
    for (const rater of raters) {
      if (rater === owner && !ownerAnswers) continue;
      for (const { callId, answer } of machine) {
        const random = randomOf('calibration', seed, title, rater, callId);
        await stores.calibrations.answer(id, callId, rater, personsAnswer(answer, random));
      }
      await stores.calibrations.finish(id, rater);
    }
    made += 1;
  }
  return made;
}

interface DrawnCall {
  call: LedgerCall;
  judged: StoredAnalysis;
}

/** Calls of the newest drawings, one of each. */
async function drawnCalls({ desk, facts, ledger }: Stores, count: number): Promise<DrawnCall[]> {
  const ids: string[] = [];
  for (const { id } of await desk.samples.list()) {
    const [first] = await desk.samples.callsOf(id);
    if (first !== undefined) ids.push(first);
    if (ids.length === count) break;
  }
  const calls = await ledger.findMany(ids);
  const judged = await facts.readMany(calls);
  return calls.flatMap((call) => {
    const known = judged.get(call.id);
    return known === undefined ? [] : [{ call, judged: known }];
  });
}

const machineAnswer = ({ criteria, findings }: StoredAnalysis): CalibrationAnswer => ({
  criteria: Object.fromEntries(criteria.map(({ id, outcome }) => [id, outcome])),
  marks: findings.map(({ segment, rule, text }) => ({ segment, rule, quote: text.slice(0, 500) })),
});

/** People overlook a finding now and then, and see some criteria otherwise; what the program leaves open they decide. */
function personsAnswer({ criteria, marks }: CalibrationAnswer, random: Random): CalibrationAnswer {
  const seen = Object.entries(criteria).map(([id, outcome]) => {
    if (outcome === 'not_sure') return [id, random.pick(['passed', 'failed'] as const)] as const;
    if (outcome === 'not_applicable' || random.chance(0.93)) return [id, outcome] as const;
    return [id, outcome === 'passed' ? 'failed' : 'passed'] as const;
  });
  return { criteria: Object.fromEntries(seen), marks: marks.filter(() => random.chance(0.88)) };
}
