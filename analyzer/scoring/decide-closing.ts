/** Criteria of the closing: questions left, thanks for the call, farewell (Table 4). */
import { evidenceOf, type PhraseSet } from '../course/course-phrases.ts';
import type { Case, Decider } from './case.ts';
import { failed, notApplicable, passed, type Verdict } from './verdict.ts';

/** Why no closing can be demanded; null when it can. */
function waiver({ call, course }: Case): string | null {
  if (course.ending.lastCompany === null) return 'Оператор в записи не говорит.';
  if (course.transfer.handedOver) return 'Разговор закончил специалист: работа оператора завершена переводом звонка.';
  if (!call.segments.some(({ speaker }) => speaker === 'client')) return 'Клиент не сказал ни слова.';
  if (course.ending.clientHungUp) return 'Клиент закончил разговор сам.';
  return null;
}

function closing(situation: Case, set: PhraseSet, found: string, missing: string, terminated: boolean): Verdict {
  const { call, course } = situation;
  const after = (segment: number): boolean => course.opening.request === null || segment > course.opening.request;
  const heard = course.phrases.find(set, 'operator').findLast(({ segment }) => after(segment));
  const waived = waiver(situation);
  // A specialist's own closing says nothing about the operator.
  if (waived !== null && (course.transfer.handedOver || !heard)) return notApplicable(waived);
  if (heard) return passed(`${found}: «${heard.text}».`, { evidence: [evidenceOf(heard)] });
  if (terminated && course.ending.notice) return notApplicable('Разговор прекращён с предупреждением.');
  const last = call.segments[course.ending.lastCompany ?? -1];
  return failed(missing, {
    evidence: last
      ? [{ segment: course.ending.lastCompany ?? 0, start: last.start, end: last.end, text: last.text }]
      : [],
  });
}

export const decideUnderstanding: Decider = (situation) =>
  closing(
    situation,
    'understanding_check',
    'Оператор спросил, остались ли вопросы',
    'Оператор не спросил, остались ли у клиента вопросы.',
    true,
  );

export const decideThanks: Decider = (situation) =>
  closing(situation, 'thanks_for_call', 'Оператор поблагодарил', 'Оператор не поблагодарил за звонок.', true);

export const decideFarewell: Decider = (situation) =>
  closing(situation, 'farewell', 'Оператор попрощался', 'Оператор не попрощался.', false);
