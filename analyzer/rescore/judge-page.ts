/** The work of one thread of a re-score: a page of calls is read, judged, compared with what is stored and written. */

import { setImmediate as nextTurn } from 'node:timers/promises';
import { analysisIdOf } from '../domain/analysis-id.ts';
import type { CallMetadata } from '../domain/call.ts';
import type { AnalyzedCall } from '../domain/scored-call.ts';
import { originalCall } from '../originals.ts';
import { rejudgeCall } from '../pipeline/rejudge-call.ts';
import type { KeyRing } from '../platform/index.ts';
import { maskJudgement } from '../privacy/mask-analysis.ts';
import type { Judge } from '../scoring/judge-call.ts';
import type { CallFacts, CallRun } from '../storage/facts/call-facts.ts';
import { judgementDigest } from '../storage/facts/call-rows.ts';
import type { StoredRun, StoredRuns } from '../storage/facts/stored-runs.ts';
import { type CallChange, changeOf } from './call-change.ts';

/** What a page needs to know of a call beside what the facts store keeps. */
export interface CallToJudge {
  day: string;
  callId: string;
  externalId: string;
  source: string;
  metadata: CallMetadata;
  receivedAt: string;
  recordingSha256: string | null;
  /** Number of the run to be written. */
  run: number;
}

export interface PageTask {
  /** Ascending by day and id. */
  calls: CallToJudge[];
  /** False: only tell what would change. */
  write: boolean;
}

export interface PageResult {
  /** Calls of the page that the store had. */
  judged: number;
  changes: CallChange[];
}

export interface PageStores {
  runs: StoredRuns;
  facts: CallFacts;
  /** Open what masking took out of the words: calls are judged by all of them. */
  privacyKeys: KeyRing;
}

/** About 30 ms of work. */
const callsAtOnce = 10;

/** Judges a page. Calls that come out as they are get the new versions, the others are written as a new run. */
export async function judgePage(
  { runs, facts, privacyKeys }: PageStores,
  judge: Judge,
  task: PageTask,
): Promise<PageResult> {
  const calls = new Map(task.calls.map((call) => [call.callId, call]));
  const same: CallToJudge[] = [];
  const changed: { call: CallToJudge; stored: StoredRun; analysis: AnalyzedCall }[] = [];
  if (task.calls.length === 0) return { judged: 0, changes: [] };
  const page = await runs.read(task.calls);
  let judged = 0;
  for (const stored of page) {
    // A server that judges in its own thread answers its readers in between.
    if (judged++ % callsAtOnce === 0) await nextTurn();
    const call = calls.get(stored.callId);
    if (call === undefined) continue;
    const { call: said, spans } = originalCall(stored.callId, stored, stored.sealed, privacyKeys);
    const scored = rejudgeCall({ ...said, id: call.externalId, metadata: call.metadata }, judge);
    const dropped = stored.dropped.length > 0 ? { dropped: stored.dropped } : {};
    const analysis = { ...maskJudgement(scored, spans), segments: stored.segments, ...dropped };
    if (stored.digest === judgementDigest(analysis)) same.push(call);
    else changed.push({ call, stored, analysis });
  }
  const before = await runs.judgements(changed.map(({ stored }) => stored));
  const changes = changed.flatMap(({ call, stored, analysis }) => {
    const judgement = before.get(call.callId) ?? { found: [], decided: [] };
    return changeOf({ ...call, score: stored.score, ...judgement }, analysis) ?? [];
  });
  if (task.write) {
    await facts.restamp(same, judge.versions);
    await facts.write(...changed.map(({ call, stored, analysis }) => runOf(call, stored, analysis)));
  }
  return { judged: page.length, changes };
}

function runOf(call: CallToJudge, stored: StoredRun, analysis: AnalyzedCall): CallRun {
  return {
    day: stored.day,
    callId: call.callId,
    analysisId: analysisIdOf({ id: call.callId, run: call.run }, stored.transcriptId, analysis.versions),
    transcriptId: stored.transcriptId,
    run: call.run,
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
