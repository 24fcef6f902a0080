/** What a re-score changed: findings that came and went, scores by operator. Grows with operators, not with calls. */
import type { AnalyzedCall, Versions } from '../domain/scored-call.ts';
import type { FoundPlace, StoredRun } from '../storage/facts/stored-runs.ts';
import type { LedgerCall } from '../storage/state/call-ledger.ts';

/** What one call was and has become. */
export interface Rejudged {
  call: LedgerCall;
  stored: StoredRun;
  analysis: AnalyzedCall;
}

/** Mean scores over `n` calls that had a score before and have one now; null where there are none. */
interface ScoreChange {
  n: number;
  before: number | null;
  after: number | null;
}

export interface RescoreSummary {
  versions: Versions;
  calls: {
    /** Calls of the period. */
    seen: number;
    rescored: number;
    /** In work, or taken by another re-score at the same time. */
    skipped: number;
  };
  /** A finding that only becomes (un)certain is one removed and one added. */
  findings: { added: number; removed: number };
  score: ScoreChange;
  /** The largest change first. */
  operators: ({ id: string; name: string } & ScoreChange)[];
}

interface Sums {
  n: number;
  before: number;
  after: number;
}

/** Counts re-judged calls one by one. */
export function countRescore(versions: Versions, seen: number) {
  const calls = { seen, rescored: 0, skipped: 0 };
  const findings = { added: 0, removed: 0 };
  const all: Sums = { n: 0, before: 0, after: 0 };
  const operators = new Map<string, Sums & { name: string }>();

  return {
    add({ call, stored, analysis }: Rejudged): void {
      calls.rescored += 1;
      const now = analysis.findings.map((one) => ({ ...one, startMs: Math.round(one.start * 1000) }));
      const kept = sharedPlaces(stored.found, now);
      findings.added += now.length - kept;
      findings.removed += stored.found.length - kept;
      if (stored.score === null || analysis.score === null) return;
      const { id = '', name = '' } = call.metadata.operator ?? {};
      const own = operators.get(id) ?? { n: 0, before: 0, after: 0, name };
      operators.set(id, own);
      for (const sums of [all, own]) {
        sums.n += 1;
        sums.before += stored.score;
        sums.after += analysis.score;
      }
    },
    skip(count: number): void {
      calls.skipped += count;
    },
    summary(): RescoreSummary {
      return {
        versions,
        calls,
        findings,
        score: meansOf(all),
        operators: [...operators]
          .map(([id, sums]) => ({ id, name: sums.name, ...meansOf(sums) }))
          .sort((a, b) => changeOf(b) - changeOf(a) || (a.id < b.id ? -1 : 1)),
      };
    },
  };
}

const twoDecimals = (value: number) => Math.round(value * 100) / 100;
const changeOf = ({ before, after }: ScoreChange) => Math.abs((after ?? 0) - (before ?? 0));

function meansOf({ n, before, after }: Sums): ScoreChange {
  return n === 0
    ? { n, before: null, after: null }
    : { n, before: twoDecimals(before / n), after: twoDecimals(after / n) };
}

/** How many findings stand in both lists; the same one may stand several times. */
function sharedPlaces(old: readonly FoundPlace[], now: readonly FoundPlace[]): number {
  const left = new Map<string, number>();
  for (const place of old) left.set(keyOf(place), (left.get(keyOf(place)) ?? 0) + 1);
  let shared = 0;
  for (const place of now) {
    const count = left.get(keyOf(place)) ?? 0;
    if (count === 0) continue;
    left.set(keyOf(place), count - 1);
    shared += 1;
  }
  return shared;
}

const keyOf = ({ entry, segment, startMs, text, certain }: FoundPlace) =>
  JSON.stringify([entry, segment, startMs, text, certain]);
