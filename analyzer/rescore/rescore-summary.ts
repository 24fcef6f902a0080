/** What a re-score changed, or would change: findings by entry, criteria, scores by operator. Grows with none of the calls. */
import type { Versions } from '../domain/scored-call.ts';
import type { OperatorScores } from '../storage/facts/outdated-runs.ts';
import type { CallChange, FindingSample } from './call-change.ts';

/** Mean scores over `n` calls that had a score before and have one now; null where there are none. */
interface ScoreChange {
  n: number;
  before: number | null;
  after: number | null;
}

export interface RescoreSummary {
  versions: Versions;
  /** True: nothing was written. */
  dryRun: boolean;
  /** True: stopped before its end; the same again goes on from there. */
  interrupted: boolean;
  calls: {
    /** Calls of the period. */
    seen: number;
    /** Calls that stand on the new versions now (dry run: would stand), judged again or proven to be untouched. */
    rescored: number;
    /** Those of them whose words were judged again. */
    judged: number;
    /** Those that came out different. */
    changed: number;
    /** In work, or taken by another re-score at the same time. */
    skipped: number;
  };
  /** A finding that only becomes (un)certain is one removed and one added. */
  findings: { added: number; removed: number };
  /** By entry, the most changed first. */
  entries: { entry: string; added: number; removed: number }[];
  /** Lines of the scorecard that came out different in `changed` calls; `failed`: how many calls more (or fewer) fail it. */
  criteria: { id: string; changed: number; failed: number; points: number }[];
  score: ScoreChange;
  /** The largest change first. */
  operators: ({ id: string; name: string } & ScoreChange)[];
  /** First places of change of the earliest changed calls. */
  samples: FindingSample[];
  /** Set when the figures are told from a random sample: they are about so, and operators are left out. */
  estimate?: Estimate;
}

/** From how many of how many calls figures are told, and the 95 % interval of `calls.changed`. */
export interface Estimate {
  sampled: number;
  of: number;
  from: number;
  to: number;
}

/** Samples that are shown. */
const mostSamples = 20;

/** Hundredths of points, whole: the sums do not depend on the order in which calls come. */
export interface Sums {
  n: number;
  before: number;
  after: number;
}

const hundredths = (score: number) => Math.round(score * 100);
const counter = <T>(make: () => T, counted: readonly [string, T][] = []) => {
  const counts = new Map<string, T>(counted);
  const of = (key: string): T => {
    const known = counts.get(key) ?? make();
    counts.set(key, known);
    return known;
  };
  return { counts, of };
};

/** What was counted so far, as plain data: a later attempt counts on from it. */
export interface RescoreCount {
  calls: RescoreSummary['calls'];
  findings: RescoreSummary['findings'];
  all: Sums;
  names: [string, string][];
  operators: [string, Sums][];
  entries: [string, { added: number; removed: number }][];
  criteria: [string, { changed: number; failed: number; points: number }][];
  samples: { key: string; sample: FindingSample }[];
}

/**
 * Counts changed calls one by one.
 * @param scores sums of all calls of the re-score: those that are not changed keep their scores
 * @param before what an earlier attempt has counted; `seen` and `scores` are its own then
 */
export function countRescore(
  versions: Versions,
  seen: number,
  scores: readonly OperatorScores[],
  before?: RescoreCount,
) {
  const calls = before?.calls ?? { seen, rescored: 0, judged: 0, changed: 0, skipped: 0 };
  const findings = before?.findings ?? { added: 0, removed: 0 };
  const all: Sums = before?.all ?? { n: 0, before: 0, after: 0 };
  const names = new Map<string, string>(before?.names);
  const operators = counter<Sums>(() => ({ n: 0, before: 0, after: 0 }), before?.operators);
  const entries = counter(() => ({ added: 0, removed: 0 }), before?.entries);
  const criteria = counter(() => ({ changed: 0, failed: 0, points: 0 }), before?.criteria);
  let samples = before?.samples ?? [];
  for (const { id, n, hundredths: sum } of before === undefined ? scores : []) {
    for (const sums of [all, operators.of(id)]) {
      sums.n += n;
      sums.before += sum;
      sums.after += sum;
    }
  }

  const addScore = ({ operator, score: { before, after } }: CallChange) => {
    if (operator.name !== '') names.set(operator.id, operator.name);
    if (before === null) return;
    for (const sums of [all, operators.of(operator.id)]) {
      sums.after += (after === null ? 0 : hundredths(after)) - hundredths(before);
      if (after !== null) continue;
      sums.n -= 1;
      sums.before -= hundredths(before);
    }
  };

  const summary = (how: { dryRun: boolean; interrupted: boolean }): RescoreSummary => ({
    versions,
    ...how,
    calls,
    findings,
    entries: [...entries.counts]
      .map(([entry, count]) => ({ entry, ...count }))
      .sort((a, b) => b.added + b.removed - a.added - a.removed || (a.entry < b.entry ? -1 : 1)),
    criteria: [...criteria.counts]
      .map(([id, count]) => ({ id, ...count, points: count.points / 100 }))
      .sort((a, b) => b.changed - a.changed || (a.id < b.id ? -1 : 1)),
    score: meansOf(all),
    operators: [...operators.counts]
      .map(([id, sums]) => ({ id, name: names.get(id) ?? '', ...meansOf(sums) }))
      .filter(({ n }) => n > 0)
      .sort((a, b) => sizeOf(b) - sizeOf(a) || (a.id < b.id ? -1 : 1)),
    samples: firstOf(samples).map(({ sample }) => sample),
  });

  return {
    /** Calls that stand on the new versions now, `judged` of them judged again. */
    through(rescored: number, judged: number): void {
      calls.rescored += rescored;
      calls.judged += judged;
    },
    skip(count: number): void {
      calls.skipped += count;
    },
    add(change: CallChange): void {
      calls.changed += 1;
      findings.added += change.added.length;
      findings.removed += change.removed.length;
      for (const entry of change.added) entries.of(entry).added += 1;
      for (const entry of change.removed) entries.of(entry).removed += 1;
      for (const { id, before, after, points } of change.criteria) {
        const count = criteria.of(id);
        count.changed += 1;
        count.failed += Number(after === 'failed') - Number(before === 'failed');
        count.points += hundredths(points);
      }
      addScore(change);
      if (change.sample === null) return;
      samples.push({ key: `${change.day} ${change.callId}`, sample: change.sample });
      if (samples.length > 50 * mostSamples) samples = firstOf(samples);
    },
    /** A copy of what is counted so far. */
    counted: (): RescoreCount =>
      structuredClone({
        calls,
        findings,
        all,
        names: [...names],
        operators: [...operators.counts],
        entries: [...entries.counts],
        criteria: [...criteria.counts],
        samples: firstOf(samples),
      }),
    summary,
    /** Sums of the scores of all calls, moved by what is counted so far. */
    scores: (): Sums => ({ ...all }),
  };
}

const firstOf = <T extends { key: string }>(samples: readonly T[]): T[] =>
  samples.toSorted((a, b) => (a.key < b.key ? -1 : 1)).slice(0, mostSamples);

const sizeOf = ({ before, after }: ScoreChange) => Math.abs((after ?? 0) - (before ?? 0));

export function meansOf({ n, before, after }: Sums): ScoreChange {
  return n === 0
    ? { n, before: null, after: null }
    : { n, before: Math.round(before / n) / 100, after: Math.round(after / n) / 100 };
}
