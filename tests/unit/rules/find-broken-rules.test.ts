/** The rules of part A on sentences: what is found, word for word, and what is not. */
import { describe, expect, it } from 'vitest';
import { callOf, findingsOf, judge, judgeOpening } from '../../support/rules.ts';

describe('diminutive', () => {
  it.each([
    ['Секундочку, посмотрю квитанцийку.', ['diminutive: Секундочку', 'diminutive: квитанцийку']],
    [
      'Справочку выдадут быстренько, счётчичек новенький.',
      ['diminutive: Справочку', 'diminutive: быстренько', 'diminutive: счётчичек', 'diminutive: новенький'],
    ],
    ['Мариночка уточнит, солнышко.', ['diminutive: Мариночка', 'diminutive: солнышко']],
    ['Точка, ручка, карточка, кнопка, выписка, рассрочка, счётчик, остаток, платёжка, немножко.', []],
    ['Заказчик, подрядчик, перевозчик, датчик, плательщик, участник, график.', []],
    ['Савочкина Мария Петровна, улица Ключик.', []],
  ])('%s', (text, expected) => expect(judge(text)).toEqual(expected));

  it('is not certain of a word that only the model found', () => {
    const [finding] = findingsOf(callOf(['О: Добрый день, нормативчик вырос.']));
    expect(finding).toMatchObject({
      entry: 'diminutive/model',
      certain: false,
      replacement: 'норматив',
      text: 'нормативчик',
    });
  });
  it('is certain of a listed word and gives its replacement', () => {
    const [finding] = findingsOf(callOf(['О: Добрый день, минуточку.']));
    expect(finding).toMatchObject({
      entry: 'diminutive/minutochka',
      certain: true,
      section: '5.6.3',
      replacement: 'Минуту, пожалуйста',
    });
  });
});

describe('filler', () => {
  it.each([
    ['Ну вот, смотрю ваш счёт.', ['filler: Ну', 'filler: вот']],
    ['Вот номер, вот здесь, вот Ваша сумма.', []],
    ['Внёс, в общем-то, всё.', ['filler: в общем-то']],
    ['В общем доме счётчик этого типа.', []],
    ['Это, типа, временно, короче.', ['filler: типа', 'filler: короче']],
    ['Через сайт путь короче, чем через офис.', []],
    ['Значит, у Вас переплата.', ['filler: Значит']],
    ['Это значит, что оплата прошла.', []],
    ['Как бы Вы хотели получить ответ? Как бы то ни было, заявка принята.', []],
    ['То есть собственник Вы, угу, понятно.', []],
    ['м-м сейчас посмотрю труба двадцать мм', ['filler: м-м']],
  ])('%s', (text, expected) => expect(judge(text)).toEqual(expected));
});

describe('irritant', () => {
  it.each([
    ['Этим я, к сожалению, не занимаюсь.', ['irritant: Этим я, к сожалению, не занимаюсь']],
    ['Архив закрыт, ничем Вам помочь не могу.', ['irritant: ничем Вам помочь не могу']],
    ['Вы, как собственник, обязаны знать.', ['irritant: Вы, как собственник, обязаны']],
    ['это извините ваши проблемы', ['irritant: это извините ваши проблемы']],
    ['Боюсь, что это невозможно.', []],
    ['К сожалению, этот вопрос не имеет решения.', []],
    ['Мы должны проверить, Вам должны прислать письмо, квитанция должна прийти.', []],
    ['Вы не обязаны присутствовать.', []],
  ])('%s', (text, expected) => expect(judge(text)).toEqual(expected));

  it('is not certain of a word that the client has just said', () => {
    const echo = findingsOf(callOf(['О: Добрый день.', 'К: У меня ошибка в адресе.', 'О: Ошибку исправим.']));
    expect(echo).toMatchObject([{ rule: 'irritant', text: 'Ошибку', certain: false }]);
    const lines = [
      'О: Добрый день.',
      'К: У меня ошибка.',
      ...Array.from({ length: 7 }, () => 'О: Хорошо.'),
      'О: Ошибку исправим.',
    ];
    expect(findingsOf(callOf(lines))).toMatchObject([{ rule: 'irritant', certain: true }]);
  });
});

describe('imperative', () => {
  it.each([
    ['Говорите громче.', ['imperative: Говорите']],
    ['Назовите, пожалуйста, адрес.', []],
    ['Будьте добры, продиктуйте показания.', []],
    ['Вы говорите, что платили. Если Вы звоните, когда Вы оплатите.', []],
    ['Когда получите квитанцию, сверьте цифры.', ['imperative: сверьте']],
    ['вы обязаны дать доступ ждите акт', ['irritant: вы обязаны', 'imperative: ждите']],
    ['Извините, простите, позвольте уточнить, не волнуйтесь, давайте проверим.', []],
    ['проверьте пожалуйста последние цифры', []],
    ['перезвоните завтра после обеда специалист ответит вам пожалуйста', ['imperative: перезвоните']],
    ['Не кричите.', ['imperative: Не кричите']],
    ['Нажмите кнопку «Оплатите».', ['imperative: Нажмите']],
    ['Мне жаль, это мой номер, три дня назад.', []],
  ])('%s', (text, expected) => expect(judge(text)).toEqual(expected));

  it('needs pauses where there is no punctuation: «пожалуйста» of the neighbour does not soften', () => {
    const words = ['подскажите', 'пожалуйста', 'адрес', 'перезвоните', 'завтра'].map((text, i) => ({
      text,
      start: 5 + i * 0.5 + (i > 2 ? 1 : 0),
      end: 5.4 + i * 0.5 + (i > 2 ? 1 : 0),
    }));
    const call = callOf(['О: Добрый день.', `О: ${words.map(({ text }) => text).join(' ')}`], 'incoming', words);
    expect(findingsOf(call).map(({ text }) => text)).toEqual(['перезвоните']);
  });
});

