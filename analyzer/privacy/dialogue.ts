/** The dialogue as masking reads it: turns, and what the company has asked for when the other side answers. */
import type { Token } from '../language/tokens.ts';
import type { PersonalKind } from './personal-span.ts';

/** What may be asked for; a flat is asked for by its number alone. */
export type Asked = Exclude<PersonalKind, 'number'> | 'flat';

export interface Turn {
  company: boolean;
  /** An announcement of a machine: nothing personal is said in it. */
  machine: boolean;
  /** Token indexes, `to` exclusive. */
  from: number;
  to: number;
  /** What the company's last question asked for, while this turn may answer it. */
  asked: ReadonlySet<Asked>;
}

const questions: readonly (readonly [Asked, RegExp])[] = [
  [
    'account',
    /(?:^| )(?:номер |ваш |ваш номер )?(?:лицев\S+|л с)(?: |$)|(?:номер|какой) (?:\S+ )?(?:счета|счет)(?: |$)|^счет |^номер счет|(?:продикт|назов|подскаж|уточн|скажите|диктуйте|повтор|сообщ)\S* (?:\S+ ){0,3}счет(?: |$)/,
  ],
  [
    'phone',
    /телефон|номер для (?:обратной )?связи|номер для перезвона|по какому номеру|на какой номер|мобильн|контактный номер|номер мобильного/,
  ],
  ['card', /карт(?:ы|у|а|очки|е|ой)(?: |$)/],
  ['passport', /паспорт|(?:^| )сери[яю](?: |$)/],
  ['snils', /снилс|страхов\S+ номер/],
  ['inn', /(?:^| )инн(?: |$)/],
  ['email', /электронн\S+ (?:почт|адрес)|(?:^| )почт[уаыей]|имейл|емейл|e-mail|email|(?:^| )мейл/],
  [
    'address',
    /адрес|(?:какая|какой|назовите|ваша) (?:у вас )?(?:улица|улицу|дом)(?: |$)|(?:улица|улицу) и дом|где (?:вы )?(?:живете|прописаны|проживаете|зарегистрированы)/,
  ],
  [
    'flat',
    /(?:какая|номер|назовите|ваша|уточните) (?:\S+ )?квартир\S*|номер дома|какой (?:у вас )?дом(?: |$)|^квартира$/,
  ],
  [
    'name',
    /фамили|отчеств|(?:^| )фио(?: |$)|инициал|как (?:вас|вашу?|его|ее) (?:\S+ )?(?:зовут|зовут|звать|величать|имя)|(?:к вам|вас) (?:\S+ )?(?:обраща|представ|называть)|обращаться|представьтесь|как (?:я )?могу (?:\S+ )*представить|на кого (?:\S+ )?(?:оформлен|записан|открыт)|на ч[ье]е имя|кто (?:\S+ )?(?:собственник|владелец|наниматель|прописан|зарегистрирован)|ваше имя|имя (?:собственника|владельца)/,
  ],
  ['birth', /дат[ауы] (?:\S+ )?рождения|когда (?:\S+ )?родил|год[а]? рождения/],
];

/** Questions for something that is not personal: what is dictated then is no personal number. */
const otherQuestion =
  /показани|(?:^| )сколько|какую сумму|какая сумма|каким числом|какого числа|когда |за какой (?:период|месяц)|период|номер (?:прибора|счетчика|пломбы|заявки|обращения|договора|квитанции)|какой (?:у вас )?вопрос|чем (?:я )?могу|помочь/;

/** A documents' list («понадобятся паспорт и выписка») asks for nothing to be said. */
const asks =
  /назов|подскаж|уточн|продикт|диктуйте|скажите|укаж|остав|напомн|сообщ|представ|можно|какой|какая|какое|каком|как |ваш|слушаю|нужен номер|повтор|проверьте|верно|пожалуйста|ещё раз|еще раз|сверим/;

/** Nothing but a sign that one listens: the question before stands. */
const listening =
  /^(?:так|да|ага|угу|хорошо|дальше|далее|записываю|записала?|пишу|слушаю|спасибо|минуту|секунду|и|вас|ну|алло|продолжайте|диктуйте|повторите|понятно|верно|ещё|еще|раз|пожалуйста|принято|приняла?|вижу|\d+|а)$/;
const shortTurn = 4;

export function readTurns(tokens: readonly Token[]): Turn[] {
  const turns: Turn[] = [];
  let asked: ReadonlySet<Asked> = new Set();
  /** Client turns since the question: an answer may be interrupted, but a question does not stand for ever. */
  let answers = 0;
  for (let from = 0; from < tokens.length; ) {
    const first = tokens[from];
    let to = from;
    while (to < tokens.length && tokens[to]?.turn === first?.turn) to += 1;
    const company = first?.speaker === 'operator' || first?.speaker === 'specialist';
    const machine = first?.speaker === 'ivr';
    if (company) {
      const said = tokens.slice(from, to).map(({ norm }) => norm);
      const own = askedIn(
        said,
        tokens.slice(Math.max(from, to - 60), to).some((token) => token.question),
      );
      const before = asked;
      if (own.size > 0) {
        asked = own;
        answers = 0;
      } else if (
        otherQuestion.test(said.slice(-60).join(' ')) ||
        !(said.length <= shortTurn || said.every((word) => listening.test(word)))
      ) {
        asked = new Set();
      }
      turns.push({ company, machine, from, to, asked: before });
    } else {
      turns.push({ company: false, machine, from, to, asked });
      answers += 1;
      if (answers > 8) asked = new Set();
    }
    from = to;
  }
  return turns;
}

/** The end of a turn asks: the last sixty words hold every question that is answered next. */
function askedIn(said: readonly string[], question: boolean): Set<Asked> {
  const text = said.slice(-60).join(' ');
  if (!asks.test(text) && !question && said.length > 7) return new Set();
  const found = new Set(questions.filter(([, pattern]) => pattern.test(text)).map(([kind]) => kind));
  // «Адрес электронной почты» is no street.
  if (found.has('email') && !/адрес(?! электронн)/.test(text)) found.delete('address');
  if (found.has('email') && !/(?:квартир|улиц|дом)/.test(text) && (text.match(/адрес/g)?.length ?? 0) < 2)
    found.delete('address');
  return found;
}
