/** Words beside a number that say what it is: personal, or a reading, a sum, an office's own telephone. */
import type { Token } from '../language/tokens.ts';
import type { PersonalKind } from './personal-span.ts';

export type NumberKind = Exclude<PersonalKind, 'email' | 'address' | 'name' | 'birth'>;
export type Cue = NumberKind | 'other' | 'code';

const cues: readonly (readonly [Cue, RegExp])[] = [
  ['account', /^(?:лицев(?:ой|ого|ому|ым|ом)|счет|счета|счету|счете|лс)$/],
  [
    'phone',
    /^(?:телефон(?:а|у|ом|е|чик|чика)?|мобильн\S+|сотов\S+|домашн\S+|городской|перезвон\S+|позвон\S+|мобила|звоните|вотсап\S*|ватсап\S*)$/,
  ],
  ['card', /^(?:карт(?:а|ы|у|е|ой)|карточ\S+)$/],
  ['passport', /^(?:паспорт\S*|сери(?:я|ю|и|ей))$/],
  ['snils', /^(?:снилс\S*)$/],
  ['inn', /^инн$/],
  ['code', /^(?:cvv|cvc|цвв|обратн(?:ой|ую)|оборот\S*|смс|sms|смски|эсэмэс\S*|пин-?код\S*|пин)$/],
  [
    'other',
    /^(?:показан\S+|горяч\S+|холодн\S+|счетчик\S*|прибор\S*|пломб\S*|день|ночь|дневн\S+|ночн\S+|пик|полупик|электр\S+|рубл\S+|сумм\S+|плат(?:ил|ила|или|ить|а|у|ят)|заплат\S+|оплат\S+|начисл\S+|насчита\S+|тариф\S*|долг\S*|задолж\S+|пени|переплат\S+|недоплат\S+|итого|всего|температур\S*|кабинет\S*|заявк\S+|заявлени\S+|обращени\S+|договор\S*|постановлени\S+|закон\S*|стать\S+|пункт\S*|приказ\S*|нажм\S+|очеред\S+|бик|кпп|огрн|окпо|расчетн\S+|корр\S*|реквизит\S*|организац\S+|аварийн\S+|диспетчер\S*|лини\S+|справочн\S+|офис\S*|наш\S*|касс\S+|бригад\S+|площад\S+|метраж\S*|норматив\S*|расход\S*|кубов|потратил\S*|сняли|списал\S*|числи\S+|цен\S+|стоит|стоимость|кухн\S+|ванн\S+|туалет\S*|санузел|январ\S+|феврал\S+|март\S*|апрел\S+|мае|июн\S+|июл\S+|август\S*|сентябр\S+|октябр\S+|ноябр\S+|декабр\S+|период\S*|строк\S+|колонк\S+|время|часов|маршрут\S*|автобус\S*|акт\S*|решени\S+|дел[оау]|тикет\S*|уин|ошибк\S+|версии|индекс\S*|вышло|выходит|платеж\S*|чек\S*|заводск\S+|серийн\S+|учет\S*)$/,
  ],
];
const reach = 12;

/** The nearest cue before a run inside its turn, and how many tokens lie between. */
export function cueBefore(
  tokens: readonly Token[],
  run: { from: number },
  turnFrom: number,
): { cue: Cue; distance: number } | null {
  let bare: { cue: Cue; distance: number } | null = null;
  for (let i = run.from - 1; i >= Math.max(turnFrom, run.from - reach); i -= 1) {
    const norm = tokens[i]?.norm ?? '';
    if (/^номер(?:а|у|ом|е|ок|очек)?$/.test(norm)) {
      if (/^(?:мой|моего|его|ее|свой|своего|их|мужа|жены|сына|дочери)$/.test(tokens[i - 1]?.norm ?? ''))
        return { cue: 'phone', distance: run.from - i };
      bare ??= { cue: 'number', distance: run.from - i };
      continue;
    }
    const found = cues.find(([, pattern]) => pattern.test(norm));
    if (!found) continue;
    // «Расчётный счёт» and «счёт организации» are the company's; «номер счёта» after «карта» is what it says.
    if (found[0] === 'account' && /^(?:расчетн|корресп|кор$)/.test(tokens[i - 1]?.norm ?? ''))
      return { cue: 'other', distance: run.from - i };
    if (found[0] === 'inn' && /^(?:организац|наш|юрлиц)/.test(tokens[i + 1]?.norm ?? ''))
      return { cue: 'other', distance: run.from - i };
    return { cue: found[0], distance: run.from - i };
  }
  return bare;
}

/** A cue right behind the number: «… это мой телефон», «… лицевой». */
export function cueAfter(tokens: readonly Token[], run: { to: number }, turnTo: number): Cue | null {
  for (let i = run.to + 1; i < Math.min(turnTo, run.to + 5); i += 1) {
    if (tokens[i]?.clause !== tokens[run.to]?.clause) return null;
    const found = cues.find(([, pattern]) => pattern.test(tokens[i]?.norm ?? ''));
    if (found) return found[0] === 'other' ? null : found[0];
  }
  return null;
}
