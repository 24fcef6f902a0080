/** Does one run of the workbench: a dry run of a draft, the re-score of history after a version, or a look for suggestions. */
import { setTimeout as pause } from 'node:timers/promises';
import { KamertonError, type Logger } from '#platform';
import type { RunHandler } from '../jobs/lexicon-run-queue.ts';
import { rescoreCalls } from '../rescore/rescore-calls.ts';
import type { RescoreCheckpoint, RescoreControl, RescoreParts } from '../rescore/rescore-control.ts';
import type { RescoreSummary } from '../rescore/rescore-summary.ts';
import { type JudgeSource, judgeSourceOf } from '../scoring/judge-call.ts';
import type { LexiconDrafts } from '../storage/state/lexicon-drafts.ts';
import type { LexiconRun, LexiconRuns } from '../storage/state/lexicon-runs.ts';
import { filesOf } from './content.ts';
import type { Judging } from './in-force.ts';

export interface RunParts {
  runs: LexiconRuns;
  drafts: Pick<LexiconDrafts, 'find'>;
  judging: Pick<Judging, 'inForce'>;
  /** Stores of the past calls, without the judge. */
  history: Omit<RescoreParts, 'source'>;
  suggest(source: JudgeSource, signal: AbortSignal): Promise<unknown>;
  logger: Logger;
}

/** Progress is written at most this often. */
const progressEveryMs = 500;
/** The first pages are judged beside the server's other work: none of them may hold it up for long. */
const pageSize = 100;
/** Calls that are in work while history is re-scored are waited for so long. */
const rounds = 30;
const roundPauseMs = 4_000;
const mostAttempts = 50;

/** Everything is thrown but what a person has to mend: that ends the run with its cause. */
export function runHistory(parts: RunParts): RunHandler {
  const { runs } = parts;
  return async (runId, { signal, publish }) => {
    const run = await runs.begin(runId);
    if (run === null) return;
    const tell = (moved: LexiconRun | null) => moved && publish(moved);
    tell(run);
    if (run.attempt > mostAttempts) {
      tell(await runs.settle(run, 'failed', { error: 'прерывался вместе с программой слишком часто' }));
      return;
    }
    const asked = new AbortController();
    const stop = AbortSignal.any([signal, asked.signal]);
    const progress = followProgress(run, runs, (moved) => {
      if (moved !== null) publish(moved);
      // Of an attempt that stood still too long another has taken over: what it does is done twice.
      if (moved === null || moved.state === 'stopping') asked.abort();
    });
    try {
      const result = await doRun(parts, run, { signal: stop, ...progress.heard });
      await progress.end();
      if (signal.aborted) await runs.settle(run, 'waiting');
      else if (asked.signal.aborted) tell(await runs.settle(run, 'stopped'));
      else tell(await runs.settle(run, 'done', { result }));
    } catch (error) {
      await progress.end();
      if (signal.aborted) {
        await runs.settle(run, 'waiting');
        return;
      }
      if (asked.signal.aborted) {
        tell(await runs.settle(run, 'stopped'));
        return;
      }
      if (error instanceof KamertonError && passing.has(error.code)) {
        await runs.settle(run, 'waiting');
        throw error;
      }
      const known = error instanceof KamertonError && error.code !== 'internal';
      if (!known) parts.logger.error({ runId, err: error }, 'run over history failed');
      const line = known ? error.message : 'внутренняя ошибка; подробности в журнале';
      tell(await runs.settle(run, 'failed', { error: line }));
    }
  };
}

/** Faults that another attempt may not have. */
const passing: ReadonlySet<string> = new Set(['store_unavailable', 'queue_unavailable', 'overloaded']);

type Control = Pick<RescoreControl, 'onProgress' | 'onEstimate'> & { signal: AbortSignal };

async function doRun(parts: RunParts, run: LexiconRun, control: Control): Promise<unknown> {
  if (run.kind === 'suggest') return parts.suggest((await parts.judging.inForce()).source, control.signal);
  const checkpoint = {
    resume: await parts.runs.checkpointOf(run.id),
    onCheckpoint: (state: RescoreCheckpoint) => parts.runs.keepCheckpoint(run, withoutWords(state)),
  };
  if (run.kind === 'dry_run') {
    const source = await sourceOfDraft(parts, run);
    const tried = { ...control, ...checkpoint, pageSize, dryRun: true };
    return withoutSentences(await rescoreCalls({ ...parts.history, source }, tried));
  }
  return rescoreHistory(parts, run, { ...control, ...checkpoint, pageSize });
}

async function sourceOfDraft({ drafts }: RunParts, { draftId, sha256 }: LexiconRun): Promise<JudgeSource> {
  const draft = draftId === null ? null : await drafts.find(draftId);
  if (draft === null || draft.sha256 !== sha256) {
    throw new KamertonError('conflict', 'черновик с тех пор изменили; запустите пробный прогон ещё раз');
  }
  return judgeSourceOf(filesOf(draft.content));
}

/**
 * Calls that are in work keep the version they were judged with: history is gone through again until none is left, and once more
 * at least, as the newest days came first and a call of before may have reached the store after them.
 */
async function rescoreHistory(parts: RunParts, run: LexiconRun, control: RescoreControl & { signal: AbortSignal }) {
  let summary: RescoreSummary | null = null;
  for (let round = 1; round <= rounds; round += 1) {
    const { number, source } = await parts.judging.inForce();
    if (number !== run.number) {
      throw new KamertonError('conflict', `вместо версии ${run.number} уже действует ${number}: её пересчёт и пойдёт`);
    }
    const later: RescoreControl = { signal: control.signal, threads: 0 };
    const now = await rescoreCalls({ ...parts.history, source }, summary === null ? control : later);
    summary = { ...(summary ?? now), calls: { ...(summary ?? now).calls, skipped: now.calls.skipped } };
    if (control.signal.aborted || (round > 1 && now.calls.skipped === 0)) break;
    if (now.calls.skipped === 0) continue;
    await pause(roundPauseMs, undefined, { signal: control.signal }).catch(() => {});
    if (control.signal.aborted) break;
  }
  return summary === null ? null : withoutSentences(summary);
}

/** What was said stays in the facts store alone: it is deleted there, and read from there when it is shown. */
const withoutSentences = (summary: RescoreSummary): RescoreSummary => ({
  ...summary,
  samples: summary.samples.map((sample) => ({ ...sample, sentence: '' })),
});

const withoutWords = (state: RescoreCheckpoint): RescoreCheckpoint => ({
  ...state,
  count: {
    ...state.count,
    samples: state.count.samples.map(({ key, sample }) => ({ key, sample: { ...sample, sentence: '' } })),
  },
});

/** Writes progress and the estimate now and then, and hears whether the run is to stop. */
function followProgress(run: LexiconRun, runs: LexiconRuns, heard: (run: LexiconRun | null) => void) {
  let [done, total] = [run.done, run.total];
  let estimate: RescoreSummary | undefined;
  let last: Promise<void> = Promise.resolve();
  const write = async () => {
    const told = estimate;
    const moved = await runs.progress(run, done, total, told);
    if (estimate === told) estimate = undefined;
    heard(moved);
  };
  const timer = setInterval(() => {
    // A store that is away is noticed by the work itself.
    last = last.then(write).catch(() => {});
  }, progressEveryMs);
  return {
    heard: {
      onProgress(through: number, all: number) {
        [done, total] = [through, all];
      },
      onEstimate(summary: RescoreSummary) {
        estimate = withoutSentences(summary);
      },
    },
    async end() {
      clearInterval(timer);
      await last;
      await write().catch(() => {});
    },
  };
}
