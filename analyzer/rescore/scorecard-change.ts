/** What differs between two scorecards, when it can be counted from stored outcomes without judging any words. Pure. */
import type { Scorecard, ScorecardCriterion } from '#lexicons';
import { scorecardEntries } from '../scoring/weigh.ts';

/** A line as it was. */
interface StoredLine {
  before: ScorecardCriterion;
  /** A passed line may earn a part of its weight. */
  graded: boolean;
}

/** A line that stays: what decides about it is the same. */
interface ReweighedLine extends StoredLine {
  after: ScorecardCriterion;
}

export interface ScorecardChange {
  /** Lines of the scorecard as it is, in its order. */
  lines: ReweighedLine[];
  /** Lines that were taken out. */
  removed: StoredLine[];
  /** Lines that are fatal only in a conflict, as they were: stored ones tell which calls had one. */
  conflictLines: string[];
  /** Whether it matters which calls had a conflict. */
  asksConflict: boolean;
}

/**
 * Weights, names, sections, order, fatal faults and lines that were taken out are counted from what is stored. Null when words
 * or sound have to be judged: a new line, another way of deciding (kind, rules, limits) or other settings.
 */
export function scorecardChange(before: Scorecard, after: Scorecard): ScorecardChange | null {
  if (JSON.stringify(before.settings) !== JSON.stringify(after.settings)) return null;
  const old = new Map(scorecardEntries(before).map((entry) => [entry.id, entry]));
  const lines: ReweighedLine[] = [];
  for (const entry of scorecardEntries(after)) {
    const was = old.get(entry.id);
    if (was === undefined || decidedBy(was) !== decidedBy(entry)) return null;
    lines.push({ before: was, after: entry, graded: isGraded(was) });
  }
  const conflictLines = [...old.values()].filter(({ fatal }) => fatal === 'in_conflict').map(({ id }) => id);
  const asksConflict = lines.some(({ after: { fatal } }) => fatal === 'in_conflict');
  if (asksConflict && conflictLines.length === 0) return null;
  const kept = new Set(lines.map(({ after: { id } }) => id));
  const removed = [...old.values()].filter(({ id }) => !kept.has(id));
  return {
    lines,
    removed: removed.map((entry) => ({ before: entry, graded: isGraded(entry) })),
    conflictLines,
    asksConflict,
  };
}

const isGraded = (entry: ScorecardCriterion) => 'limits' in entry && entry.limits.good < entry.limits.acceptable;

/** Everything of a line that an outcome depends on. */
function decidedBy(entry: ScorecardCriterion): string {
  const { title: _title, section: _section, weight: _weight, fatal: _fatal, ...rest } = entry;
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
}
