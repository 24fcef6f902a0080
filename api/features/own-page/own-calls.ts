/** What the machine says of an operator's calls: the store is asked again when the ledger has something new of them. */
import type { OwnCalls } from '#analyzer';
import { boundedMap } from '#platform';
import type { ApiDeps } from '../../deps.ts';

/** While many calls are judged again the ledger is a little ahead of the store: so long an answer from between may stand. */
const longestMs = 10_000;
const mostKept = 500;

type Period = Parameters<ApiDeps['desk']['screens']['ownCalls']>[1];

/** Reads an operator's calls of a period; asked again, it gives the same answer while nothing of them has changed. */
export function ownCallsOf(
  { desk, standOfOperator }: Pick<ApiDeps, 'desk' | 'standOfOperator'>,
  clock: () => number = () => performance.now(),
): (operatorId: string, period: Period) => Promise<OwnCalls> {
  const kept = boundedMap<{ stand: string; at: number; calls: Promise<OwnCalls> }>(mostKept);
  return async (operatorId, period) => {
    const key = JSON.stringify([operatorId, period]);
    const stand = await standOfOperator(operatorId);
    const now = clock();
    const known = kept.get(key);
    if (known !== undefined && known.stand === stand && now - known.at < longestMs) return known.calls;
    const mine = { stand, at: now, calls: desk.screens.ownCalls({ kind: 'operator', operatorId }, period) };
    kept.set(key, mine);
    mine.calls.catch(() => {
      if (kept.get(key) === mine) kept.delete(key);
    });
    return mine.calls;
  };
}
