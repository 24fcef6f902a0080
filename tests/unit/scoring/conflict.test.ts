/** Criteria of a conflict and of ending a call. */
import { describe, expect, it } from 'vitest';
import type { Call } from '../../../analyzer/domain/call.ts';
import { criterionOf, judged, outcomes } from '../../support/judge.ts';
import { spokenCall } from '../../support/spoken-call.ts';

const hello = 'О: Расчётный центр, Марина. Здравствуйте! Чем могу Вам помочь?';
const angry = 'К: Вы что, издеваетесь?! Третий месяц не могу добиться перерасчёта!';
const ids = ['conflict.empathy', 'conflict.no_argument', 'termination.notice'] as const;
const conflict = (...lines: string[]) => Object.values(outcomes(spokenCall([hello, ...lines].join('\n')), ids));
const [ok, no, na] = ['passed', 'failed', 'not_applicable'];

describe('conflict', () => {
  it('is not seen in a calm call, whatever it is about', () => {
    const calm = 'К: Здравствуйте, уже второй месяц не приходит квитанция. Куда написать заявление?';
    expect(conflict(calm, 'О: На нашу почту.', 'К: Спасибо!', 'О: До свидания.')).toEqual([na, na, na]);
  });
  it('met with understanding', () => {
    const calmed = [
      'О: Мне жаль, что так вышло. Сейчас всё проверю.',
      'К: Ладно.',
      'О: Спасибо за звонок, до свидания.',
    ];
    expect(conflict(angry, ...calmed)).toEqual([ok, ok, na]);
  });
  it('met with arguing', () => {
    expect(conflict(angry, 'О: Вы всё путаете, никто Вам ничего не обещал.', 'К: Как это?!', 'О: Вот так.')).toEqual([
      no,
      no,
      na,
    ]);
  });
  it('counts only what the operator says after it began', () => {
    const early = [
      'К: Добрый день, я по начислениям.',
      'О: Понимаю Вас, слушаю.',
      angry,
      'О: Такой порядок.',
      'К: Ну и порядок!',
    ];
    expect(conflict(...early)[0]).toBe(no);
  });
});

describe('ending a call', () => {
  const insult = 'К: Закрой рот, дура! Я вас всех урою!';
  it('after insults and with notice is allowed, and waives thanks and questions', () => {
    const call = spokenCall(
      [hello, angry, insult, 'О: Извините, но я вынуждена прекратить общение. Всего доброго.'].join('\n'),
    );
    expect(outcomes(call, ['termination.notice', 'closing.thanks', 'understanding_check', 'closing.farewell'])).toEqual(
      {
        'termination.notice': ok,
        'closing.thanks': na,
        understanding_check: na,
        'closing.farewell': ok,
      },
    );
  });
  it('with notice but without insults is left to a person', () => {
    expect(conflict(angry, 'О: Я вынуждена прекратить общение. Всего доброго.')[2]).toBe('not_sure');
  });
  it('without notice is fatal: the score is 0', () => {
    const scored = judged(
      spokenCall([hello, angry, 'О: Понимаю Вас.', 'К: Дайте начальника!', 'О: Всё, до свидания.'].join('\n')),
    );
    expect(criterionOf(scored, 'termination.notice').outcome).toBe(no);
    expect(scored).toMatchObject({ score: 0, compliance: 0, fatal: ['termination.notice'] });
    expect(scored.quality).toBeGreaterThan(20);
  });
  it('that the client himself ended with a goodbye is no fault', () => {
    expect(conflict(angry, 'О: Понимаю Вас, всё исправлю.', 'К: Ладно, до свидания.', 'О: До свидания.')[2]).toBe(na);
  });
});

describe('«ты»', () => {
  it('costs its weight in a calm call and everything in a conflict', () => {
    const calm = judged(spokenCall(`${hello}\nК: Я по квитанции за март.\nО: Тебе её вышлют завтра.\nК: Хорошо.`));
    expect(criterionOf(calm, 'speech.informal_you')).toMatchObject({ outcome: no, fatal: false });
    expect(calm.score).toBeGreaterThan(0);
    const hot = judged(spokenCall(`${hello}\n${angry}\nО: Тебе её вышлют завтра.\nК: Безобразие!`));
    expect(criterionOf(hot, 'speech.informal_you')).toMatchObject({ outcome: no, fatal: true });
    expect(hot.score).toBe(0);
  });
  it('of the client costs nothing', () => {
    const scored = judged(
      spokenCall(`${hello}\nК: Ты мне скажи, где квитанция. Секундочку, ну вот.\nО: Она придёт завтра.`),
    );
    expect(scored.findings).toEqual([]);
  });
});

describe('findings the recogniser was unsure of', () => {
  const call = (confidence: number) => {
    const spoken = spokenCall(`${hello}\nК: Где моя справка?\nО: Справочка готова.\nК: Спасибо.`);
    const words = (text: string, from: number) =>
      text.split(' ').map((word, i) => ({ text: word, start: from + i * 0.3, end: from + i * 0.3 + 0.3, confidence }));
    return {
      ...spoken,
      segments: spoken.segments.map((s, i) => (i === 2 ? { ...s, words: words(s.text, s.start) } : s)),
    };
  };
  it('are shown and not counted', () => {
    const unsure = judged(call(0.3));
    expect(unsure.findings.map(({ rule, certain }) => [rule, certain])).toEqual([['diminutive', false]]);
    expect(criterionOf(unsure, 'speech.diminutive').outcome).toBe('not_sure');
    expect(criterionOf(judged(call(0.9)), 'speech.diminutive').outcome).toBe(no);
  });
});

describe('words said over the client', () => {
  // «Справочка» lies under the client's speech from 12 to 16 s.
  const call = (confidence?: number): Call => ({
    id: 'call',
    direction: 'incoming',
    segments: [
      { speaker: 'operator', start: 0, end: 4, text: 'Расчётный центр, Марина. Здравствуйте!' },
      { speaker: 'client', start: 12, end: 16, text: 'Где моя справка, я жду её вторую неделю.' },
      {
        speaker: 'operator',
        start: 15,
        end: 17,
        text: 'Справочка готова.',
        words: [
          { text: 'Справочка', start: 15, end: 15.8, ...(confidence === undefined ? {} : { confidence }) },
          { text: 'готова.', start: 16.2, end: 17, ...(confidence === undefined ? {} : { confidence }) },
        ],
      },
    ],
  });
  it('are doubtful when a recogniser heard them, and certain when people wrote them down', () => {
    expect(judged(call(0.95)).findings).toMatchObject([{ rule: 'diminutive', certain: false }]);
    expect(judged(call(0.95)).findings[0]?.reason).toContain('одновременно с речью клиента');
    expect(judged(call()).findings).toMatchObject([{ rule: 'diminutive', certain: true }]);
  });
  it('are certain beside his speech', () => {
    const later = call(0.95);
    const segments = later.segments.map((s) => (s.speaker === 'client' ? { ...s, end: 15.3 } : s));
    expect(judged({ ...later, segments }).findings).toMatchObject([{ rule: 'diminutive', certain: true }]);
  });
});

describe('words nobody said', () => {
  it('neither credit nor penalise', () => {
    const scored = judged(
      spokenCall(`${hello}\nК: Где квитанция?\nО: В ящике.\nО: Спасибо за просмотр!\nО: Субтитры сделал Секундочка.`),
    );
    expect(criterionOf(scored, 'closing.thanks').outcome).toBe(no);
    expect(scored.findings).toEqual([]);
  });
});
