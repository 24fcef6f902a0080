/** Ways to say what the course of a call asks for, found missing on calls that the lexicons had not seen. */
import { describe, expect, it } from 'vitest';
import type { CriterionId } from '../../../analyzer/domain/criterion.ts';
import { outcomes } from '../../support/judge.ts';
import { spokenCall } from '../../support/spoken-call.ts';

const hello = 'О: Расчётный центр, Марина. Здравствуйте! Чем могу Вам помочь?';
const bye = 'О: Спасибо за звонок, до свидания!';
const outcome = (id: CriterionId, ...lines: string[]) => outcomes(spokenCall(lines.join('\n')), [id])[id];
const [ok, no, na] = ['passed', 'failed', 'not_applicable'];

describe('questions left', () => {
  const asked = (text: string) =>
    outcome('understanding_check', hello, 'К: Сколько стоит справка?', 'О: Нисколько.', 'К: Ясно.', `О: ${text}`, bye);
  it.each([
    ['Ещё вопросики остались?', ok],
    ['Смогла ли я ответить на все Ваши вопросы?', ok],
    ['Удалось ли мне решить Ваш вопрос?', ok],
    ['Могу ещё что-то для Вас сделать?', ok],
    ['Могу ли я Вам чем-то ещё быть полезна?', ok],
    ['Всё ли я понятно рассказала?', ok],
    ['Я могу ещё сделать перерасчёт за май.', no],
    ['Вопросики по теплу принимает инженер.', no],
    ['Всё, что нужно, я рассказала.', no],
    ['Понятно ли Вам объяснил?', ok],
    ['Всё ясно?', ok],
    ['Всё ясно, передам.', no],
  ])('%s', (text, expected) => expect(asked(text)).toBe(expected));
});

describe('the name in the greeting', () => {
  const named = (text: string) => outcome('greeting.name', `О: ${text}`, 'К: Сколько стоит справка?', 'О: Нисколько.');
  it.each([
    ['Расчётный центр, Милана, добрый день!', ok],
    ['Расчётный центр, София, добрый день!', ok],
    ['Расчётный центр, Ян, добрый день!', ok],
    ['Здравствуйте, меня зовут Севда, слушаю Вас.', ok],
    ['расчётный центр меня зовут глория добрый день', ok],
    ['добрый день лев чем могу помочь', ok],
    ['доброе утро регина чем могу помочь', ok],
    ['стелла добрый вечер слушаю вас', ok],
    ['оператор софия добрый день чем могу помочь', ok],
    ['Добрый день, оператор Амелия, чем могу помочь?', ok],
    ['расчётный центр рада помочь добрый день', no],
    ['добрый день чем могу помочь надежда есть', no],
    ['Расчётный центр, слушаю Вас, добрый день!', no],
    ['Расчётный центр Петрозаводска, добрый день!', no],
    ['Расчётный центр, Заявка принята, добрый день!', no],
  ])('%s', (text, expected) => expect(named(text)).toBe(expected));
});

describe('a refusal and the other way', () => {
  const refused = (text: string) =>
    outcome('refusal.alternative', hello, 'К: Можно справку по телефону?', `О: ${text}`, 'К: Понятно.', bye);
  it.each([
    ['Отказать Вам вынуждены.', no],
    ['справку за десять лет не выдаем', no],
    ['Голосом сумму не называем и по телефону справок не выдаём.', no],
    ['Такая услуга у нас не оказывается.', no],
    ['Эта возможность не предусмотрена.', no],
    ['Голосом не могу, могу отправить письмом.', ok],
    ['Выдать не могу, отправлю письмом.', ok],
    ['назвать сумму я не могу но супруг может запросить её сам', ok],
    ['Выдать не могу, мастер тоже не может.', no],
    ['за десять лет не даем но подготовлю за год', ok],
    ['Это, к сожалению, не представляется возможным, однако есть выписка за год.', ok],
    ['Сразу назвать не смогу. Мне потребуется тридцать минут, позвольте, я перезвоню Вам.', ok],
    ['Не могу найти Ваш счёт, уточните, пожалуйста, номер.', na],
  ])('%s', (text, expected) => expect(refused(text)).toBe(expected));
});

describe('signs of a conflict', () => {
  const calm = (text: string) =>
    outcome('conflict.no_argument', hello, `К: ${text}`, 'О: Сейчас всё проверю.', 'К: Ладно.', bye);
  it.each([
    ['Буду жаловаться на вас!', ok],
    ['Я вас засужу, мошенники', ok],
    ['Не морочь мне голову! Зови сюда старшего!', ok],
    ['Здравствуйте! Что вы творите? Издеваетесь!', ok],
    ['Что вы вытворяете, обсчитали меня!', ok],
    ['вы обязаны мне ответить сколько можно ждать', ok],
    ['ваша контора обнаглела за что столько жулики', ok],
    ['что вы творите обманули меня', ok],
    ['сколько можно глумиться над людьми счета растут', ok],
    ['вы там совсем обнаглели что ли', ok],
    ['за что я вам деньги плачу подъезд не убран', ok],
    ['на вас жалобу напишу', ok],
    ['Всю душу вы мне вымотали.', ok],
    ['уже пятый раз звоню никто ничего не делает', ok],
    ['вы должны мне напомнить сумму', na],
    ['жалобу на соседа куда подать', na],
    ['корова у соседей во дворе мычит', na],
    ['какой ужас на дороге я опоздала к вам', na],
    ['Это полное безобразие', ok],
    ['Сколько можно передавать показания, до какого числа?', na],
    ['Второй раз звоню, у вас очень вежливые операторы!', na],
    ['Ой, кошмар, очки потеряла!', na],
    ['Здравствуйте! Можно пожаловаться на соседей?', na],
    ['Алло! Куда подать жалобу?', na],
  ])('%s', (text, expected) => expect(calm(text)).toBe(expected));
});

