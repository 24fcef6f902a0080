/** Re-scoring of the past: stored words and sound go through another judge on all cores, without transcription. */

import type { RunToJudge } from '../storage/facts/outdated-runs.ts';
import { chunksOfDays } from './day-chunks.ts';
import { estimateChange } from './estimate-change.ts';
import { findNarrowing } from './find-narrowing.ts';
import { keepContent } from './lexicon-content.ts';
import { openPageWork, type Tally } from './page-work.ts';
import { checkpointFor, type RescoreControl, type RescoreParts } from './rescore-control.ts';
import { countRescore, type RescoreSummary } from './rescore-summary.ts';

/** About 20 MB of words; larger pages are not faster. */
const callsAtOnce = 300;
/** Calls whose rows are written again under new versions in one statement. */
const stampsAtOnce = 1_000;
/** Keys held in memory; an index is looked through once for so many calls. */
const keysAtOnce = 20_000;
/** ClickHouse keeps days between these. */
const beginning = '1970-01-01';
const afterAll = '2149-06-07';

/**
 * Brings every call of other versions to those of the source. Calls that the change of lexicons cannot touch are not judged:
 * they keep what was found and get the new versions, and the new weights where the scorecard weighs otherwise. May be repeated
 * and killed at any moment: a call is either whole on the new versions or still on the old ones, and the next time only the
 * latter are taken. Earlier runs stay in the store. Memory does not grow with the number of calls.
 * @throws KamertonError `store_unavailable`, `bad_lexicon`
 */
export async function rescoreCalls(parts: RescoreParts, control: RescoreControl = {}): Promise<RescoreSummary> {
  const { runs, facts, source } = parts;
  const { versions } = source;
  const { dryRun = false, since = beginning, pageSize = callsAtOnce, signal } = control;
  const earlier = checkpointFor(control.resume, versions, dryRun);
  const stretch = control.stretch ?? keysAtOnce;
  const days = await runs.days(since, versions);
  const outdated = days.reduce((sum, day) => sum + day.outdated, 0);
  // What was re-scored is out of date no longer; what a dry run went through still is.
  const total = outdated + (dryRun ? 0 : (earlier?.through ?? 0));
  const seen = days.reduce((sum, { calls }) => sum + calls, 0);
  const scores = await runs.scores(since, versions);
  const count = countRescore(versions, seen, scores, earlier?.count);
  if (outdated === 0) return count.summary({ dryRun, interrupted: false });
  const narrowed = control.narrow === false ? null : await findNarrowing(parts, since);
  const { narrowing = null, weighing = null } = narrowed ?? {};
  if (!dryRun) await keepContent(facts, source);

  const work = openPageWork(parts, { write: !dryRun, weighing, threads: control.threads });
  let through = earlier?.through ?? 0;
  let downTo = earlier?.downTo ?? afterAll;
  const tally: Tally = {
    count,
    progress: (calls) => {
      through += calls;
      control.onProgress?.(through, total);
    },
  };
  const stopped = () => work.failed() || signal?.aborted === true;
  const checkpoint = async () => {
    await work.idle();
    if (work.failed()) return;
    await control.onCheckpoint?.({ versions, dryRun, downTo, through, count: count.counted() });
  };

  try {
    if (dryRun && earlier === undefined && control.onEstimate !== undefined) {
      const estimate = await estimateChange(runs, work, {
        since,
        versions,
        narrowing,
        outdated,
        stopped,
        sampleSize: control.sampleSize,
        count: countRescore(versions, seen, scores),
      });
      if (estimate !== null) control.onEstimate(estimate);
    }
    let touched: RunToJudge[] = [];
    const ahead = days.filter(({ day }) => !dryRun || day < downTo);
    for (const chunk of stopped() ? [] : chunksOfDays(ahead, stretch)) {
      let left = chunk.calls;
      // A dry run has nothing to do with calls that cannot be touched and weigh what they did: they are not even listed.
      for await (const keys of runs.outdated(chunk, versions, keysAtOnce, narrowing, dryRun && weighing === null)) {
        const unknown = new Set<string>();
        const untouched = keys.filter((key) => !key.touched);
        for (let from = 0; from < untouched.length && !stopped(); from += stampsAtOnce) {
          for (const { callId } of await work.untouched(untouched.slice(from, from + stampsAtOnce), tally)) {
            unknown.add(callId);
          }
        }
        left -= keys.length;
        touched.push(...keys.filter((key) => key.touched || unknown.has(key.callId)));
        while (touched.length >= pageSize && !stopped()) {
          await work.judge(touched.slice(0, pageSize), touched.length, tally);
          touched = touched.slice(pageSize);
        }
        if (stopped()) break;
      }
      if (stopped()) break;
      if (dryRun) {
        count.through(Math.max(0, left), 0);
        tally.progress(Math.max(0, left));
      }
      if (control.onCheckpoint === undefined) continue;
      if (touched.length > 0) await work.judge(touched, touched.length, tally);
      touched = [];
      downTo = chunk.from;
      await checkpoint();
    }
    if (touched.length > 0 && !stopped()) await work.judge(touched, touched.length, tally);
    await work.idle();
    // A dry run goes on after whole days; what a re-score has written is done.
    if (!dryRun && signal?.aborted === true) await checkpoint();
  } finally {
    await work.close();
  }
  return count.summary({ dryRun, interrupted: signal?.aborted === true && through < total });
}
