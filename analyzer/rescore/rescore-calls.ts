/** Re-scoring of the past: stored words and sound go through another judge on all cores, without transcription. */

import type { Versions } from '../domain/scored-call.ts';
import type { KeyRing } from '../platform/index.ts';
import type { JudgeSource } from '../scoring/judge-call.ts';
import type { FactsAddress } from '../storage/facts/address.ts';
import type { CallFacts } from '../storage/facts/call-facts.ts';
import type { RunToJudge } from '../storage/facts/outdated-runs.ts';
import type { StoredRuns } from '../storage/facts/stored-runs.ts';
import type { LedgerBatches } from '../storage/state/ledger-batches.ts';
import { claimCalls, claimUntouched } from './claim-runs.ts';
import { chunksOfDays } from './day-chunks.ts';
import { findNarrowing } from './find-narrowing.ts';
import type { PageTask } from './judge-page.ts';
import { keepContent } from './lexicon-content.ts';
import { openJudges } from './open-judges.ts';
import { countRescore, type RescoreCount, type RescoreSummary } from './rescore-summary.ts';
import { reweighPage } from './reweigh-page.ts';
import type { ScorecardChange } from './scorecard-change.ts';

export interface RescoreParts {
  facts: CallFacts;
  runs: StoredRuns;
  ledger: Pick<LedgerBatches, 'doneAmong' | 'claimRuns'>;
  /** Where worker threads reach the facts store. */
  address: FactsAddress;
  source: JudgeSource;
  /** Open what masking took out of the words. */
  privacyKeys: KeyRing;
}

export interface RescoreControl {
  /** First day (UTC) of the calls, YYYY-MM-DD; absent: from the first one on. */
  since?: string | undefined;
  /** Only tell what would change. */
  dryRun?: boolean | undefined;
  /** False: judge every call, also those that the change cannot touch. */
  narrow?: boolean | undefined;
  /** Calls that a thread holds in memory at once. */
  pageSize?: number | undefined;
  /** Threads that judge; 0: this one. Absent: this one for a few calls, as many as cores for many. */
  threads?: number | undefined;
  /** Ends the work at the next page; what is done stays done, and the summary says `interrupted`. */
  signal?: AbortSignal | undefined;
  /** Calls that have been through, calls that are to go, and what has come of those that are through. */
  onProgress?: ((done: number, total: number, soFar: () => RescoreSummary) => void) | undefined;
  /** Called with plain data from which a later attempt can go on: after whole days, and when the work is stopped. */
  onCheckpoint?: ((checkpoint: RescoreCheckpoint) => Promise<void>) | undefined;
  /** What an earlier attempt gave to `onCheckpoint`; taken when it is of the same versions. */
  resume?: unknown;
  /** Calls of the stretches of days after which there is a checkpoint. */
  stretch?: number | undefined;
}

/** How far a dry run or a re-score had come. */
export interface RescoreCheckpoint {
  versions: Versions;
  dryRun: boolean;
  /** Last day (UTC) that a dry run is through with. */
  day: string;
  through: number;
  count: RescoreCount;
}

/** The text was written by `onCheckpoint`: beyond what it belongs to it is not checked again. */
function checkpointFor(given: unknown, versions: Versions, dryRun: boolean): RescoreCheckpoint | undefined {
  const checkpoint = given as RescoreCheckpoint | null | undefined;
  const fits = JSON.stringify([checkpoint?.versions, checkpoint?.dryRun]) === JSON.stringify([versions, dryRun]);
  return checkpoint && fits ? checkpoint : undefined;
}

/** About 20 MB of words; larger pages are not faster. */
const callsAtOnce = 300;
/** Calls whose rows are written again under new versions in one statement. */
const stampsAtOnce = 1_000;
/** Keys held in memory; an index is looked through once for so many calls. */
const keysAtOnce = 20_000;
/** ClickHouse keeps days from here on. */
const beginning = '1970-01-01';

