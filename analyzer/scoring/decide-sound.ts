/** Criteria of the sound: dead air, interruptions, speech rate, loudness (5.6.2, 5.6.5). */
import { totalLength } from '../domain/interval.ts';
import type { Decider } from './case.ts';
import { judgeValue } from './decide-time.ts';
import { counted, decimal, duration } from './russian-numbers.ts';
import { failed, notApplicable, passed } from './verdict.ts';

const limitOf = (entry: Parameters<Decider>[1]): number => ('limits' in entry ? entry.limits.acceptable : 0);

export const decideDeadAir: Decider = ({ course }, entry) => {
  if (course.timeline.company.length === 0) return notApplicable('Оператор в записи не говорит.');
  const longest = course.deadAir.reduce((best, pause) => (length(pause) > length(best) ? pause : best), {
    start: 0,
    end: 0,
  });
  const seconds = length(longest);
  if (seconds === 0) return passed('Затянутых пауз нет.');
  const evidence = [{ ...longest, text: '' }];
  return judgeValue(seconds, entry, `Самая долгая пауза – ${duration(seconds)}`, duration(limitOf(entry)), evidence);
};

const length = ({ start, end }: { start: number; end: number }): number => end - start;

export const decideInterruption: Decider = ({ course }, entry) => {
  const { timeline, interruptions } = course;
  if (timeline.mono) return notApplicable('Запись на одном канале: кто кого перебил, не установить.');
  if (timeline.company.length === 0 || timeline.client.length === 0)
    return notApplicable('В записи слышна одна сторона.');
  if (interruptions.length === 0) return passed('Оператор клиента не перебивает.');
  const said = `Оператор перебил клиента ${counted(interruptions.length, 'раз', 'раза', 'раз')}`;
  return judgeValue(interruptions.length, entry, said, decimal(limitOf(entry)), interruptions);
};

export const decideSpeechRate: Decider = ({ sound, course, rates, settings }, entry) => {
  if (!sound) return notApplicable('Темп речи измеряется по звуку, а звука нет.');
  if (course.timeline.mono) return notApplicable('Запись на одном канале: темп сторон не разделить.');
  const { operator, client } = rates;
  if (operator === null || client === null) {
    return notApplicable(`Для сравнения темпа каждая сторона должна говорить не меньше ${settings.rate_min_speech} с.`);
  }
  const difference = 100 * Math.abs(operator / client - 1);
  const said = `Оператор говорит ${Math.round(operator)} слогов в минуту, клиент – ${Math.round(client)}, разница ${decimal(difference)} %`;
  return judgeValue(difference, entry, said, `${decimal(limitOf(entry))} %`);
};

/** A single loud stretch may be a laugh or a clear «да!»: a raised voice takes at least this long, seconds. */
const raisedSeconds = 2;

export const decideLoudness: Decider = ({ sound, course, settings }) => {
  const channel = sound?.channels.find(({ role }) => role === 'operator');
  if (!channel || channel.level === null) return notApplicable('Громкость оператора отдельно не измерена.');
  const level = `${decimal(channel.level)} дБ`;
  if (channel.level < settings.quiet_level) return failed(`Оператора плохо слышно: средний уровень речи ${level}.`);
  const { raisedVoice } = course;
  if (raisedVoice && totalLength(raisedVoice) >= raisedSeconds) {
    const evidence = raisedVoice.map(({ start, end }) => ({ start, end, text: '' }));
    return failed(`Оператор повышает голос: ${duration(totalLength(raisedVoice))} громче и выше своей обычной речи.`, {
      evidence,
    });
  }
  return passed(`Оператора хорошо слышно: средний уровень речи ${level}.`);
};
