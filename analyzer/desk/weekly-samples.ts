/** The audit sample of a week: so many calls of each operator, drawn by lot once the week is over, and kept. */
import type { AuditSample, AuditSamples } from '../storage/state/audit-samples.ts';
import type { WeekCall, WeekCalls } from '../storage/state/week-calls.ts';
import { drawSample } from './draw-sample.ts';
import { localDay, type Week } from './week.ts';

export interface WeeklySample {
  seed: string;
  /** True while the week lasts: nothing is kept yet. */
  provisional: boolean;
  operators: {
    operatorId: string;
    operatorName: string | null;
    /** Calls that were to be drawn. */
    size: number;
    population: number;
    populationHash: string;
    callIds: string[];
  }[];
}

export interface SampleParts {
  /** Seed of a week: the same whenever it is asked for. */
  seedOf: (week: Week) => Promise<string>;
  samples: AuditSamples;
  calls: WeekCalls;
  timeZone: string;
  clock?: () => Date;
}

const dayMs = 86_400_000;
const shifted = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/**
 * The sample of a week. An operator whose week is over and who has none yet gets one: it is written down with its seed and
 * the hash of the calls it was drawn from, and never changes. While the week lasts a passing one is drawn for the eye.
 * @param operators whose; absent: of all
 * @param drawnBy account that asks, for the record
 */
export async function weeklySample(
  parts: SampleParts,
  week: Week,
  perOperator: number,
  drawnBy: string,
  operators?: readonly string[],
): Promise<WeeklySample> {
  const { samples, timeZone, clock = () => new Date() } = parts;
  const provisional = localDay(clock(), timeZone) <= week.to;
  const near = await parts.calls(shifted(week.from, -1), shifted(week.to, 1), operators);
  const byOperator = new Map<string, WeekCall[]>();
  for (const call of near) {
    const day = localDay(new Date(call.at), timeZone);
    if (day < week.from || day > week.to) continue;
    byOperator.set(call.operatorId, [...(byOperator.get(call.operatorId) ?? []), call]);
  }
  const kept = await samples.ofPeriod(week.from, week.to);
  const seed = await parts.seedOf(week);
  const drawn = new Map(kept.map((sample) => [sample.operatorId, sample]));
  const result: WeeklySample = { seed, provisional, operators: [] };
  for (const [operatorId, calls] of [...byOperator].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const operatorName = calls.findLast(({ operatorName: name }) => name !== null)?.operatorName ?? null;
    const before = drawn.get(operatorId);
    if (before !== undefined) {
      result.operators.push({ operatorName, ...(await shown(before)) });
      continue;
    }
    const lot = drawSample(
      seed,
      calls.map(({ id }) => id),
      perOperator,
    );
    if (provisional) result.operators.push({ operatorId, operatorName, size: perOperator, ...lot });
    else result.operators.push({ operatorName, ...(await shown(await keep(operatorId, calls, lot))) });
  }
  return result;

  async function shown({ id, operatorId, size, population, populationSha256: populationHash }: AuditSample) {
    return { operatorId, size, population, populationHash, callIds: await samples.callsOf(id) };
  }

  /** What stands afterwards: another server may have drawn first, before the last calls came. */
  async function keep(operatorId: string, calls: readonly WeekCall[], lot: ReturnType<typeof drawSample>) {
    const days = new Map(calls.map(({ id, day }) => [id, day]));
    return samples.add(
      {
        seed,
        operatorId,
        from: week.from,
        to: week.to,
        population: lot.population,
        populationSha256: lot.populationHash,
        size: perOperator,
        drawnBy,
      },
      lot.callIds.map((callId) => ({
        kind: 'audit',
        callId,
        day: days.get(callId) ?? week.from,
        operatorId,
        reasons: [],
        risk: 0,
      })),
    );
  }
}
