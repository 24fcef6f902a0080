/** Criteria of the service and the closing. */
import { describe, expect, it } from 'vitest';
import type { CriterionId } from '../../../analyzer/domain/criterion.ts';
import { outcomes } from '../../support/judge.ts';
import { spokenCall } from '../../support/spoken-call.ts';

const hello = 'О: Расчётный центр, Марина. Здравствуйте! Чем могу Вам помочь?';
const bye = 'О: Остались ли у Вас вопросы?\nК: Нет.\nО: Спасибо за Ваш звонок! Всего доброго!\nК: До свидания.';
const outcome = (id: CriterionId, script: string): string | undefined => outcomes(spokenCall(script), [id])[id];

describe('account check', () => {
  const check = (client: string, operator: string) =>
    outcome('account_check', `${hello}\nК: ${client}\nО: ${operator}\n${bye}`);
  const topic = 'Здравствуйте, откуда у меня долг за январь?';
  it.each([
    [topic, 'Подскажите, пожалуйста, номер Вашего лицевого счёта и адрес.', 'passed'],
    [topic, 'Лицевой счёт и адрес, пожалуйста.', 'passed'],
    [topic, 'Назовите, пожалуйста, номер лицевого счёта.', 'failed'],
    [topic, 'Долг появился из-за пени.', 'failed'],
    ['Здравствуйте, до скольки вы сегодня работаете?', 'До восемнадцати часов.', 'not_applicable'],
    ['Здравствуйте, где можно оплатить квитанцию?', 'В любом терминале.', 'not_applicable'],
  ])('«%s» – «%s»: %s', (client, operator, expected) => expect(check(client, operator)).toBe(expected));
  it('is not demanded of an operator who transfers the call', () => {
    const script = `${hello}\nК: ${topic}\nО: Сейчас переведу Ваш звонок на специалиста.\n…8\nС: Здравствуйте, слушаю Вас.\nК: Откуда долг?`;
    expect(outcome('account_check', script)).toBe('not_applicable');
  });
});

describe('name and patronymic', () => {
  const call = (said: string) =>
    outcome(
      'name_address',
      `${hello}\nК: Хочу справку.\nО: Уточните, пожалуйста, фамилию, имя и отчество.\nК: Ковалёв Сергей Петрович.\nО: ${said}\nК: Жду.\nО: Справка готова.\n${bye}`,
    );
  it('are used once known', () => {
    expect(call('Спасибо, Сергей Петрович, минуту.')).toBe('passed');
    expect(call('Спасибо, минуту.')).toBe('failed');
  });
  it('of a third person are not the client’s', () => {
    const script = `${hello}\nК: Мне бы поговорить с Ольгой Викторовной.\nО: По какому вопросу?\nК: По субсидии.\nО: Она будет завтра.\n${bye}`;
    expect(outcome('name_address', script)).toBe('not_applicable');
  });
});

describe('refusal', () => {
  const refusal = (...said: string[]) =>
    outcome(
      'refusal.alternative',
      `${hello}\nК: Скажите сумму по соседской квартире.\n${said.map((text) => `О: ${text}\nК: Так.`).join('\n')}\n${bye}`,
    );
  it.each([
    [['К сожалению, я не могу предоставить эту информацию.'], 'failed'],
    [['К сожалению, я не могу предоставить эту информацию. Позвольте, я перезвоню Вам?'], 'passed'],
    [['Сделать это по телефону невозможно.', 'Вы можете обратиться в офис с паспортом.'], 'passed'],
    [['Сумма тысяча рублей.'], 'not_applicable'],
    [['Не могли бы Вы назвать адрес?'], 'not_applicable'],
  ])('%j: %s', (said, expected) => expect(refusal(...said)).toBe(expected));
});

