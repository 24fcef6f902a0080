/** Criteria of the opening: banned openers, the parts of the greeting, the recording notice (5.6.3, 5.6.4, 5.5.2). */
import { evidenceOf, type Heard, type PhraseSet } from '../course/course-phrases.ts';
import type { Evidence } from '../domain/criterion.ts';
import type { Case, Decider } from './case.ts';
import { localHour, partOfDay } from './local-time.ts';
import { failed, notApplicable, notSure, passed, type Verdict } from './verdict.ts';

const nobodyGreets = notApplicable('Оператор в записи не говорит.');

function heardInOpening({ course }: Case, set: PhraseSet): Heard | undefined {
  return course.phrases.find(set, 'operator').find(({ segment }) => course.opening.segments.has(segment));
}

/** Where a missing part of the greeting was looked for: the operator's first words. */
function firstWords({ call, course }: Case): Evidence[] {
  const [index] = course.opening.segments;
  const segment = index === undefined ? undefined : call.segments[index];
  return segment && index !== undefined
    ? [{ segment: index, start: segment.start, end: segment.end, text: segment.text }]
    : [];
}

function present(situation: Case, set: PhraseSet, found: string, missing: string): Verdict {
  if (situation.course.opening.segments.size === 0) return nobodyGreets;
  const heard = heardInOpening(situation, set);
  if (heard) return passed(`${found}: «${heard.text}».`, { evidence: [evidenceOf(heard)] });
  return failed(missing, { evidence: firstWords(situation) });
}

export const decideBannedOpener: Decider = ({ call, course, findings }) => {
  if (call.direction === 'outgoing')
    return notApplicable('Исходящий звонок: правило действует при ответе на входящий.');
  if (course.opening.segments.size === 0) return nobodyGreets;
  const found = findings.flatMap(({ rule, certain }, index) => (rule === 'banned_opener' ? [{ index, certain }] : []));
  const sure = found.filter(({ certain }) => certain);
  const said = findings[(sure[0] ?? found[0])?.index ?? -1];
  if (sure.length > 0) {
    return failed(`Ответ на звонок начат с запрещённого «${said?.text ?? ''}».`, {
      findings: sure.map(({ index }) => index),
    });
  }
  if (found.length > 0) {
    return notSure(`Возможно, ответ начат с запрещённого «${said?.text ?? ''}»: решает человек.`, {
      findings: found.map(({ index }) => index),
    });
  }
  return passed('Запрещённых слов при ответе на звонок нет.');
};

export const decideCompany: Decider = (situation) => {
  const { call, course } = situation;
  if (course.opening.segments.size === 0) return nobodyGreets;
  const [byMachine] = course.phrases.find('company', 'ivr');
  const incoming = call.direction !== 'outgoing';
  const heard = heardInOpening(situation, 'company');
  if (incoming && (call.company_in_ivr === true || byMachine)) {
    return notApplicable('Компанию назвал автоинформатор, оператор повторять её не обязан.');
  }
  if (heard) return passed(`Компания названа: «${heard.text}».`, { evidence: [evidenceOf(heard)] });
  if (incoming && call.company_in_ivr === undefined) {
    return notApplicable('Оператор компанию не назвал; неизвестно, называет ли её автоинформатор.');
  }
  const { unknownCaller } = course.opening;
  if (unknownCaller) {
    return notSure(`Возможно, «${unknownCaller.text}» – название компании: в словаре его нет.`, {
      evidence: [unknownCaller],
    });
  }
  return failed('Оператор не назвал компанию.', { evidence: firstWords(situation) });
};

export const decideName: Decider = (situation) => {
  const { course } = situation;
  if (course.opening.segments.size === 0) return nobodyGreets;
  const { operatorName: name } = course;
  if (!name) return failed('Оператор не представился.', { evidence: firstWords(situation) });
  return passed(`Оператор представился: «${name.text}».`, {
    evidence: [{ segment: name.segment, start: name.start, end: name.end, text: name.text }],
  });
};

const salutations = ['salutation_any', 'salutation_morning', 'salutation_day', 'salutation_evening'] as const;

function salutation(situation: Case): { set: (typeof salutations)[number]; heard: Heard } | null {
  for (const set of salutations) {
    const heard = heardInOpening(situation, set);
    if (heard) return { set, heard };
  }
  return null;
}

export const decideSalutation: Decider = (situation) => {
  if (situation.course.opening.segments.size === 0) return nobodyGreets;
  const said = salutation(situation);
  if (!said) return failed('Оператор не поздоровался.', { evidence: firstWords(situation) });
  return passed(`Приветствие прозвучало: «${said.heard.text}».`, { evidence: [evidenceOf(said.heard)] });
};

export const decideTimeOfDay: Decider = (situation) => {
  const all = salutations.flatMap((set) => {
    const heard = heardInOpening(situation, set);
    return heard ? [{ set, heard }] : [];
  });
  const [first] = all;
  if (!first) return notApplicable('Приветствия нет, сравнивать со временем суток нечего.');
  const timed = all.find(({ set }) => set !== 'salutation_any');
  if (!timed)
    return passed(`«${first.heard.text}» подходит к любому времени.`, { evidence: [evidenceOf(first.heard)] });
  const hour = localHour(situation.call.started_at);
  if (hour === null) return notApplicable('Местное время звонка неизвестно.');
  const evidence = [evidenceOf(timed.heard)];
  const part = partOfDay(hour);
  if (timed.set === part.set) return passed(`«${timed.heard.text}» подходит: звонок был ${part.name}.`, { evidence });
  return failed(`«${timed.heard.text}» не подходит: звонок был ${part.name}, уместно «${part.greeting}».`, {
    evidence,
  });
};

export const decideOffer: Decider = (situation) => {
  if (situation.call.direction === 'outgoing') {
    return notApplicable('Исходящий звонок: оператор сам называет причину звонка.');
  }
  return present(
    situation,
    'offer_of_help',
    'Помощь предложена',
    'Оператор не предложил помощь («Чем могу Вам помочь?»).',
  );
};

export const decideRecordingNotice: Decider = ({ call, course }) => {
  if (call.recording_notice_in_ivr === true) return passed('О записи разговора предупреждает автоинформатор.');
  const heard = course.phrases.find('recording_notice', 'ivr', 'operator')[0];
  if (heard) return passed(`О записи предупредили: «${heard.text}».`, { evidence: [evidenceOf(heard)] });
  if (call.recording_notice_in_ivr === undefined) {
    return notApplicable('Неизвестно, предупреждает ли о записи автоинформатор.');
  }
  if (course.opening.segments.size === 0) return nobodyGreets;
  return failed('О записи разговора клиента не предупредили.');
};
