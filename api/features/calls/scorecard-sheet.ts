/** The scorecard of a call as a table: what counts now, what the program said, and where it is heard. */
import type { Cell } from '#analyzer';
import type { ReviewableCall } from '../../desk/reviewable-call.ts';

export const scorecardHeadings = [
  'Критерий',
  'Пункт',
  'Итог',
  'Баллы',
  'Вес',
  'Грубое',
  'Автоматически',
  'Почему',
  'Где слышно',
];

type Outcome = ReviewableCall['stored']['criteria'][number]['outcome'];
const outcomes: Record<Outcome, string> = {
  passed: 'выполнено',
  failed: 'не выполнено',
  not_applicable: 'неприменимо',
  not_sure: 'под вопросом',
};

/** A row for every criterion, then one with the score of the whole call. */
export async function* scorecardRows({ stored, reviewed }: ReviewableCall): AsyncGenerator<readonly Cell[]> {
  for (const { criterion, current } of reviewed.criteria) {
    const places =
      criterion.evidence.length > 0
        ? criterion.evidence
        : criterion.findings.flatMap((index) => stored.findings[index] ?? []);
    const counted = current.outcome === 'passed' || current.outcome === 'failed';
    yield [
      criterion.title,
      criterion.section,
      outcomes[current.outcome],
      counted ? current.earned : null,
      criterion.weight,
      criterion.fatal,
      outcomes[criterion.outcome],
      criterion.reason,
      places.map(({ start, text }) => `${clock(start)} «${text}»`).join('; '),
    ];
  }
  yield ['Оценка звонка', null, null, reviewed.current.score, 100, null, null, null, null];
}

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
