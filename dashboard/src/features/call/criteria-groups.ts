/** The criteria of a scorecard in groups: by outcome, or by section of the standard. */
import type { Criterion, Outcome } from '../../api/shapes.ts';

export type Grouping = 'outcome' | 'section';

export interface CriteriaGroup {
  /** The outcome or the section. */
  key: string;
  criteria: Criterion[];
}

/** What needs attention comes first. */
const outcomeOrder: readonly Outcome[] = ['failed', 'not_sure', 'passed', 'not_applicable'];

/** Groups without criteria are left out; inside a group the scorecard's order stays. */
export function groupCriteria(criteria: readonly Criterion[], grouping: Grouping): CriteriaGroup[] {
  if (grouping === 'outcome') {
    return outcomeOrder
      .map((outcome) => ({ key: outcome, criteria: criteria.filter((criterion) => criterion.outcome === outcome) }))
      .filter((group) => group.criteria.length > 0);
  }
  const { compare } = new Intl.Collator('ru', { numeric: true });
  const sections = [...new Set(criteria.map(({ section }) => section))].sort(compare);
  return sections.map((key) => ({ key, criteria: criteria.filter(({ section }) => section === key) }));
}

/** Passed, but not with all its points. */
export const isPartly = ({ outcome, earned, weight }: Pick<Criterion, 'outcome' | 'earned' | 'weight'>): boolean =>
  outcome === 'passed' && earned < weight;
