/** Re-scoring of the past: stored words and sound go through the judge of today, page by page, without transcription. */
import { deterministicUuid } from '#platform';
import { rejudgeCall } from '../pipeline/rejudge-call.ts';
import type { Judge } from '../scoring/judge-call.ts';
import type { CallFacts, CallRun } from '../storage/facts/call-facts.ts';
import type { StoredRun, StoredRuns } from '../storage/facts/stored-runs.ts';
import type { LedgerCall } from '../storage/state/call-ledger.ts';
import type { LedgerBatches } from '../storage/state/ledger-batches.ts';
import { countRescore, type Rejudged, type RescoreSummary } from './rescore-summary.ts';

export interface RescoreParts {
  facts: CallFacts;
  runs: StoredRuns;
  ledger: LedgerBatches;
  judge: Judge;
}

export interface RescoreControl {
  /** First day (UTC) of the calls, YYYY-MM-DD; absent: from the first one on. */
  since?: string | undefined;
  /** Calls held in memory at once. */
  pageSize?: number | undefined;
  /** Called after each page with calls that have been through and calls that are to go. */
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** About 20 MB of words; larger pages are not faster. */
const callsAtOnce = 300;
/** ClickHouse keeps days from here on. */
const beginning = '1970-01-01';

/**
 * Judges every call whose versions differ from the judge's and writes it as a new run. May be repeated and killed at any
 * moment: a call is either whole on the new versions or still on the old ones, and the next time only the latter are
 * taken. The earlier run stays in the store. Memory does not grow with the number of calls.
 */
export async function rescoreCalls(parts: RescoreParts, control: RescoreControl = {}): Promise<RescoreSummary> {
  const { versions } = parts.judge;
  const months = await parts.runs.months(control.since ?? beginning, versions);
  const outdated = months.reduce((sum, month) => sum + month.outdated, 0);
  const count = countRescore(
    versions,
    months.reduce((sum, { calls }) => sum + calls, 0),
  );
  let through = 0;
  for (const month of months) {
    if (month.outdated === 0) continue;
    for await (const page of parts.runs.outdated(month, versions, control.pageSize ?? callsAtOnce)) {
      const rejudged = await rescorePage(page, parts);
      for (const one of rejudged) count.add(one);
      count.skip(page.length - rejudged.length);
      through += page.length;
      control.onProgress?.(through, outdated);
    }
  }
  return count.summary();
}

/** Returns the calls that were written; those that are in work, gone or taken by another re-score are left alone. */
async function rescorePage(page: readonly StoredRun[], parts: RescoreParts): Promise<Rejudged[]> {
  const ledger = await parts.ledger.doneAmong(page.map(({ callId }) => callId));
  const rejudged = page.flatMap((stored): Rejudged[] => {
    const call = ledger.get(stored.callId);
    if (call === undefined) return [];
    const { metadata, externalId: id } = call;
    return [{ call, stored, analysis: rejudgeCall({ ...stored, id, metadata }, parts.judge) }];
  });
  const claimed = await parts.ledger.claimRuns(
    rejudged.map(({ call, stored }) => ({ id: call.id, run: call.run, next: nextRun(call, stored) })),
  );
  const ours = rejudged.filter(({ call }) => claimed.has(call.id));
  await parts.facts.write(...ours.map(runOf));
  return ours;
}

/** A run that was claimed by a process that died has left nothing in the store, one from an older ledger is only there. */
const nextRun = (call: LedgerCall, stored: StoredRun) => Math.max(call.run, stored.run) + 1;

function runOf({ call, stored, analysis }: Rejudged): CallRun {
  const run = nextRun(call, stored);
  const { versions } = analysis;
  const made = [String(run), stored.transcriptId, versions.lexicon, versions.scorecard, versions.engine];
  return {
    day: stored.day,
    callId: call.id,
    analysisId: deterministicUuid(call.id, ...made),
    transcriptId: stored.transcriptId,
    run,
    externalId: call.externalId,
    source: call.source,
    metadata: call.metadata,
    startedAt: call.metadata.started_at ?? call.receivedAt,
    direction: call.metadata.direction ?? '',
    operatorId: call.metadata.operator?.id ?? '',
    recordingSha256: call.recordingSha256 ?? '',
    analysis,
    sound: stored.sound,
  };
}
