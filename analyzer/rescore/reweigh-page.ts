/** A page of calls under a scorecard that only weighs otherwise: counted from stored outcomes, no words are read. */
import { analysisIdOf } from '../domain/analysis-id.ts';
import type { Versions } from '../domain/scored-call.ts';
import type { CallFacts } from '../storage/facts/call-facts.ts';
import { weighedDigest } from '../storage/facts/call-rows.ts';
import type { RunToJudge } from '../storage/facts/outdated-runs.ts';
import type { ReweighedRun, WeighedLines } from '../storage/facts/reweigh-runs.ts';
import type { StoredRuns } from '../storage/facts/stored-runs.ts';
import type { LedgerBatches } from '../storage/state/ledger-batches.ts';
import type { CallChange } from './call-change.ts';
import { claimUntouched } from './claim-runs.ts';
import { reweighCall } from './reweigh-call.ts';
import type { ScorecardChange } from './scorecard-change.ts';

interface Parts {
  runs: Pick<StoredRuns, 'outcomes'>;
  facts: Pick<CallFacts, 'reweigh'>;
  ledger: Pick<LedgerBatches, 'doneAmong' | 'claimRuns'>;
  versions: Versions;
}

interface ReweighedPage {
  /** Calls that stand on the new versions now (dry run: would stand). */
  rescored: number;
  changes: CallChange[];
  /** Calls whose stored rows do not tell enough: they are to be judged. */
  unknown: RunToJudge[];
}

/** Calls that are in work or taken by others are in none of the answer's lists. */
export async function reweighPage(
  { runs, facts, ledger, versions }: Parts,
  change: ScorecardChange,
  page: readonly RunToJudge[],
  write: boolean,
): Promise<ReweighedPage> {
  const taken = write ? await claimUntouched(ledger, page) : page.map((call) => ({ ...call, next: call.run + 1 }));
  const keys = new Map(taken.map((call) => [call.callId, call]));
  const lines = [...change.lines, ...change.removed];
  const stored = await runs.outcomes(taken, {
    graded: lines.filter(({ graded }) => graded).map(({ before }) => before.id),
    conflictLines: change.asksConflict ? change.conflictLines : [],
  });
  const changes: CallChange[] = [];
  const unknown: RunToJudge[] = [];
  const reweighed: ReweighedRun[] = [];
  let rescored = 0;
  for (const call of stored) {
    const key = keys.get(call.callId);
    if (key === undefined) continue;
    const again = reweighCall(call, change);
    if (again === null) {
      const { next: _next, ...found } = key;
      unknown.push(found);
      continue;
    }
    rescored += 1;
    if (again.change !== null) changes.push(again.change);
    if (!write) continue;
    const { day, callId, analysisId, transcriptId } = call;
    const run = key.next;
    const nextAnalysisId = analysisIdOf({ id: callId, run }, transcriptId, versions);
    const [judged = '', weighed] = call.digest.split('.');
    // A digest of an earlier form or of more lines is not taken over: the next judgement of the call writes its rows again.
    const known = weighed !== undefined && change.removed.length === 0;
    const digest = known ? `${judged}.${weighedDigest(again.weighed)}` : '';
    const { weighed: total, inConflict } = again;
    reweighed.push({ day, callId, analysisId, nextAnalysisId, run, inConflict, digest, weighed: total });
  }
  if (write) await facts.reweigh(reweighed, weighedLines(change), versions);
  return { rescored, changes, unknown };
}

const weighedLines = ({ lines }: ScorecardChange): WeighedLines => ({
  ids: lines.map(({ after }) => after.id),
  titles: lines.map(({ after }) => after.title),
  sections: lines.map(({ after }) => after.section),
  weights: lines.map(({ after }) => after.weight),
  weightsBefore: lines.map(({ before }) => before.weight),
  fatal: lines.map(({ after: { fatal } }) => (fatal === 'in_conflict' ? fatal : fatal ? 'always' : 'never')),
});
