/** Criteria of the service: account, name, dictation, refusal, call back, transfer, understanding (5.6.3–5.6.5, Table 4). */
import { evidenceOf } from '../course/course-phrases.ts';
import type { Decider } from './case.ts';
import { failed, notApplicable, notSure, passed } from './verdict.ts';

export const decideAccountCheck: Decider = ({ call, course }) => {
  const { topic, number, address } = course.account;
  if (call.direction === 'outgoing') return notApplicable('Исходящий звонок: оператор сам знает, кому звонит.');
  const asked = number?.speaker === 'operator';
  if (!topic && !asked) return notApplicable('Клиент не спрашивает о своём лицевом счёте.');
  if (!asked && course.transfer.happened) return notApplicable('Вопрос передан специалисту.');
  if (!asked && course.transfer.redirects.length > 0) {
    return notApplicable('Оператор не стал разбирать вопрос и направил клиента в другое место.');
  }
  const evidence = [number, address].flatMap((heard) => (heard ? [evidenceOf(heard)] : []));
  if (number && address) return passed('Лицевой счёт и адрес уточнены.', { evidence });
  const about = topic ? [...evidence, evidenceOf(topic)] : evidence;
  if (number) return failed('Лицевой счёт уточнён, адрес – нет.', { evidence: about });
  return failed('Вопрос о лицевом счёте, а его номер оператор не уточнил.', { evidence: about });
};

export const decideNameAddress: Decider = ({ course }) => {
  const { name, used, chances } = course.clientName;
  if (used) {
    const evidence = [{ segment: used.segment, start: used.start, end: used.end, text: used.text }];
    return passed('Оператор обращается к клиенту по имени и отчеству.', { evidence });
  }
  if (name === null) return notApplicable('Имя и отчество клиента неизвестны.');
  if (chances < 2) return notApplicable('После того как клиент назвался, оператор почти не говорил.');
  return failed(`Клиент назвался (${name}), но по имени и отчеству к нему не обратились.`);
};

export const decideDictationCheck: Decider = ({ course }) => {
  const { dictated, check } = course.dictation;
  if (dictated.length === 0) return notApplicable('Оператор ничего не диктовал под запись.');
  if (check) return passed(`После диктовки предложено проверить: «${check.text}».`, { evidence: [evidenceOf(check)] });
  return failed('После диктовки оператор не предложил проверить запись («Проверьте, пожалуйста…»).', {
    evidence: dictated,
  });
};

export const decideRefusalAlternative: Decider = ({ course }) => {
  if (course.refusals.length === 0) return notApplicable('Отказов в разговоре нет.');
  const bare = course.refusals.filter(({ alternative }) => alternative === null);
  if (bare.length === 0) {
    const evidence = course.refusals.flatMap(({ words, alternative }) =>
      [words, alternative].flatMap((heard) => (heard ? [evidenceOf(heard)] : [])),
    );
    return passed('Отказ сопровождается другим предложением.', { evidence });
  }
  const evidence = bare.map(({ words }) => evidenceOf(words));
  if (bare.every(({ words }) => words.doubtful)) return notSure('Отказ распознан неуверенно.', { evidence });
  return failed(`Отказ без другого предложения: «${bare[0]?.words.text ?? ''}».`, { evidence });
};

export const decideCallback: Decider = ({ call, course }) => {
  const { promise, preparation, time } = course.callback;
  if (promise && !call.segments.some(({ speaker }) => speaker === 'client')) {
    return notApplicable('Клиента не слышно: перезванивают из-за связи, а не с ответом.');
  }
  if (!promise) return notApplicable('Перезвонить не обещали: ответ дан в разговоре.');
  const evidence = [promise, preparation, time].flatMap((heard) => (heard ? [evidenceOf(heard)] : []));
  if (time) return passed(`Обещано перезвонить, срок назван: «${time.text}».`, { evidence });
  return failed('Обещано перезвонить, но срок не назван.', { evidence });
};

export const decideTransferAnnounced: Decider = ({ course }) => {
  const { announcements, specialist, happened } = course.transfer;
  if (!happened) return notApplicable('Звонок никому не переводили.');
  const before = announcements.find(({ segment }) => specialist === null || segment < specialist);
  if (before) return passed(`О переводе предупредили: «${before.text}».`, { evidence: [evidenceOf(before)] });
  return failed('Клиента соединили со специалистом без предупреждения.');
};

export const decideNoRedirect: Decider = ({ course }) => {
  const { redirects, happened } = course.transfer;
  const evidence = redirects.map(evidenceOf);
  if (redirects.some(({ doubtful }) => !doubtful)) {
    return failed(`Клиента просят звонить в другое место: «${redirects[0]?.text ?? ''}».`, { evidence });
  }
  if (redirects.length > 0) return notSure('Просьба звонить в другое место распознана неуверенно.', { evidence });
  if (happened) return passed('Оператор сам соединил клиента со специалистом.');
  return notApplicable('Другой сотрудник клиенту не понадобился.');
};
