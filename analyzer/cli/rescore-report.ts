/** What a re-score (or its dry run) says to people. Pure. */
import type { RescoreSummary } from '../rescore/rescore-summary.ts';
import { tableOf } from './table.ts';

/** Lines of one table that are shown. */
const mostLines = 15;

const comma = (value: number | null) => (value === null ? '–' : value.toFixed(1).replace('.', ','));
const signed = (value: number, text = String(Math.abs(value))) => `${value > 0 ? '+' : value < 0 ? '−' : ''}${text}`;

/** The whole report, as text. */
export function rescoreReport(summary: RescoreSummary): string {
  const { calls, findings, dryRun, interrupted } = summary;
  const lines = [
    dryRun
      ? `Звонков: ${calls.seen}. Изменение затронуло бы: ${calls.changed} (проверено заново: ${calls.judged}). Ничего не записано.`
      : `Звонков: ${calls.seen}, пересчитано: ${calls.rescored}, остальные уже на нынешних словарях и карте оценки.`,
    ...(!dryRun && calls.rescored > 0
      ? [`Заново проверено слов: в ${calls.judged} звонках; изменилось: ${calls.changed}.`]
      : []),
    ...(calls.skipped > 0 ? [`Пропущено (в работе): ${calls.skipped}; повторите команду, когда они закончатся.`] : []),
    ...(calls.rescored > 0
      ? [
          `Находки: ${dryRun ? 'появилось бы' : 'появилось'} ${findings.added}, ${dryRun ? 'пропало бы' : 'пропало'} ${findings.removed}.`,
        ]
      : []),
    ...(interrupted
      ? [
          dryRun
            ? 'Прервано: сосчитана только часть звонков.'
            : 'Прервано: повторите команду, и она продолжит с этого места.',
        ]
      : []),
  ];
  const parts = [lines.join('\n'), entriesOf(summary), criteriaOf(summary), operatorsOf(summary), samplesOf(summary)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** One line while a dry run of many calls is on its way. */
export function rescoreEstimate({ calls, findings, estimate }: RescoreSummary): string {
  const { sampled = 0, of = 0, from = 0, to = 0 } = estimate ?? {};
  return [
    `Оценка по случайной выборке (${sampled} из ${of} звонков): изменение затронуло бы примерно ${calls.changed},`,
    `с вероятностью 95 % от ${from} до ${to}; находок появилось бы примерно ${findings.added}, пропало бы ${findings.removed}.`,
  ].join(' ');
}

const table = (rows: string[][]) => tableOf(rows).trimEnd();

function entriesOf({ entries }: RescoreSummary): string {
  if (entries.length === 0) return '';
  const rows = entries.slice(0, mostLines).map(({ entry, added, removed }) => [entry, signed(added), signed(-removed)]);
  return table([['запись', 'появилось', 'пропало'], ...rows]);
}

function criteriaOf({ criteria }: RescoreSummary): string {
  if (criteria.length === 0) return '';
  const rows = criteria
    .slice(0, mostLines)
    .map(({ id, changed, failed, points }) => [
      id,
      String(changed),
      signed(failed),
      signed(points, comma(Math.abs(points))),
    ]);
  return table([['критерий', 'звонков', 'не выполнен', 'баллы'], ...rows]);
}

function operatorsOf({ score, operators }: RescoreSummary): string {
  if (score.n === 0) return '';
  const rows = [...operators.slice(0, mostLines), { ...score, id: '', name: 'все' }].map((one) => {
    const change = (one.after ?? 0) - (one.before ?? 0);
    const who = one.name || one.id || 'оператор неизвестен';
    return [who, comma(one.before), comma(one.after), signed(change, comma(Math.abs(change))), String(one.n)];
  });
  return table([['оператор', 'было', 'стало', 'разница', 'звонков'], ...rows]);
}

function samplesOf({ samples }: RescoreSummary): string {
  return samples
    .map(({ change, entry, text, call, start, sentence }) => {
      const place = `${call}, ${start.toFixed(1).replace('.', ',')} с`;
      return `${change === 'added' ? '+' : '−'} ${entry}  «${text}»  ${place}: ${sentence}`;
    })
    .join('\n');
}
