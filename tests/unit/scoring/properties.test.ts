/** What must hold for every call. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoredCallSchema } from '../../../analyzer/domain/scored-call.ts';
import { callScript as script } from '../../support/call-script.ts';
import { judged } from '../../support/judge.ts';
import { spokenCall } from '../../support/spoken-call.ts';

describe('judgeCall', () => {
  it('gives a score of 0…100 or null, and an answer in the exchange format', () => {
    fc.assert(
      fc.property(script, (text) => {
        const scored = judged(spokenCall(text));
        expect(scoredCallSchema.parse(scored)).toEqual(scored);
        for (const { earned, weight, outcome } of scored.criteria) {
          expect(earned).toBeLessThanOrEqual(weight);
          if (outcome !== 'passed') expect(earned).toBe(0);
        }
      }),
      { numRuns: 60 },
    );
  });
  it('judges the same call alike', () => {
    fc.assert(
      fc.property(script, (text) => {
        expect(judged(spokenCall(text))).toEqual(judged(spokenCall(text)));
      }),
      { numRuns: 20 },
    );
  });
  it('points at findings and words that are there', () => {
    fc.assert(
      fc.property(script, (text) => {
        const call = spokenCall(text);
        const scored = judged(call);
        for (const { findings, evidence } of scored.criteria) {
          for (const index of findings) expect(scored.findings[index]).toBeDefined();
          for (const { segment, text: words } of evidence) {
            if (segment === undefined || words.includes(' ')) continue;
            expect(call.segments[segment]?.text).toContain(words);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
  it('does not move with the words of a machine at the start', () => {
    // Moved in time by a neutral announcement, a call keeps every outcome.
    fc.assert(
      fc.property(
        script.filter((text) => /О:/.test(text)),
        (text) => {
          const outcomesOf = (full: string) =>
            judged(spokenCall(full)).criteria.map(({ id, outcome }) => [id, outcome]);
          expect(outcomesOf(`А: Пожалуйста, нажмите один или дождитесь ответа.\n${text}`)).toEqual(outcomesOf(text));
        },
      ),
      { numRuns: 40 },
    );
  });
  it('does not move with a client’s backchannel after an answer', () => {
    const perfect = [
      'О: Расчётный центр, Марина. Добрый день! Чем могу Вам помочь?',
      'К: Здравствуйте, хочу узнать свою задолженность.',
      'О: Подскажите, пожалуйста, номер лицевого счёта и адрес.',
      'К: Сто, двести. Ленина, дом пять.',
      'О: Долга по счёту нет.',
      'К: Понятно.',
      'О: Остались ли у Вас вопросы?',
      'К: Нет.',
      'О: Спасибо за Ваш звонок! Всего доброго!',
    ];
    const plain = judged(spokenCall(perfect.join('\n')));
    expect(plain.score).toBe(100);
    fc.assert(
      fc.property(fc.constantFrom('Угу.', 'Ага.', 'Так.', 'Да-да.'), fc.integer({ min: 2, max: 8 }), (word, place) => {
        const with_ = judged(spokenCall(perfect.toSpliced(place, 0, `К: ${word}`).join('\n')));
        expect(with_.score).toBe(plain.score);
        expect(with_.criteria.map(({ outcome }) => outcome)).toEqual(plain.criteria.map(({ outcome }) => outcome));
      }),
      { numRuns: 20 },
    );
  });
});
