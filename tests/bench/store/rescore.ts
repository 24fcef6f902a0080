/** Re-scoring of the whole seeded history. */
import { rescoreCalls } from '../../../analyzer/rescore/rescore-calls.ts';
import { renamed } from '../../support/history.ts';
import { rate, type StoreBench, say, secondsOf } from './bench.ts';

export async function benchRescore({ history, judge, calls }: StoreBench): Promise<void> {
  const rescoring = await secondsOf(async () => {
    const summary = await rescoreCalls({ ...history, judge: renamed(judge, 'bench') });
    if (summary.calls.rescored !== calls) throw new Error(`re-scored ${summary.calls.rescored} of ${calls}`);
  });
  say('re-score of everything', `${rate(calls, rescoring)} calls/s, ${rescoring.toFixed(1)} s`);
  const checking = await secondsOf(() => rescoreCalls({ ...history, judge: renamed(judge, 'bench') }));
  say('re-score with nothing to do', `${(checking * 1000).toFixed(0)} ms`);
}
