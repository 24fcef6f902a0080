/** Dry runs of changed entries and re-scores of the whole seeded history. */
import { rescoreCalls } from '../../../analyzer/rescore/rescore-calls.ts';
import type { RescoreSummary } from '../../../analyzer/rescore/rescore-summary.ts';
import { byOtherEngine } from '../../support/history.ts';
import { costOf, rate, type StoreBench, say, sayCost, secondsOf } from './bench.ts';
import { withEntry, withoutEntry, withWeights } from './changed-source.ts';

export async function benchRescore({ history, source, calls }: StoreBench): Promise<void> {
  const parts = { ...history, source };
  for (const pattern of dryRuns) {
    await sayDryRun(`dry run: new entry «${pattern}»`, { ...parts, source: withEntry(source, pattern) });
  }
  await sayDryRun('dry run: one entry removed', { ...parts, source: withoutEntry(source) });

  await sayReading(history);

  const heavier = withWeights(source);
  await sayDryRun('dry run: other weights', { ...parts, source: heavier });
  await sayRescore('re-score after other weights', { ...parts, source: heavier }, calls);

  const changed = withEntry(source, 'показаньица');
  await sayRescore('re-score after one entry changed', { ...parts, source: changed }, calls);
  await sayRescore('re-score of everything, same result', { ...parts, source: byOtherEngine(changed, 'bench') }, calls);
  const checking = await secondsOf(() => rescoreCalls({ ...parts, source: byOtherEngine(changed, 'bench') }));
  say('re-score with nothing to do', `${(checking * 1000).toFixed(0)} ms`);
}

/** The floor of a full re-score: the words of calls are read and decoded, and nothing is done with them. */
async function sayReading({ runs }: StoreBench['history']): Promise<void> {
  const nobodys = { engine: 'none', lexicon: 'none', scorecard: 'none' };
  const days = { from: '1970-01-01', to: '2100-01-01' };
  const keys = await first(runs.outdated(days, nobodys, callsToRead, null));
  let segments = 0;
  const cost = await costOf(async () => {
    for (let from = 0; from < keys.length; from += callsAtOnce) {
      for (const run of await runs.read(keys.slice(from, from + callsAtOnce))) segments += run.segments.length;
    }
  });
  const each = ((cost.cpu * 1000) / keys.length).toFixed(2);
  say('floor: words read, nothing judged', `${keys.length} calls, ${segments} segments, ${each} ms CPU a call`);
}
async function first<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  for await (const page of pages) return page;
  return [];
}
const callsToRead = 20_000;
/** Calls of a page of a re-score. */
const callsAtOnce = 300;

/** From rare to frequent in the seeded calls. */
const dryRuns = ['показаньица', 'соберёмся с мыслями', 'понимаю _2 беспокойство'];

type Parts = Parameters<typeof rescoreCalls>[0];

async function sayDryRun(what: string, parts: Parts): Promise<void> {
  let told = '';
  let estimated = '';
  const begun = performance.now();
  const onEstimate = ({ calls, estimate }: RescoreSummary) => {
    const { sampled, from, to } = estimate ?? {};
    const seconds = (performance.now() - begun) / 1000;
    estimated = `after ${seconds.toFixed(1)} s: about ${calls.changed} (${from} to ${to}) changed, by ${sampled} calls`;
  };
  const cost = await costOf(async () => {
    const { calls, findings } = await rescoreCalls(parts, { dryRun: true, onEstimate });
    told = `judged ${calls.judged}, changed ${calls.changed}, findings +${findings.added} −${findings.removed}`;
  });
  if (estimated !== '') say(`${what}, estimate`, estimated);
  say(what, `${sayCost(cost)} (${told})`);
}

async function sayRescore(what: string, parts: Parts, calls: number): Promise<void> {
  let judged = 0;
  const cost = await costOf(async () => {
    const summary = await rescoreCalls(parts);
    if (summary.calls.rescored !== calls) throw new Error(`re-scored ${summary.calls.rescored} of ${calls}`);
    judged = summary.calls.judged;
  });
  say(what, `${rate(calls, cost.seconds)} calls/s, ${sayCost(cost)} (judged ${judged})`);
}
