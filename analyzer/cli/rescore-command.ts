/** `kamerton rescore`: past calls judged again by the lexicons and the scorecard of today. */
import { join } from 'node:path';
import { z } from 'zod';
import { analyzerConfigSchema, readConfig } from '../config.ts';
import { openHistory } from '../open-history.ts';
import { lockFolder } from '../platform/index.ts';
import { rescoreCalls } from '../rescore/rescore-calls.ts';
import type { RescoreSummary } from '../rescore/rescore-summary.ts';
import { loadJudge } from '../scoring/judge-call.ts';
import { readArguments, UsageError } from './arguments.ts';
import { showProgress } from './progress-line.ts';
import { tableOf } from './table.ts';
import { writeOut } from './write-out.ts';

/**
 * Exit code 0 when every call of the period stands on today's versions, 1 when some were left out.
 * @throws UsageError for wrong arguments; KamertonError when the stores are not there or another re-score runs
 */
export async function rescore(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    since: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  if (positionals.length > 0) throw new UsageError(`лишнее: ${positionals.join(' ')}`);
  if (values.since !== undefined && !z.iso.date().safeParse(values.since).success) {
    throw new UsageError('после --since нужен день в виде ГГГГ-ММ-ДД');
  }
  const config = readConfig(analyzerConfigSchema);
  const history = await openHistory(config);
  const progress = showProgress();
  try {
    const lock = await lockFolder(
      join(config.KAMERTON_DATA_DIR, 'run', 'rescore.lock'),
      'пересчёт над этой папкой данных уже идёт; дождитесь его конца',
    );
    const summary = await rescoreCalls(
      { ...history, judge: await loadJudge() },
      {
        since: values.since,
        onProgress: (done, total) =>
          progress.report(`пересчёт: ${done} из ${total} звонков, ${Math.floor((done / total) * 100)} %`),
      },
    ).finally(() => lock.release());
    progress.end();
    await writeOut(values.json ? `${JSON.stringify(summary)}\n` : report(summary));
    return summary.calls.skipped > 0 ? 1 : 0;
  } finally {
    progress.end();
    await history.close();
  }
}

const comma = (value: number | null) => (value === null ? '–' : value.toFixed(1).replace('.', ','));

function report({ calls, findings, score, operators }: RescoreSummary): string {
  const lines = [
    `Звонков: ${calls.seen}, пересчитано: ${calls.rescored}, остальные уже на нынешних словарях и карте оценки.`,
    ...(calls.skipped > 0 ? [`Пропущено (в работе): ${calls.skipped}; повторите команду, когда они закончатся.`] : []),
    ...(calls.rescored > 0 ? [`Замечания: появилось ${findings.added}, пропало ${findings.removed}.`] : []),
  ];
  if (score.n === 0) return `${lines.join('\n')}\n`;
  const rows = [...operators, { ...score, id: '', name: 'все' }].map((one) => {
    const change = (one.after ?? 0) - (one.before ?? 0);
    const sign = change > 0 ? '+' : change < 0 ? '−' : '';
    const who = one.name || one.id || 'оператор неизвестен';
    return [who, comma(one.before), comma(one.after), `${sign}${comma(Math.abs(change))}`, String(one.n)];
  });
  return `${lines.join('\n')}\n\n${tableOf([['оператор', 'было', 'стало', 'разница', 'звонков'], ...rows])}`;
}
