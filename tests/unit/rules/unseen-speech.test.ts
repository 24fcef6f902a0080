/** Classes of errors found on speech that the rules had not seen: every class with new places to hit and to leave alone. */
import { describe, expect, it } from 'vitest';
import { callOf, findingsOf, judge } from '../../support/rules.ts';

/** «rule: words» in the operator's answer to the client's words. */
const answer = (client: string, operator: string): string[] =>
  findingsOf(callOf(['О: Расчётный центр, Марина, здравствуйте!', `К: ${client}`, `О: ${operator}`])).map(
    ({ rule, text }) => `${rule}: ${text}`,
  );

describe('commands spelled like other words, joined or named', () => {
  it.each([
    ['Наймите мастера сами.', ['imperative: Наймите']],
    ['Не сорите в подъезде.', ['imperative: Не сорите']],
    ['Не ори, я слышу.', ['imperative: Не ори', 'rude: Не ори', 'informal_you: ори']],
    ['включите телефон и откройте приложение пожалуйста', []],
    ['снимите крышку и сфотографируйте табло будьте добры', []],
    ['до какого месяца оплатите', []],
    ['Надпись ждите появится на экране.', []],
    ['Закройте вкладку и откройте её снова.', ['imperative: Закройте', 'imperative: откройте']],
  ])('%s', (text, expected) => expect(judge(text)).toEqual(expected));
});

describe('«Вы должны» with an insertion', () => {
  it.each([
    ['Вы, между прочим, должны были прочитать договор.', ['irritant: Вы, между прочим, должны']],
    ['Вы, повторяю, обязаны открыть дверь.', ['irritant: Вы, повторяю, обязаны']],
    ['Вы, как мы видим, должны доплатить.', ['irritant: Вы, как мы видим, должны']],
    ['Вы три месяца назад должны были подать акт.', ['irritant: Вы три месяца назад должны']],
    ['Вы при себе обязаны иметь паспорт.', ['irritant: Вы при себе обязаны']],
    ['Вы правы, должны были ответить раньше.', []],
    ['Вы согласны, должны ли жильцы участвовать?', []],
    ['Вы знаете, мы должны это проверить.', []],
    ['Вы, полагаю, не должны доплачивать.', []],
    ['Вы видели объявление, мастера должны прийти.', []],
  ])('%s', (text, expected) => expect(judge(text)).toEqual(expected));
});

describe('fillers without punctuation', () => {
  it.each([
    ['заявку закрыли вот и бригаду вызвали', ['filler: вот']],
    ['дата перенесена вот и завтра сообщат', ['filler: вот']],
    ['остаток в общем хороший', ['filler: в общем']],
    ['сумма в общем маленькая', ['filler: в общем']],
    ['вот и вся переплата', []],
    ['вот и акт', []],
    ['в общем коридоре на этаже', []],
    ['труба короче на метр', []],
    ['Новая форма короче на две строки.', []],
    ['сокращение вкл значит включено', []],
  ])('%s', (text, expected) => expect(judge(text)).toEqual(expected));
});

describe('«ты» that addresses nobody or is quoted', () => {
  it.each([
    ['Туда с утра не дозвонишься.', []],
    ['С ними не договоришься, попробую сама.', []],
    ['Заранее не угадаешь.', []],
    ['Тариф, видишь ли, другой.', ['informal_you: видишь']],
    ['Завтра придёшь и заплатишь.', ['informal_you: придёшь', 'informal_you: заплатишь']],
    ['Слышь, тариф другой.', ['informal_you: Слышь']],
  ])('%s', (text, expected) => expect(judge(text)).toEqual(expected));

  it("is not the operator's own in the client's words", () => {
    expect(answer('мне сказали ты кто такой', 'вам сказали ты кто такой это записано')).toEqual([]);
    expect(answer('он мне ты обязан говорит', 'вам сказали ты обязан верно')).toEqual([]);
    expect(answer('мне грубо ответили', 'ты кто такой чтобы спрашивать')).toEqual(['informal_you: ты']);
  });
});

describe('statements that look like commands, and meanings that look like fillers', () => {
  it.each([
    ['Молока купите и на обратном пути зайдёте к нам.', []],
    ['Завтра оплатите и в среду увидите списание.', []],
    ['Оплатите и пришлите чек.', ['imperative: Оплатите', 'imperative: пришлите']],
    ['Как говорится, век живи, век учись.', ['filler: Как говорится']],
    ['Живи спокойно.', ['imperative: Живи', 'informal_you: Живи']],
    ['Пометка «К» значит «квартальный».', []],
    ['Буква н значит норматив.', []],
    ['буква н значит норматив', []],
    ['Значит это лишь одно: оплаты не было.', []],
    ['Значит, оплаты не было.', ['filler: Значит']],
    ['Сверка раз в год, не короче.', []],
    ['Короче, дороги нет.', ['filler: Короче']],
  ])('%s', (text, expected) => expect(judge(text)).toEqual(expected));
});

describe('a request to repeat', () => {
  it.each([
    ['чего какая квартира', ['ask_repeat: чего']],
    ['а не слышно ничего', ['ask_repeat: а']],
    ['Ещё разочек, пожалуйста.', ['ask_repeat: Ещё разочек, пожалуйста', 'diminutive: разочек']],
    ['чего не хватает в заявлении подскажу', []],
    ['а какая у вас квартира', []],
  ])('%s', (text, expected) => expect(judge(text)).toEqual(expected));
});

describe('diminutives of the second kind and their look-alikes', () => {
  it.each([
    ['На стоячок поставят патрубочек.', ['diminutive: стоячок', 'diminutive: патрубочек']],
    ['Недоплаточка тысячка рублей.', ['diminutive: Недоплаточка', 'diminutive: тысячка']],
    ['Трещинка в трубе, скважинка рядом.', ['diminutive: Трещинка', 'diminutive: скважинка']],
    ['Температурка ниже нормы, бригаду вызвал Вовчик.', ['diminutive: Температурка', 'diminutive: Вовчик']],
    ['Брошюрка и газетка у кассира.', ['diminutive: Брошюрка', 'diminutive: газетка']],
    ['Счётчик в сауне, ёршик и баллончик Ваши.', []],
    ['Несколько метрик качества, три периодики.', []],
    ['По методичке пешеходный мостик общий.', []],
  ])('%s', (text, expected) => expect(judge(text)).toEqual(expected));
});
