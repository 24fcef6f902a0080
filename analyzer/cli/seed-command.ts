/** `kamerton seed`: a made-up history of calls, marked as demo. */
import { analyzerConfigSchema, readConfig } from '../config.ts';
import { seedHistory } from '../demo/seed/seed-history.ts';
import { openHistory } from '../open-history.ts';
import { KamertonError } from '../platform/index.ts';
import { readArguments, UsageError } from './arguments.ts';
import { showProgress } from './progress-line.ts';
import { writeOut } from './write-out.ts';

const mostCalls = 10_000_000;
/** The store takes 100 months in one insert; no demonstration needs as many. */
const mostMonths = 60;

/**
 * Exit code 0 when the history is there.
 * @throws UsageError for wrong arguments; KamertonError `conflict` when there are calls that are not demo
 */
export async function seed(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    calls: { type: 'string' },
    months: { type: 'string', default: '6' },
    seed: { type: 'string', default: '1' },
    force: { type: 'boolean', default: false },
  });
  if (positionals.length > 0) throw new UsageError(`лишнее: ${positionals.join(' ')}`);
  const calls = readCount('--calls', values.calls ?? '', mostCalls);
  const months = readCount('--months', values.months, mostMonths);
  const history = await openHistory(readConfig(analyzerConfigSchema));
  const progress = showProgress();
  try {
    if (!values.force && (await history.ledger.hasOtherThan('demo'))) {
      throw new KamertonError(
        'conflict',
        'в журнале есть настоящие звонки, учебные смешаются с ними; возьмите другую папку данных или добавьте --force',
      );
    }
    const made = await seedHistory(history, (await history.judging.inForce()).source, {
      ...{ calls, months, seed: values.seed, today: new Date().toISOString().slice(0, 10) },
      onProgress: (done, total) => progress.report(`учебные звонки: ${done} из ${total}`),
    });
    progress.end();
    await writeOut(`Учебных звонков: ${calls}, из них создано сейчас: ${made}.\n`);
    return 0;
  } finally {
    progress.end();
    await history.close();
  }
}

function readCount(name: string, text: string, most: number): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= most) return count;
  throw new UsageError(`после ${name} нужно целое число от 1 до ${most}`);
}
