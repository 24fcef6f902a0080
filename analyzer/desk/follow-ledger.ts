/** Keeps the queue of risk up to date: takes in what was judged (or judged anew) since it last looked. */
import type { JudgedCallRow } from '../storage/facts/judged-calls.ts';
import { type ChangedCall, callsAtOnce, type ReviewFeed } from '../storage/state/review-feed.ts';
import { riskOf } from './risk.ts';

export interface FlaggedCall {
  callId: string;
  risk: number;
}

export interface QueueFollower {
  /** Takes in what is new; several callers share one pass. */
  catchUp(): Promise<void>;
  /** Calls back for every call that is new in the queue, whoever asked for the pass. */
  onFlagged(listener: (call: FlaggedCall) => void): void;
}

/** Calls that came in longer ago than this wait for nobody any more. */
const freshDays = 60;
/** Writers with clocks of their own may be a little behind: the last seconds are looked at again. */
const overlapMs = 30_000;

/**
 * Follows the ledger. `judged` reads the current judgements of at most 1,000 calls; `version` is another one as soon as the ledger
 * may have changed, null where that cannot be said.
 */
export function followLedger(
  feed: ReviewFeed,
  judged: (calls: readonly ChangedCall[]) => Promise<JudgedCallRow[]>,
  version: () => string | null,
  clock: () => Date = () => new Date(),
): QueueFollower {
  let running: Promise<void> | null = null;
  /** The ledger of which everything is taken in. */
  let followed: string | null = null;
  /** What the last pass saw, when every judgement was that of the run the ledger names: seen again, nothing follows from it. */
  let settled = '';
  const listeners: ((call: FlaggedCall) => void)[] = [];

  const pass = async (): Promise<void> => {
    const now = version();
    if (now !== null && now === followed) return;
    if (await takeIn()) followed = now;
  };

  /** True when everything that the ledger calls judged was found judged. */
  const takeIn = async (): Promise<boolean> => {
    let place = await feed.place();
    for (;;) {
      const calls = await feed.changedAfter(place);
      const last = calls.at(-1);
      if (last === undefined) return true;
      const seen = calls.map(({ id, run, changedAt }) => `${id} ${run} ${changedAt}`).join('\n');
      const safe = new Date(clock().getTime() - overlapMs).toISOString();
      if (seen === settled) {
        if (last.changedAt < safe) await feed.keepPlace({ at: last.changedAt, id: last.id });
        return true;
      }
      const since = new Date(clock().getTime() - freshDays * 86_400_000).toISOString();
      const recent = calls.filter(({ receivedAt }) => receivedAt >= since);
      const rows = new Map((await judged(recent)).map((row) => [row.id, row]));
      const weighed = recent.flatMap((call) => {
        const row = rows.get(call.id);
        return row === undefined ? [] : [{ call, risk: riskOf(row) }];
      });
      const items = weighed.flatMap(({ call, risk }) =>
        risk === null
          ? []
          : [{ kind: 'risk' as const, callId: call.id, day: call.day, operatorId: call.operatorId, ...risk }],
      );
      const harmless = weighed.flatMap(({ call, risk }) => (risk === null ? [call.id] : []));
      const added = new Set(await feed.settle(items, harmless));
      for (const { callId, risk } of items) {
        if (added.has(callId)) for (const listener of listeners) listener({ callId, risk });
      }
      const whole = calls.length === callsAtOnce;
      place = { at: last.changedAt, id: last.id };
      await feed.keepPlace(whole || place.at < safe ? place : { at: safe, id: '' });
      if (whole) continue;
      settled = recent.every(({ id, run }) => rows.get(id)?.run === run) ? seen : '';
      return settled !== '';
    }
  };

  return {
    catchUp: () => {
      running ??= pass().finally(() => {
        running = null;
      });
      return running;
    },
    onFlagged: (listener) => void listeners.push(listener),
  };
}
