/** Takes calls for their next run: whoever moves the ledger on writes the run, nobody else does. */

import type { LedgerBatches } from '../storage/state/ledger-batches.ts';
import type { LedgerCall } from '../storage/state/ledger-call.ts';

/** A call as the facts store knows it. */
interface Found {
  callId: string;
  /** Its current run there. */
  run: number;
}

type Ledger = Pick<LedgerBatches, 'doneAmong' | 'claimRuns'>;

/** A run that was claimed by a process that died has left nothing in the store, one from an older ledger is only there. */
const nextRun = (call: LedgerCall, found: Found) => Math.max(call.run, found.run) + 1;

/** Claims calls whose ledger rows are needed; those that are in work, gone or taken by others are missing in the answer. */
export async function claimCalls<T extends Found>(
  ledger: Ledger,
  found: readonly T[],
): Promise<{ found: T; call: LedgerCall; next: number }[]> {
  const known = await ledger.doneAmong(found.map(({ callId }) => callId));
  const asked = found.flatMap((one) => {
    const call = known.get(one.callId);
    return call === undefined ? [] : [{ found: one, call, next: nextRun(call, one) }];
  });
  if (asked.length === 0) return [];
  const claimed = await ledger.claimRuns(asked.map(({ call, next }) => ({ id: call.id, run: call.run, next })));
  return asked.filter(({ call }) => claimed.has(call.id));
}

/** The same without their rows: nearly always both stores stand at the same run, and then one statement is enough. */
export async function claimUntouched<T extends Found>(
  ledger: Ledger,
  found: readonly T[],
): Promise<(T & { next: number })[]> {
  if (found.length === 0) return [];
  const claimed = await ledger.claimRuns(found.map(({ callId, run }) => ({ id: callId, run, next: run + 1 })));
  const others = found.filter(({ callId }) => !claimed.has(callId));
  const rest = others.length === 0 ? [] : await claimCalls(ledger, others);
  const next = new Map(rest.map((one) => [one.found.callId, one.next]));
  return found.flatMap((one) => {
    const run = claimed.has(one.callId) ? one.run + 1 : next.get(one.callId);
    return run === undefined ? [] : [{ ...one, next: run }];
  });
}
