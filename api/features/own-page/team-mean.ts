/** What an operator is compared with: the mean of the team. It is the same for all of them, and may be twenty seconds old. */
import type { CallScope } from '#analyzer';
import { boundedMap, sharedFor } from '#platform';
import type { ApiDeps } from '../../deps.ts';

/** A mean of fewer operators would show single people. */
const leastOperators = 5;
const longestMs = 20_000;
const mostKept = 500;

export interface TeamMean {
  mean: number;
  operators: number;
}
type Period = { from: string; to: string; zone: string };

/** Reads the mean of the means of an operator's team, of everybody where there is no team; null for fewer than five people. */
export function teamMeans({ desk, teams }: Pick<ApiDeps, 'desk' | 'teams'>, clock: () => number = Date.now) {
  const kept = boundedMap<() => Promise<TeamMean | null>>(mostKept);

  const read = async (scope: CallScope, period: Period): Promise<TeamMean | null> => {
    const rows = await desk.screens.weighed.byOperators(scope, { ...period, people: true });
    const means = rows.flatMap(({ key, n, scores }) => (key === '' || n === 0 ? [] : [scores / n]));
    if (means.length < leastOperators) return null;
    const mean = means.reduce((sum, one) => sum + one, 0) / means.length;
    return { mean: Math.round(mean * 10) / 10, operators: means.length };
  };

  return async (operatorId: string, period: Period): Promise<TeamMean | null> => {
    const team = (await teams.list()).find(({ operatorIds }) => operatorIds.includes(operatorId));
    const scope: CallScope = team === undefined ? { kind: 'all' } : { kind: 'teams', operatorIds: team.operatorIds };
    const key = JSON.stringify([scope, period]);
    const known = kept.get(key);
    if (known !== undefined) return known();
    const mean = sharedFor(longestMs, () => read(scope, period), clock);
    kept.set(key, mean);
    return mean();
  };
}