/**
 * Brings every call of other versions to those of the source. Calls that the change of lexicons cannot touch are not judged:
 * they keep what was found and get the new versions, and the new weights where the scorecard weighs otherwise. May be repeated and killed at any moment: a call is either whole on the
 * new versions or still on the old ones, and the next time only the latter are taken. Earlier runs stay in the store.
 * Memory does not grow with the number of calls.
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
  const count = countRescore(
    versions,
    days.reduce((sum, { calls }) => sum + calls, 0),
    await runs.scores(since, versions),
    earlier?.count,
  );
  if (outdated === 0) return count.summary({ dryRun, interrupted: false });
  const narrowed = control.narrow === false ? null : await findNarrowing(parts, since);
  const { narrowing = null, weighing = null } = narrowed ?? {};
  if (!dryRun) await keepContent(facts, source);

  const judges = openJudges(parts, control.threads);
  const inWork = new Set<Promise<void>>();
  let failure: { error: unknown } | undefined;
  let through = earlier?.through ?? 0;
  let throughDay = earlier?.day ?? '';
  const progress = (calls: number) => {
    through += calls;
    control.onProgress?.(through, total, () => count.summary({ dryRun, interrupted: true }));
  };

  const judge = async (page: readonly RunToJudge[], waiting: number) => {
    await judges.room(waiting);
    const calls = await (dryRun ? seenCalls(parts, page) : claimedCalls(parts, page));
    count.skip(page.length - calls.length);
    const work = judges.run({ calls, write: !dryRun }, waiting).then(
      ({ judged, changes }) => {
        count.through(judged, judged);
        for (const change of changes) count.add(change);
        progress(page.length);
      },
      (error: unknown) => {
        failure ??= { error };
      },
    );
    inWork.add(work);
    void work.finally(() => inWork.delete(work));
  };
  const stamp = async (page: readonly RunToJudge[]) => {
    const claimed = await claimStamps(parts, page);
    count.through(claimed.length, 0);
    count.skip(page.length - claimed.length);
    progress(page.length);
  };
  const reweigh = async (page: readonly RunToJudge[], change: ScorecardChange) => {
    const { rescored, changes, unknown } = await reweighPage({ ...parts, versions }, change, page, !dryRun);
    count.through(rescored, 0);
    count.skip(page.length - rescored - unknown.length);
    for (const change of changes) count.add(change);
    progress(page.length - unknown.length);
    return unknown;
  };
  const stopped = () => failure !== undefined || signal?.aborted === true;
  const checkpoint = async () => {
    await Promise.all(inWork);
    if (failure !== undefined) return;
    await control.onCheckpoint?.({ versions, dryRun, day: throughDay, through, count: count.counted() });
  };

  try {
    let touched: RunToJudge[] = [];
    const ahead = days.filter(({ day }) => !dryRun || day > throughDay);
    for (const chunk of chunksOfDays(ahead, stretch)) {
      let left = chunk.calls;
      // A dry run has nothing to do with calls that cannot be touched and weigh what they did: they are not even listed.
      for await (const keys of runs.outdated(chunk, versions, keysAtOnce, narrowing, dryRun && weighing === null)) {
        const unknown = new Set<string>();
        const untouched = keys.filter((key) => !key.touched);
        for (let from = 0; from < untouched.length && !stopped(); from += stampsAtOnce) {
          const page = untouched.slice(from, from + stampsAtOnce);
          if (weighing === null) await stamp(page);
          else for (const { callId } of await reweigh(page, weighing)) unknown.add(callId);
        }
        left -= keys.length;
        touched.push(...keys.filter((key) => key.touched || unknown.has(key.callId)));
        while (touched.length >= pageSize && !stopped()) {
          await judge(touched.slice(0, pageSize), touched.length);
          touched = touched.slice(pageSize);
        }
        if (stopped()) break;
      }
      if (stopped()) break;
      if (dryRun) {
        count.through(Math.max(0, left), 0);
        progress(Math.max(0, left));
      }
      if (control.onCheckpoint === undefined) continue;
      if (touched.length > 0) await judge(touched, touched.length);
      touched = [];
      throughDay = chunk.to;
      await checkpoint();
    }
    if (touched.length > 0 && !stopped()) await judge(touched, touched.length);
    await Promise.all(inWork);
    // A dry run goes on after whole days; what a re-score has written is done.
    if (!dryRun && signal?.aborted === true) await checkpoint();
  } finally {
    await Promise.all(inWork);
    await judges.close();
  }
  if (failure !== undefined) throw failure.error;
  return count.summary({ dryRun, interrupted: signal?.aborted === true && through < total });
}

async function seenCalls({ ledger }: RescoreParts, page: readonly RunToJudge[]): Promise<PageTask['calls']> {
  const known = await ledger.doneAmong(page.map(({ callId }) => callId));
  return page.flatMap(({ day, callId, run }) => {
    const call = known.get(callId);
    return call === undefined ? [] : [{ ...call, day, callId, run }];
  });
}

async function claimedCalls({ ledger }: RescoreParts, page: readonly RunToJudge[]): Promise<PageTask['calls']> {
  const claimed = await claimCalls(ledger, page);
  return claimed.map(({ found, call, next }) => ({ ...call, day: found.day, callId: found.callId, run: next }));
}

async function claimStamps({ ledger, facts, source }: RescoreParts, page: readonly RunToJudge[]) {
  const claimed = await claimUntouched(ledger, page);
  await facts.restamp(
    claimed.map(({ day, callId, next }) => ({ day, callId, run: next })),
    source.versions,
  );
  return claimed;
}