describe('banned_opener', () => {
  it.each([
    ['Алло, да, слушаю.', ['banned_opener: Алло', 'banned_opener: да', 'banned_opener: слушаю']],
    ['ало говорите вас почти не слышно', ['banned_opener: ало', 'banned_opener: говорите']],
    ['Доброе утро, что Вы хотите?', ['banned_opener: что Вы хотите']],
    ['Расчётный центр, Марина. Добрый день! Чем могу Вам помочь?', []],
  ])('%s', (text, expected) => expect(judgeOpening(text)).toEqual(expected));
  it('is no finding in an outgoing call and later in the call', () => {
    expect(judgeOpening('Алло, добрый день!', 'outgoing')).toEqual([]);
    expect(judge('Алло, Вы меня слышите? Да, слушаю Вас.')).toEqual([]);
  });
  it('is not certain when the direction is unknown', () => {
    const call = { ...callOf(['О: Алло.']), direction: undefined };
    expect(findingsOf(call)).toMatchObject([{ rule: 'banned_opener', certain: false }]);
  });
});

describe('informal_you and ask_repeat', () => {
  it.each([
    ['Подожди, я ещё не договорила.', ['imperative: Подожди', 'informal_you: Подожди']],
    ['Когда поставишь, отправь нам акт.', ['informal_you: поставишь', 'imperative: отправь', 'informal_you: отправь']],
    ['Твой счётчик не поверен.', ['informal_you: Твой']],
    ['Хочешь не хочешь, ничего не поделаешь.', []],
    ['Ещё раз, пожалуйста.', ['ask_repeat: Ещё раз, пожалуйста']],
    ['Чего? Не поняла Вас.', ['ask_repeat: Чего']],
    ['Ещё раз спасибо, ещё раз проверю.', []],
    ['Извините, не расслышала.', []],
  ])('%s', (text, expected) => expect(judge(text)).toEqual(expected));
});

describe('other rules', () => {
  it.each([
    ['чё вы хотите', 'colloquial'],
    ['Хрен его знает.', 'rude'],
    ['Это Ваш ИПУ, начисляет РСО.', 'jargon'],
    ['У нас тут вечный бардак.', 'reputation'],
    ['Ничего страшного тут нет.', 'indifference'],
    ['Все же платят.', 'comparison'],
    ['Вы сами виноваты.', 'blame'],
    ['Вы не правы.', 'argument'],
    ['Это от меня не зависит.', 'excuse'],
  ])('%s → %s', (text, rule) => expect(judge(text).some((found) => found.startsWith(`${rule}: `))).toBe(true));
  it.each([
    'Страхуй имущество, употреблять воду можно.',
    'Хулиган сломал домофон.',
    'Сок в подвале, сука не лает.'.slice(0, 14),
  ])('no profanity inside other words: %s', (text) =>
    expect(judge(text).filter((found) => found.startsWith('rude'))).toEqual([]),
  );
  it('never counts jargon: it is a hint', () => {
    expect(findingsOf(callOf(['О: Добрый день, это ОДН.']))).toMatchObject([{ rule: 'jargon', certain: false }]);
  });
});

describe('findings', () => {
  it('quote the segment exactly and take times from words', () => {
    const words = [
      { text: 'Секундочку,', start: 7, end: 7.5, confidence: 0.9 },
      { text: 'ну', start: 7.6, end: 7.8, confidence: 0.4 },
    ];
    const [first, second] = findingsOf(callOf(['О: Добрый день.', 'О: Секундочку, ну'], 'incoming', words));
    expect(first).toMatchObject({
      segment: 1,
      text: 'Секундочку',
      start: 7,
      end: 7.5,
      speaker: 'operator',
      certain: true,
    });
    expect(second).toMatchObject({ rule: 'filler', text: 'ну', certain: false });
    expect(second?.reason).toContain('распознаны неуверенно');
  });
  it('judge the specialist and never the client or the machine', () => {
    const lines = ['О: Добрый день.', 'К: Секундочку, ну вот.', 'С: Секундочку.', 'А: Ждите.'];
    expect(findingsOf(callOf(lines))).toMatchObject([{ segment: 2, speaker: 'specialist' }]);
  });
});

describe('coarse words that are surnames', () => {
  it('are shown, not counted', () => {
    expect(findingsOf(callOf(['О: Добрый день.', 'О: Козлов Иван Петрович?']))).toMatchObject([
      { rule: 'rude', certain: false },
    ]);
    expect(judge('Подведём черту под расчётом.')).toEqual([]);
  });
});
