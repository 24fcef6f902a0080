/** Handler of `call.analyze`: takes a call through the pipeline and leaves exactly one result, however often it runs. */
import { diskError, KamertonError, type KeyRing, type Logger } from '#platform';
import { analysisIdOf } from '../domain/analysis-id.ts';
import type { CallProgress, StageName } from '../domain/call-state.ts';
import { loadMorphology } from '../language/morphology.ts';
import { protectCall } from '../originals.ts';
import { type AnalysisOutcome, analyzeCall, type PipelineParts } from '../pipeline/analyze-call.ts';
import { keepBeeped, keepForPlayer } from '../player-files.ts';
import type { CallPurpose } from '../recognizer-for-call.ts';
import type { CallFacts } from '../storage/facts/call-facts.ts';
import { storeRefusal } from '../storage/facts/store-error.ts';
import type { PlainCopy, Recordings } from '../storage/recordings.ts';
import type { CallLedger, RunOfCall } from '../storage/state/call-ledger.ts';
import type { LedgerCall } from '../storage/state/ledger-call.ts';
import { type AnalyzeCall, analyzeCallJob } from './catalog.ts';

export interface AnalyzeCallDeps {
  ledger: CallLedger;
  facts: CallFacts;
  recordings: Recordings;
  /** Keys of what masking takes out of the words. */
  privacyKeys: KeyRing;
  /** Where plain sound lies while it is worked on; emptied at every start. */
  tempFolder: string;
  /** The pipeline's parts as they are now: a model may be installed while the product runs. */
  pipeline: (purpose: CallPurpose) => Promise<PipelineParts>;
  logger: Logger;
}

export interface AttemptControl {
  signal: AbortSignal;
  publish: (progress: CallProgress) => void;
}

/** A stage's percent is pushed at most this often; the page needs no more. */
const progressEveryMs = 250;

/** Runs one attempt. Throws only when it should be tried again. */
export async function handleAnalyzeCall(
  job: AnalyzeCall,
  deps: AnalyzeCallDeps,
  control: AttemptControl,
): Promise<void> {
  const call = await deps.ledger.find(job.callId);
  // Done already, put on a later run, or removed: an older job has nothing left to do.
  if (call === null || call.run !== job.run || !['waiting', 'processing'].includes(call.state)) return;
  const attempt = await deps.ledger.begin(call);
  if (attempt === null) return;
  if (attempt > analyzeCallJob.attempts) return giveUp(call, deps, control);
  const progress = stageReporter(call, deps, control.publish);
  let plain: PlainCopy | null = null;
  try {
    plain = call.recording === null ? null : await deps.recordings.plainCopy(call.recording, deps.tempFolder);
    const outcome = await analyzeCall(
      {
        id: call.externalId,
        metadata: call.metadata,
        recording: plain?.path ?? null,
        transcript: await deps.ledger.transcriptOf(call.id),
      },
      await deps.pipeline(call.source === 'demo' ? 'sample' : 'judged'),
      { signal: control.signal, onStage: progress.report },
    );
    progress.report('store', 0);
    await progress.settled();
    await settle(call, outcome, deps);
    control.publish({ id: call.id, state: stateOf(outcome), stage: null, percent: 100 });
  } catch (error) {
    await progress.settled();
    await giveBack(call, error, attempt, deps, control);
    throw error;
  } finally {
    await plain?.release();
  }
}

const stateOf = (outcome: AnalysisOutcome) => (outcome.kind === 'analyzed' ? 'done' : outcome.kind);

