/** Criteria of small courtesies: invitation, thanks for waiting, announced holds, pauses while dictating (5.6.3, 5.6.4). */
import { evidenceOf, type Heard } from '../course/course-phrases.ts';
import type { Hold } from '../course/holds.ts';
import type { Evidence } from '../domain/criterion.ts';
import type { Case, Decider } from './case.ts';
import { counted, duration } from './russian-numbers.ts';
import { failed, notApplicable, notSure, passed, type Verdict } from './verdict.ts';

/** A model phrase of the standard's closing: its absence is no fault, because the standard asks for thanks and a farewell. */
export const decideInvitation: Decider = ({ course }) => {
  const { lastCompany } = course.ending;
  const near = (heard: Heard): boolean => lastCompany !== null && heard.segment >= lastCompany - 2;
  const heard = course.phrases.find('invitation', 'operator', 'specialist').findLast(near);
  if (!heard) return notApplicable('Обращаться ещё не приглашали: стандарт советует это, но не требует.');
  return passed(`Клиента пригласили обращаться ещё: «${heard.text}».`, { evidence: [evidenceOf(heard)] });
};

/** After a shorter wait nobody expects thanks, seconds. */
const thankedFrom = 15;

const placeOf = ({ start, end, announced }: Hold): Evidence => ({
  start,
  end,
  text: announced?.text ?? '',
  ...(announced ? { segment: announced.segment } : {}),
});

/** Thanks are due from the operator who returns; they may follow «алло» or a name, in his first or second utterance. */
function thanksAfter({ call, course }: Case, kind: Hold['kind']): Verdict {
  const due = course.holds.filter(
    ({ kind: other, start, end, returned }) =>
      other === kind && end - start >= thankedFrom && call.segments[returned ?? -1]?.speaker === 'operator',
  );
  if (due.length === 0) return notApplicable('Оператор не возвращался к клиенту после долгого ожидания.');
  const thanks = course.phrases.find('hold_return', 'operator');
  const thankless = due.filter(
    ({ returned, end }) =>
      !thanks.some(
        ({ segment, start }) => start > end - 1 && segment >= (returned ?? 0) && segment <= (returned ?? 0) + 2,
      ),
  );
  const [first] = thankless;
  if (first) {
    return failed(`После ожидания (${duration(first.end - first.start)}) оператор не поблагодарил за него.`, {
      evidence: thankless.map(placeOf),
    });
  }
  return passed('Оператор поблагодарил за ожидание.', { evidence: due.map(placeOf) });
}

export const decideHoldThanks: Decider = (situation) => thanksAfter(situation, 'search');
export const decideTransferThanks: Decider = (situation) => thanksAfter(situation, 'connect');

export const decideHoldAnnounced: Decider = ({ course }) => {
  if (course.timeline.source === 'segments') return notApplicable('Музыку ожидания слышно только в записи.');
  if (course.holds.length === 0) return notApplicable('Клиента не оставляли ждать.');
  const unannounced = course.holds.filter(({ announced }) => announced === null);
  if (unannounced.length === 0) return passed('О каждом ожидании клиента предупредили.');
  return failed('Клиенту включили музыку ожидания без предупреждения.', { evidence: unannounced.map(placeOf) });
};

/** A telephone number is dictated in groups; more digits than this in one breath cannot be written down. */
const mostDigits = 7;

export const decideDictationPauses: Decider = ({ course }) => {
  const { paced } = course.dictation;
  if (paced.length === 0) return notApplicable('Чисел под запись со временем каждого слова в расшифровке нет.');
  const hasty = paced.filter(({ inOneBreath }) => inOneBreath > mostDigits);
  const evidence = hasty.map(({ inOneBreath: _, ...place }) => place);
  const [first] = hasty;
  if (!first) return passed('Числа диктуются группами, с паузами для записи.');
  // Two recognised words may be closer than they were said: a person listens before it counts.
  return notSure(`${counted(first.inOneBreath, 'цифра', 'цифры', 'цифр')} подряд без паузы для записи.`, { evidence });
};
