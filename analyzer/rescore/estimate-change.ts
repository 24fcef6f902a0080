/** What a dry run of many calls comes to, told within seconds from a random sample of them. */
import type { Versions } from '../domain/scored-call.ts';
import type { Narrowing } from '../storage/facts/outdated-runs.ts';
import type { StoredRuns } from '../storage/facts/stored-runs.ts';
import { estimateFrom } from './estimate-summary.ts';
import type { PageWork, Tally } from './page-work.ts';
import type { countRescore, RescoreSummary } from './rescore-summary.ts';

/** A few seconds of judging on two cores, most of it the start of the threads; tells a share of 10 % to 1.3 points. */
const sampleOf = 2_000;
/** Blocks of neighbours that a sample is made of. */
const blocks = 50;
/** Fewer calls than so many samples are gone through nearly as soon. */
const leastSamples = 3;

interface Asked {
  since: string;
  versions: Versions;
  /** What the change can touch; null: everything. */
  narrowing: Narrowing | null;
  /** Calls that the dry run will go through. */
  outdated: number;
  sampleSize: number | undefined;
  stopped(): boolean;
  /** Knows the scores of all those calls, and has counted none. */
  count: ReturnType<typeof countRescore>;
}

/**
 * Null when there are too few calls to estimate anything, or the run was stopped. Within a day calls lie in the order of
 * random ids, so every k-th block of neighbours in the store is a random sample spread over the whole period, and far fewer
 * rows are read for it than for calls drawn one by one.
 */
export async function estimateChange(
  runs: Pick<StoredRuns, 'sample'>,
  work: PageWork,
  asked: Asked,
): Promise<RescoreSummary | null> {
  const { count, outdated, stopped, sampleSize = sampleOf } = asked;
  if (outdated < leastSamples * sampleSize) return null;
  const tally: Tally = { count, progress: () => {} };
  const layout = { block: Math.ceil(sampleSize / blocks), every: Math.round(outdated / sampleSize) };
  let sampled = 0;
  for await (const keys of runs.sample(asked.since, asked.versions, layout, asked.narrowing)) {
    sampled += keys.length;
    const unknown = await work.untouched(
      keys.filter(({ touched }) => !touched),
      tally,
    );
    const toJudge = [...keys.filter(({ touched }) => touched), ...unknown];
    // All calls wait, not the sample alone: it is worth its threads.
    if (toJudge.length > 0 && !stopped()) await work.judge(toJudge, outdated, tally);
    if (stopped()) return null;
  }
  await work.idle();
  if (stopped() || sampled === 0) return null;
  const told = count.summary({ dryRun: true, interrupted: true });
  return estimateFrom(told, count.scores(), { sampled, of: outdated });
}