/** Facts first, ledger last: a crash in between repeats the work and finds the same rows. */
async function settle(call: LedgerCall, outcome: AnalysisOutcome, deps: AnalyzeCallDeps): Promise<void> {
  if (outcome.kind === 'refused') {
    const { code, message } = outcome.error;
    await deps.ledger.settle(call, 'refused', { error: { code, message } });
    return;
  }
  if (outcome.measured !== null && call.recording !== null) {
    await keepForPlayer(call.recording, outcome.measured, deps);
  }
  const duration = outcome.measured?.report.duration;
  if (outcome.kind === 'no_model') {
    await deps.ledger.settle(call, 'no_model', { duration });
    return;
  }
  // Judged with every word, kept without personal data.
  const { analysis, original, spans, spoken } = protectCall(
    call.id,
    outcome.analysis,
    await loadMorphology(),
    deps.privacyKeys,
  );
  if (outcome.measured !== null && call.recording !== null) {
    await keepBeeped(call.recording, outcome.measured, { segments: outcome.analysis.segments, spans }, deps);
  }
  const recordingSha256 = call.recordingSha256 ?? '';
  await deps.facts.write({
    day: call.day,
    callId: call.id,
    analysisId: analysisIdOf(call, recordingSha256, analysis.versions),
    spoken,
    run: call.run,
    externalId: call.externalId,
    source: call.source,
    metadata: call.metadata,
    startedAt: call.metadata.started_at ?? call.receivedAt,
    direction: call.metadata.direction ?? '',
    operatorId: call.metadata.operator?.id ?? '',
    recordingSha256,
    analysis,
    original,
    sound: outcome.measured?.report ?? null,
  });
  const lastWord = analysis.segments.at(-1)?.end;
  await deps.ledger.settle(call, 'done', { duration: duration ?? call.duration ?? lastWord });
}

/** After a fault the call waits for the next attempt, or is «failed» with the cause; an orderly stop costs no attempt. */
async function giveBack(
  call: RunOfCall,
  error: unknown,
  attempt: number,
  deps: AnalyzeCallDeps,
  control: AttemptControl,
): Promise<void> {
  if (control.signal.aborted) return deps.ledger.release(call);
  const { code, message } = lineOf(error);
  const state = attempt >= analyzeCallJob.attempts ? 'failed' : 'waiting';
  if (code === 'internal') deps.logger.error({ callId: call.id, err: error }, 'analysis failed');
  await deps.ledger.settle(call, state, { error: { code, message } });
  control.publish({ id: call.id, state, stage: null, percent: 0 });
}

const internal = new KamertonError('internal', 'внутренняя ошибка; подробности в журнале');

/** What the page says of a fault. */
function lineOf(error: unknown): KamertonError {
  if (error instanceof KamertonError) return error;
  return diskError(error) ?? storeRefusal(error) ?? internal;
}

/** A call whose every attempt ended together with the process must not take the process down for ever. */
async function giveUp(call: RunOfCall, deps: AnalyzeCallDeps, control: AttemptControl): Promise<void> {
  const message = `обработка ${analyzeCallJob.attempts} раза прерывалась вместе с программой; проверьте память и запись`;
  await deps.ledger.settle(call, 'failed', { error: { code: 'internal', message } });
  control.publish({ id: call.id, state: 'failed', stage: null, percent: 0 });
}

/**
 * Tells the ledger each new stage and the websocket every move, in order and not too often. Stages are for the eye: one that
 * cannot be written costs the call nothing.
 */
function stageReporter(
  call: RunOfCall,
  { ledger, logger }: Pick<AnalyzeCallDeps, 'ledger' | 'logger'>,
  publish: (progress: CallProgress) => void,
) {
  let current: StageName | null = null;
  let lastAt = 0;
  let written = Promise.resolve();
  const write = (stage: StageName) =>
    ledger.enterStage(call, stage).catch((err: Error) => logger.warn({ callId: call.id, err }, 'stage not written'));
  return {
    report: (stage: StageName, fraction: number) => {
      const now = Date.now();
      if (stage !== current) written = written.then(() => write(stage));
      else if (now - lastAt < progressEveryMs) return;
      current = stage;
      lastAt = now;
      publish({ id: call.id, state: 'processing', stage, percent: Math.round(fraction * 100) });
    },
    settled: () => written,
  };
}
