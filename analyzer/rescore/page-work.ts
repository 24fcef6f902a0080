/** What is done with a page of calls: judged on threads, given the new versions only, or weighed anew; and counted. */
import type { RunToJudge } from '../storage/facts/outdated-runs.ts';
import { claimCalls, claimUntouched } from './claim-runs.ts';
import type { PageTask } from './judge-page.ts';
import { openJudges } from './open-judges.ts';
import type { RescoreParts } from './rescore-control.ts';
import type { countRescore } from './rescore-summary.ts';
import { reweighPage } from './reweigh-page.ts';
import type { ScorecardChange } from './scorecard-change.ts';

/** Where a page is counted. */
export interface Tally {
  count: ReturnType<typeof countRescore>;
  progress(calls: number): void;
}

interface How {
  /** False: only tell what would change. */
  write: boolean;
  /** How calls whose words are not touched are to be weighed; null: as they are. */
  weighing: ScorecardChange | null;
  threads: number | undefined;
}

export type PageWork = ReturnType<typeof openPageWork>;

/** Work over pages of calls; a page that fails ends nothing by itself, `failed` and `idle` tell. */
export function openPageWork(parts: RescoreParts, { write, weighing, threads }: How) {
  const judges = openJudges(parts, threads);
  const inWork = new Set<Promise<void>>();
  let failure: { error: unknown } | undefined;

  const stamp = async (page: readonly RunToJudge[], { count, progress }: Tally) => {
    const claimed = write ? await claimStamps(parts, page) : page;
    count.through(claimed.length, 0);
    count.skip(page.length - claimed.length);
    progress(page.length);
  };
  const reweigh = async (page: readonly RunToJudge[], change: ScorecardChange, { count, progress }: Tally) => {
    const { versions } = parts.source;
    const { rescored, changes, unknown } = await reweighPage({ ...parts, versions }, change, page, write);
    count.through(rescored, 0);
    count.skip(page.length - rescored - unknown.length);
    for (const one of changes) count.add(one);
    progress(page.length - unknown.length);
    return unknown;
  };

  return {
    failed: () => failure !== undefined,

    /**
     * Begins to judge a page when a thread has room for it.
     * @param waiting calls that are known to wait, those of the page among them
     */
    async judge(page: readonly RunToJudge[], waiting: number, { count, progress }: Tally): Promise<void> {
      await judges.room(waiting);
      const calls = await (write ? claimedCalls(parts, page) : seenCalls(parts, page));
      count.skip(page.length - calls.length);
      const work = judges.run({ calls, write }, waiting).then(
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
    },

    /** Calls whose words the change cannot touch. The answer: those of them that are to be judged all the same. */
    async untouched(page: readonly RunToJudge[], tally: Tally): Promise<RunToJudge[]> {
      if (weighing !== null) return reweigh(page, weighing, tally);
      await stamp(page, tally);
      return [];
    },

    /** Until no page is in work. */
    async idle(): Promise<void> {
      await Promise.all(inWork);
    },

    /** @throws what a page failed with */
    async close(): Promise<void> {
      await Promise.all(inWork);
      await judges.close();
      if (failure !== undefined) throw failure.error;
    },
  };
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
