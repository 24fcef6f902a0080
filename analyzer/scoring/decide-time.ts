/** Criteria of time: answer, queue, search, information, connection, wrap-up (5.6.4, Table 5). */
import type { Hold } from '../course/holds.ts';
import type { Evidence } from '../domain/criterion.ts';
import type { Interval } from '../domain/sound-report.ts';
import type { Case, Decider } from './case.ts';
import { shareOf } from './ranges.ts';
import { counted, decimal, duration } from './russian-numbers.ts';
import { failed, notApplicable, passed, type Verdict } from './verdict.ts';

type Entry = Parameters<Decider>[1];

/** A measured value against the limits of its line. */
export function judgeValue(
  value: number,
  entry: Entry,
  said: string,
  limit: string,
  evidence: Evidence[] = [],
): Verdict {
  if (!('limits' in entry)) return notApplicable('У критерия нет пределов.');
  const share = shareOf(value, entry.limits);
  if (share === null) {
    const over = entry.limits.acceptable === 0 ? '' : `: больше допустимого (${limit})`;
    return failed(`${said}${over}.`, { evidence });
  }
  if (share === 1) return passed(`${said}: хорошо.`, { evidence });
  return passed(`${said}: допустимо (хороший предел – ${limitText(entry, entry.limits.good)}).`, { evidence, share });
}

function limitText(entry: Entry, value: number): string {
  if (entry.kind !== 'time') return decimal(value);
  if (entry.unit === 'seconds') return duration(value);
  return entry.unit === 'rings' ? counted(value, 'гудок', 'гудка', 'гудков') : `${decimal(value)} %`;
}

const acceptable = (entry: Entry): string => ('limits' in entry ? limitText(entry, entry.limits.acceptable) : '');

function judgeSeconds(seconds: number, entry: Entry, what: string, evidence: Evidence[] = []): Verdict {
  return judgeValue(seconds, entry, `${what} – ${duration(seconds)}`, acceptable(entry), evidence);
}

/** Ring tones farther apart than this belong to different trains, seconds. */
const trainGap = 6.5;

/** Ring tones of the last train before the operator's first word; earlier trains rang for the machine. */
function ringsBeforeAnswer({ course }: Case): Interval[] {
  const answer = course.timeline.operator[0]?.start ?? 0;
  const train: Interval[] = [];
  for (const ring of course.timeline.rings.filter(({ end }) => end <= answer).reverse()) {
    const next = train[0];
    if (next ? next.start - ring.end > trainGap : answer - ring.end > trainGap) break;
    train.unshift(ring);
  }
  return train;
}

export const decideAnswer: Decider = (situation, entry) => {
  const { call, settings } = situation;
  if (call.direction === 'outgoing') return notApplicable('Исходящий звонок: гудки слышит оператор.');
  const train = ringsBeforeAnswer(situation);
  const [first] = train;
  const last = train.at(-1);
  if (first && last) {
    const heard = [{ start: first.start, end: last.end, text: '' }];
    return judgeValue(train.length, entry, `Ответ на ${train.length}-м гудке`, acceptable(entry), heard);
  }
  if (call.ring_seconds === undefined) return notApplicable('Гудков в записи нет, данных телефонии о них тоже нет.');
  const rings = Math.max(1, Math.ceil(call.ring_seconds / settings.ring_period));
  return judgeValue(
    rings,
    entry,
    `Ответ через ${duration(call.ring_seconds)}, это ${rings}-й гудок`,
    acceptable(entry),
  );
};

export const decideQueue: Decider = ({ call }, entry) =>
  call.queue_seconds === undefined
    ? notApplicable('Данных телефонии об ожидании в очереди нет.')
    : judgeSeconds(call.queue_seconds, entry, 'Ожидание оператора');

export const decideWrapUp: Decider = ({ call }, entry) =>
  call.wrap_up_seconds === undefined
    ? notApplicable('Данных телефонии об обработке после разговора нет.')
    : judgeSeconds(call.wrap_up_seconds, entry, 'Обработка после разговора');

function judgeHolds(situation: Case, entry: Entry, kind: Hold['kind'], what: string, none: string): Verdict {
  const holds = situation.course.holds.filter((hold) => hold.kind === kind);
  const longest = holds.reduce<Hold | null>((best, hold) => (best && length(best) >= length(hold) ? best : hold), null);
  if (!longest) return notApplicable(none);
  const { announced, start, end } = longest;
  const words = announced ? announced.text : 'музыка без предупреждения';
  const place: Evidence = { start, end, text: words, ...(announced ? { segment: announced.segment } : {}) };
  return judgeSeconds(length(longest), entry, what, [place]);
}

const length = ({ start, end }: Interval): number => end - start;

export const decideSearchHold: Decider = (situation, entry) =>
  judgeHolds(situation, entry, 'search', 'Поиск информации', 'Клиента не просили подождать.');

export const decideConnect: Decider = (situation, entry) => {
  const { transfer_seconds: told } = situation.call;
  // Where the recording ends with the transfer, only the telephony knows when the specialist answered.
  if (told !== undefined && !situation.course.holds.some(({ kind }) => kind === 'connect'))
    return judgeSeconds(told, entry, 'Соединение со специалистом по данным телефонии');
  return judgeHolds(situation, entry, 'connect', 'Соединение со специалистом', 'Ожидания специалиста в записи нет.');
};

export const decideInformation: Decider = ({ call, course }, entry) => {
  if (call.direction === 'outgoing') return notApplicable('Исходящий звонок: информацию сообщает не по запросу.');
  if (course.callback.promise && course.callback.preparation) {
    return notApplicable('Сложный вопрос: обещано перезвонить.');
  }
  const { information } = course;
  if (!information) return notApplicable('Ответа на запрос клиента в записи нет.');
  const { start, end, seconds } = information;
  return judgeSeconds(seconds, entry, 'Предоставление информации', [{ start, end, text: '' }]);
};