describe('transfer', () => {
  const ids = [
    'transfer.announced',
    'transfer.no_redirect',
    'understanding_check',
    'closing.thanks',
    'closing.farewell',
  ] as const;
  const ask = `${hello}\nК: Соедините с бухгалтером, пожалуйста.`;
  const specialist = 'С: Бухгалтерия, слушаю.\nК: Здравствуйте, я по сверке.\nС: Сверка готова. До свидания.';
  it('announced: the operator’s part ends with it', () => {
    const call = spokenCall(`${ask}\nО: Сейчас переведу Ваш звонок. Одну минуту, пожалуйста.\n…20\n${specialist}`);
    expect(Object.values(outcomes(call, ids))).toEqual([
      'passed',
      'passed',
      'not_applicable',
      'not_applicable',
      'not_applicable',
    ]);
  });
  it('without a word of warning fails', () => {
    expect(outcome('transfer.announced', `${ask}\nО: Хорошо.\n…20\n${specialist}`)).toBe('failed');
  });
  it('promised in mockery is no transfer', () => {
    const script = `${ask}\nО: Ага, сейчас, прямо с директором соединю. Он Вас ждёт.\nК: Вы что!\nО: Ничего.\nК: Понятно.\nО: До свидания.`;
    expect(outcome('transfer.announced', script)).toBe('not_applicable');
  });
  it.each([
    ['Звоните в домофонную компанию, номер на двери.', 'failed'],
    ['Вам нужно позвонить в аварийную службу по другому номеру.', 'failed'],
    ['Вы можете обратиться в любую аккредитованную организацию.', 'not_applicable'],
    ['Если будут вопросы, звоните нам в любое время.', 'not_applicable'],
  ])('«%s»: no_redirect %s', (said, expected) => {
    expect(outcome('transfer.no_redirect', `${hello}\nК: Домофон не работает.\nО: ${said}\n${bye}`)).toBe(expected);
  });
});

describe('dictation', () => {
  const dictation = (...said: string[]) =>
    outcome(
      'dictation.check',
      `${hello}\nК: Продиктуйте реквизиты.\n${said.map((text) => `О: ${text}\nК: Так.`).join('\n')}\n${bye}`,
    );
  it.each([
    [['Счёт сорок семь, ноль двадцать восемь, десять.'], 'failed'],
    [['Счёт сорок семь, ноль двадцать восемь, десять.', 'Проверьте, пожалуйста, что записали.'], 'passed'],
    [['Номер заявки двести шесть.'], 'not_applicable'],
    [['К оплате четыре тысячи восемьсот двадцать рублей.'], 'not_applicable'],
    [['Записывайте, пожалуйста: двести шесть.'], 'failed'],
  ])('%j: %s', (said, expected) => expect(dictation(...said)).toBe(expected));
  it('does not take the client’s own digits for a dictation', () => {
    const script = `${hello}\nК: Холодная сто двадцать три, горячая четыреста пять.\nО: Сто двадцать три и четыреста пять, приняла.\n${bye}`;
    expect(outcome('dictation.check', script)).toBe('not_applicable');
  });
});

describe('call back', () => {
  const promise = (said: string) =>
    outcome('callback.promise', `${hello}\nК: Нужна сверка за четыре года.\nО: ${said}\nК: Хорошо.\n${bye}`);
  it.each([
    ['Мне потребуется два часа, я перезвоню Вам сегодня до семнадцати часов.', 'passed'],
    ['Я Вам перезвоню.', 'failed'],
    ['Сверка готова.', 'not_applicable'],
  ])('«%s»: %s', (said, expected) => expect(promise(said)).toBe(expected));
});

describe('closing', () => {
  const ids = ['understanding_check', 'closing.thanks', 'closing.farewell'] as const;
  const closing = (rest: string) =>
    Object.values(
      outcomes(spokenCall(`${hello}\nК: Когда придёт квитанция за март?\nО: До десятого числа.\n${rest}`), ids),
    );
  const [ok, no, na] = ['passed', 'failed', 'not_applicable'];
  it.each([
    [bye, [ok, ok, ok]],
    [
      'О: Подскажите, какие ещё вопросы остались?\nК: Никаких.\nО: Благодарю, что позвонили, хорошего дня!',
      [ok, ok, ok],
    ],
    ['К: Понятно.\nО: Спасибо за ожидание, до свидания.', [no, no, ok]],
    ['К: Понятно. До свидания.', [no, no, no]],
    ['К: А почему так —', [na, na, na]],
    ['К: Всё, я кладу трубку!', [na, na, na]],
  ])('%s', (rest, expected) => expect(closing(rest)).toEqual(expected));
});
