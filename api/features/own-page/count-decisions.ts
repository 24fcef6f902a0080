/** The machine's numbers of a period, put right by what people decided about single calls. Pure. */
import type { ReviewedCall, ScoreSums } from '#analyzer';
import { dayMs, dayOf, timeOf } from '../../trends/local-days.ts';

/** Mean of a sample with its spread. */
export interface Sample {
  n: number;
  mean: number | null;
  /** Of the sample; null below two values. */
  deviation: number | null;
}

/** A value before and after; null: there is none. */
export interface Change {
  machine: number | null;
  now: number | null;
}

/** The sample of some values, with some of them replaced; the values themselves are not needed. */
export function sampleNow(sums: ScoreSums, changes: readonly Change[] = []): Sample {
  let { n, sum, squares } = sums;
  const add = (value: number | null, sign: 1 | -1) => {
    if (value === null) return;
    n += sign;
    sum += sign * value;
    squares += sign * value ** 2;
  };
  for (const { machine, now } of changes) {
    add(machine, -1);
    add(now, 1);
  }
  if (n <= 0) return { n: 0, mean: null, deviation: null };
  const mean = sum / n;
  const deviation = n < 2 ? null : Math.sqrt(Math.max(0, (squares - n * mean ** 2) / (n - 1)));
  return { n, mean, deviation };
}

/** Several sums as one. */
export function sumOf(parts: Iterable<ScoreSums>): ScoreSums {
  const whole = { n: 0, sum: 0, squares: 0 };
  for (const { n, sum, squares } of parts) {
    whole.n += n;
    whole.sum += sum;
    whole.squares += squares;
  }
  return whole;
}

/** Calls that passed and failed a criterion. */
export interface Rate {
  criterion: string;
  passed: number;
  failed: number;
}

/** The rates with the answers of people in place of the machine's. */
export function ratesNow(rates: readonly Rate[], decided: readonly Pick<ReviewedCall, 'criteria'>[]): Rate[] {
  const byId = new Map(rates.map((rate) => [rate.criterion, { ...rate }]));
  for (const { criterion, current } of decided.flatMap(({ criteria }) => criteria)) {
    if (criterion.outcome === current.outcome) continue;
    const rate = byId.get(criterion.id) ?? { criterion: criterion.id, passed: 0, failed: 0 };
    byId.set(criterion.id, rate);
    for (const kind of ['passed', 'failed'] as const) {
      if (criterion.outcome === kind) rate[kind] -= 1;
      if (current.outcome === kind) rate[kind] += 1;
    }
  }
  return [...byId.values()];
}

/** How often a lexicon entry was found: findings that count, and calls that have one (certain or not). */
export interface EntryCount {
  rule: string;
  entry: string;
  count: number;
  calls: number;
}

/** The counts without what people dismissed and with what they confirmed. Findings that people added have no entry. */
export function entriesNow(
  entries: readonly EntryCount[],
  decided: readonly Pick<ReviewedCall, 'findings'>[],
): EntryCount[] {
  const byEntry = new Map(entries.map((one) => [one.entry, { ...one }]));
  for (const { findings } of decided) {
    const own = findings.filter(({ origin, entry }) => origin === 'machine' && entry !== '');
    for (const entry of new Set(own.map((finding) => finding.entry))) {
      const row = byEntry.get(entry);
      if (row === undefined) continue;
      const here = own.filter((finding) => finding.entry === entry);
      const certain = here.filter((finding) => finding.certain).length;
      row.count += here.filter(({ counts }) => counts).length - certain;
      if (here.every(({ review }) => review?.verdict === 'dismissed')) row.calls -= 1;
    }
  }
  return [...byEntry.values()];
}

/** First local days of every step of a period (both ends are local days). */
export function stepsOf(from: string, to: string, step: 'day' | 'week' | 'month'): string[] {
  const steps: string[] = [];
  for (let time = timeOf(from); time <= timeOf(to); time += dayMs) {
    const start = stepStart(dayOf(time), step);
    if (steps.at(-1) !== start) steps.push(start);
  }
  return steps;
}

/** First local day of the step that a local day falls into; weeks begin on Monday. */
export function stepStart(day: string, step: 'day' | 'week' | 'month'): string {
  if (step === 'day') return day;
  if (step === 'month') return `${day.slice(0, 7)}-01`;
  const time = timeOf(day);
  return dayOf(time - ((new Date(time).getUTCDay() + 6) % 7) * dayMs);
}
