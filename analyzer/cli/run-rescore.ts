/** One re-score or dry run from the command line: its lock, its progress, Ctrl+C, its report. */
import { join } from 'node:path';
import { z } from 'zod';
import { analyzerConfigSchema, readConfig } from '../config.ts';
import { openHistory } from '../open-history.ts';
import { lockFolder } from '../platform/index.ts';
import { rescoreCalls } from '../rescore/rescore-calls.ts';
import type { JudgeSource } from '../scoring/judge-call.ts';
import { UsageError } from './arguments.ts';
import { showProgress } from './progress-line.ts';
import { rescoreEstimate, rescoreReport } from './rescore-report.ts';
import { writeOut } from './write-out.ts';

export interface RescoreOptions {
  /** Lexicons of a folder, or those by which calls are judged now. */
  source: JudgeSource | 'in force';
  since: string | undefined;
  dryRun: boolean;
  json: boolean;
}

/** @throws UsageError for a wrong day */
export function checkSince(since: string | undefined): void {
  if (since !== undefined && !z.iso.date().safeParse(since).success) {
    throw new UsageError('после --since нужен день в виде ГГГГ-ММ-ДД');
  }
}

/**
 * The first Ctrl+C ends the work at the next page, the second one at once. Exit code 0 when every call of the period was
 * gone through, 1 when some were left out.
 * @throws KamertonError when the stores are not there or another re-score runs
 */
export async function runRescore({ source, since, dryRun, json }: RescoreOptions): Promise<number> {
  const config = readConfig(analyzerConfigSchema);
  const history = await openHistory(config);
  const progress = showProgress();
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.once('SIGINT', onInterrupt);
  try {
    const lock = dryRun
      ? null
      : await lockFolder(
          join(config.KAMERTON_DATA_DIR, 'run', 'rescore.lock'),
          'пересчёт над этой папкой данных уже идёт; дождитесь его конца',
        );
    const what = dryRun ? 'проба' : 'пересчёт';
    const judge = source === 'in force' ? (await history.judging.inForce()).source : source;
    const summary = await rescoreCalls(
      { ...history, source: judge },
      {
        since,
        dryRun,
        signal: stop.signal,
        onProgress: (done, total) =>
          progress.report(`${what}: ${done} из ${total} звонков, ${Math.floor((done / total) * 100)} %`),
        onEstimate: (estimate) => progress.note(rescoreEstimate(estimate)),
      },
    ).finally(() => lock?.release());
    progress.end();
    await writeOut(json ? `${JSON.stringify(summary)}\n` : rescoreReport(summary));
    return summary.calls.skipped > 0 || summary.interrupted ? 1 : 0;
  } finally {
    process.off('SIGINT', onInterrupt);
    progress.end();
    await history.close();
  }
}
