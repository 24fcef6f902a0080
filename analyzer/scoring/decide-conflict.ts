/** Criteria of a conflict: empathy, no arguing, ending a call only with notice (5.6.5). */
import { evidenceOf } from '../course/course-phrases.ts';
import type { Decider } from './case.ts';
import { decideByFindings } from './decide-by-findings.ts';
import { failed, notApplicable, notSure, passed } from './verdict.ts';

const calm = notApplicable('Разговор спокойный, конфликта нет.');

export const decideEmpathy: Decider = ({ call, course }) => {
  const { from, empathy, signs } = course.conflict;
  if (from === null) return calm;
  const answered = call.segments.some(({ speaker }, index) => index > from && speaker === 'operator');
  if (!answered) return notApplicable('После слов клиента оператор уже не говорил.');
  const [heard] = empathy;
  if (heard) return passed(`Понимание высказано: «${heard.text}».`, { evidence: [evidenceOf(heard)] });
  return failed('Клиент недоволен, а оператор не показал, что понимает его.', {
    evidence: signs.slice(0, 3).map(evidenceOf),
  });
};

/** Findings that are arguing when they fall in a conflict. */
const arguingRules = new Set(['argument', 'blame', 'comparison', 'indifference', 'rude']);

export const decideNoArgument: Decider = ({ course, findings }) => {
  const { from, arguments: said } = course.conflict;
  if (from === null) return calm;
  const broken = findings.flatMap((finding, index) =>
    arguingRules.has(finding.rule) && finding.segment > from ? [{ finding, index }] : [],
  );
  const sure = broken.filter(({ finding }) => finding.certain);
  const evidence = said.map(evidenceOf);
  const marked = { evidence, findings: broken.map(({ index }) => index) };
  if (said.some(({ doubtful }) => !doubtful) || sure.length > 0) {
    return failed(`Оператор спорит с клиентом: «${said[0]?.text ?? sure[0]?.finding.text ?? ''}».`, marked);
  }
  if (said.length > 0 || broken.length > 0)
    return notSure('Похоже на спор с клиентом, нужна проверка человеком.', marked);
  return passed('Оператор с клиентом не спорит.');
};

/** Excuses irritate a client who complains; in a calm call the same words only explain. */
export const decideNoExcuse: Decider = (situation, entry) =>
  situation.course.conflict.from === null ? calm : decideByFindings(situation, entry);

export const decideTerminationNotice: Decider = ({ course }) => {
  const { ending, conflict } = course;
  if (ending.notice) {
    const evidence = [evidenceOf(ending.notice), ...conflict.abuse.slice(0, 2).map(evidenceOf)];
    if (conflict.abuse.length > 0)
      return passed('Разговор прекращён после оскорблений и с предупреждением.', { evidence });
    return notSure('О прекращении разговора предупредили; есть ли для него основание, решает человек.', { evidence });
  }
  if (conflict.from === null) return notApplicable('Оператор разговор не прерывал.');
  if (ending.brokenOff?.doubtful) {
    return notSure('Похоже, оператор прервал разговор без предупреждения, нужна проверка человеком.', {
      evidence: [evidenceOf(ending.brokenOff)],
    });
  }
  if (ending.brokenOff) {
    return failed(`Оператор прервал разговор без предупреждения: «${ending.brokenOff.text}».`, {
      evidence: [evidenceOf(ending.brokenOff)],
    });
  }
  return notApplicable('Оператор разговор не прерывал.');
};
