/** `kamerton seed`: a made-up history of calls, marked as demo. */
import { type AnalyzerConfig, analyzerConfigSchema, readConfig } from '../config.ts';
import { seedAnswers } from '../demo/seed/seed-answers.ts';
import { seedHistory } from '../demo/seed/seed-history.ts';
import { seedReviews } from '../demo/seed/seed-reviews.ts';
import { openHistory, openStores } from '../open-history.ts';
import { KamertonError } from '../platform/index.ts';
import { accessStores } from '../storage/state/access-stores.ts';
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
    reviews: { type: 'boolean', default: false },
  });
  if (positionals.length > 0) throw new UsageError(`лишнее: ${positionals.join(' ')}`);
  const calls = readCount('--calls', values.calls ?? '', mostCalls);
  const months = readCount('--months', values.months, mostMonths);
  const config = readConfig(analyzerConfigSchema);
  const history = await openHistory(config);
  const progress = showProgress();
  try {
    if (!values.force && (await history.ledger.hasOtherThan('demo'))) {
      throw new KamertonError(
        'conflict',
        'в журнале есть настоящие звонки, учебные смешаются с ними; возьмите другую папку данных или добавьте --force',
      );
    }
    const made = await seedHistory(history, (await history.judging.inForce()).source, {
      calls,
      months,
      seed: values.seed,
      today: new Date().toISOString().slice(0, 10),
      onProgress: (done, total) => progress.report(`учебные звонки: ${done} из ${total}`),
    });
    progress.end();
    await writeOut(`Учебных звонков: ${calls}, из них создано сейчас: ${made}.\n`);
    if (values.reviews) await reviewed(config, months, values.seed, progress);
    return 0;
  } finally {
    progress.end();
    await history.close();
  }
}

/** The work of the supervisors over the history, and what operators and trainers answer. */
async function reviewed(
  config: AnalyzerConfig,
  months: number,
  seed: string,
  progress: ReturnType<typeof showProgress>,
) {
  const stores = await openStores(config);
  try {
    const people = (await accessStores(stores.database).accounts.list()).filter(({ disabled }) => !disabled);
    const [first, ...others] = people.filter(({ role }) => role === 'supervisor').map(({ id }) => id);
    if (first === undefined)
      throw new KamertonError('conflict', 'решать не от чьего имени: создайте супервизора или уберите --reviews');
    const decided = await seedReviews(stores, {
      today: new Date().toISOString().slice(0, 10),
      seed,
      reviewers: [first, ...others],
      perOperator: 3,
      weeks: Math.ceil(months * 4.3),
      reviewedWeeks: 12,
      timeZone: 'Europe/Moscow',
      onProgress: (done, total) => progress.report(`выборки и решения: неделя ${done} из ${total}`),
    });
    progress.end();
    const { disputes, notes, calibrations } = await seedAnswers(stores, seed, people);
    await writeOut(`Решений по учебным звонкам принято: ${decided}.\n`);
    await writeOut(`Создано возражений: ${disputes}, заметок операторам: ${notes}, калибровок: ${calibrations}.\n`);
  } finally {
    await stores.close();
  }
}

function readCount(name: string, text: string, most: number): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= most) return count;
  throw new UsageError(`после ${name} нужно целое число от 1 до ${most}`);
}