describe('arguing', () => {
  const argued = (text: string) =>
    outcome('conflict.no_argument', hello, 'К: Вы что, издеваетесь?! Я всё оплатила!', `О: ${text}`, 'К: Ясно.', bye);
  it.each([
    ['Ничего Вы не оплатили.', no],
    ['Никуда Вы не обращались.', no],
    ['Путаете Вы всё.', no],
    ['Откуда Вы это взяли?', no],
    ['Это Вы сами сочинили.', no],
    ['Вы меня вообще слушаете?', no],
    ['Вы меня слышите? Платёж я вижу.', ok],
    ['К сожалению, платёж у нас не отражён, направлю запрос в банк.', ok],
    ['Я на Вашей стороне, сейчас проверю.', ok],
  ])('%s', (text, expected) => expect(argued(text)).toBe(expected));
});

describe('what is asked of the client and where he is sent', () => {
  it.each([
    ['Будьте добры, лицевой счёт и адрес.', ok],
    ['Ваш лицевой и адрес, будьте любезны.', ok],
    ['Будьте любезны, номер счёта и адрес квартиры.', ok],
    ['Счёт и адрес.', ok],
    ['Будьте добры, фамилию.', no],
  ])('%s', (text, expected) =>
    expect(outcome('account_check', hello, 'К: Какой у меня долг?', `О: ${text}`, 'К: Сейчас.', bye)).toBe(expected),
  );
  it.each([
    ['Попробуйте дозвониться до управляющей компании.', no],
    ['Вам лучше дозвониться до водоканала.', no],
    ['Я дозвонюсь до управляющей компании и сообщу Вам.', na],
  ])('%s', (text, expected) =>
    expect(outcome('transfer.no_redirect', hello, 'К: Лифт стоит.', `О: ${text}`, 'К: Ясно.', bye)).toBe(expected),
  );
  it.each(['ка эр цэ людмила добрый день', 'каэрцэ людмила добрый день', 'кэ эр це людмила добрый день'])(
    'the company by its letters: %s',
    (text) => expect(outcome('greeting.company', `О: ${text}`, 'К: Сколько стоит справка?', 'О: Нисколько.')).toBe(ok),
  );
});

describe('a call in which the client says nothing', () => {
  it('asks for no closing', () => {
    const silent = [hello, 'О: Алло, Вас не слышно.'];
    expect(outcome('understanding_check', ...silent)).toBe(na);
    expect(outcome('closing.thanks', ...silent)).toBe(na);
    expect(outcome('closing.farewell', ...silent)).toBe(na);
    expect(outcome('closing.farewell', ...silent, 'О: До свидания.')).toBe(ok);
    expect(outcome('callback.promise', ...silent, 'О: Перезвоню Вам сама.')).toBe(na);
    expect(outcome('callback.promise', ...silent, 'К: Да, слышу.', 'О: Перезвоню Вам сама.')).toBe(no);
    expect(outcome('closing.farewell', hello, 'К: Сколько стоит справка?', 'О: Нисколько.')).toBe(no);
  });
});

describe('the account in a short question', () => {
  const checked = (text: string) =>
    outcome('account_check', hello, `К: ${text}`, 'О: Девятьсот рублей.', 'К: Ясно.', bye);
  it.each([
    ['Сколько у меня за газ?', no],
    ['За что мне пришло три тысячи?', no],
    ['С меня дважды взяли за лифт.', no],
    ['Сколько у вас за газ?', na],
  ])('%s', (text, expected) => expect(checked(text)).toBe(expected));
});

describe('sending the client to another number', () => {
  const sent = (text: string) =>
    outcome(
      'transfer.no_redirect',
      hello,
      'К: У нас нет света, соедините с энергетиками.',
      `О: ${text}`,
      'К: Ясно.',
      bye,
    );
  it.each([
    ['Набирайте горсвет, номер на сайте.', no],
    ['Обратитесь к электрикам по номеру сорок, три.', no],
    ['Наберите, пожалуйста, номер прибора с клавиатуры.', na],
  ])('%s', (text, expected) => expect(sent(text)).toBe(expected));
});

describe('a goodbye in a call that was a conflict', () => {
  const ended = (client: string, ...rest: string[]) =>
    outcome(
      'termination.notice',
      hello,
      'К: Вы меня обманули, безобразие! Где перерасчёт?!',
      'О: Понимаю Вас, перерасчёт войдёт в июль.',
      `К: ${client}`,
      'О: Всего доброго.',
      ...rest,
    );
  it.each([
    ['Хорошо, буду ждать.', na],
    ['Ну ладно, договорились.', na],
    ['Всё.', na],
    ['Подождите, а пени?', no],
    ['Нет, вы опять меня обманули', no],
    ['Хорошо, но я буду жаловаться!', no],
    ['Увидим осенью.', 'not_sure'],
    ['Да ну вас!', 'not_sure'],
    ['Идите вы, обманщики! Где перерасчёт, я спрашиваю?', no],
    ['Нет, мы так не договаривались.', 'not_sure'],
  ])('%s', (text, expected) => expect(ended(text)).toBe(expected));
  it('that the client answers breaks nothing off', () => expect(ended('Увидим осенью.', 'К: До свидания.')).toBe(na));
});
