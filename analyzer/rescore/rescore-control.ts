/** What a re-score works on, how it is steered, and from where a later attempt goes on. */
import type { Versions } from '../domain/scored-call.ts';
import type { KeyRing } from '../platform/index.ts';
import type { JudgeSource } from '../scoring/judge-call.ts';
import type { FactsAddress } from '../storage/facts/address.ts';
import type { CallFacts } from '../storage/facts/call-facts.ts';
import type { StoredRuns } from '../storage/facts/stored-runs.ts';
import type { LedgerBatches } from '../storage/state/ledger-batches.ts';
import type { RescoreCount, RescoreSummary } from './rescore-summary.ts';

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
  /** Calls that have been through, and calls that are to go. */
  onProgress?: ((done: number, total: number) => void) | undefined;
  /** A dry run of many calls: what a random sample of them tells of all, within seconds and long before the end. */
  onEstimate?: ((estimate: RescoreSummary) => void) | undefined;
  /** Calls of that sample. */
  sampleSize?: number | undefined;
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
  /** First day (UTC) of those that a dry run is through with; it comes from the newest. */
  downTo: string;
  through: number;
  count: RescoreCount;
}

/** What an earlier attempt kept; the text was written by `onCheckpoint`: beyond what it belongs to it is not checked again. */
export function checkpointFor(given: unknown, versions: Versions, dryRun: boolean): RescoreCheckpoint | undefined {
  const checkpoint = given as RescoreCheckpoint | null | undefined;
  const fits = JSON.stringify([checkpoint?.versions, checkpoint?.dryRun]) === JSON.stringify([versions, dryRun]);
  // One from the time when the oldest days came first has counted other days.
  return checkpoint?.downTo !== undefined && fits ? checkpoint : undefined;
}
