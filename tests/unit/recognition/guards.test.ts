import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardWords } from '../../../analyzer/recognition/guards.ts';
import type { RecognizedWord } from '../../../analyzer/recognition/recognizer.ts';

/** Words of 0.3 s with 0.1 s between them from `start` on. */
function say(text: string, start = 0, confidence: number | undefined = 0.9): RecognizedWord[] {
  return text.split(' ').map((word, i) => {
    const from = start + i * 0.4;
    return { text: word, start: from, end: from + 0.3, ...(confidence === undefined ? {} : { confidence }) };
  });
}

const all = [{ start: 0, end: 1000 }];
const textOf = (words: readonly RecognizedWord[]) => words.map((word) => word.text).join(' ');

describe('guards after recognition', () => {
  it('keep ordinary speech as it is', () => {
    const words = say('Добрый день, Марина, чем могу помочь?');
    expect(guardWords(words, all)).toEqual({ kept: words, dropped: [] });
  });

  it('drop words without sound under them, and forgive 0.3 s', () => {
    // Speech 0–2 s: the word at 2.2 s is still near, the one at 2.6 s is not.
    const words = [...say('один', 0.5), ...say('два', 2.2), ...say('три', 2.6)];
    const { kept, dropped } = guardWords(words, [{ start: 0, end: 2 }]);
    expect(textOf(kept)).toBe('один два');
    expect(dropped.map(({ text, reason }) => [text, reason])).toEqual([['три', 'no_sound']]);
  });

  it('drop everything where there is no speech at all', () => {
    expect(guardWords(say('Спасибо вам'), []).kept).toEqual([]);
  });

  it('always drop credits of subtitles', () => {
    const words = say('До свидания. Субтитры сделал DimaTorzok', 0, 0.99);
    const { kept, dropped } = guardWords(words, all);
    expect(textOf(kept)).toBe('До свидания.');
    expect(dropped.map((word) => word.reason)).toEqual(['invented_phrase', 'invented_phrase', 'invented_phrase']);
  });

  it('drop «продолжение следует» where the engine was not sure, and keep it where a person said it', () => {
    expect(guardWords(say('Продолжение следует...', 0, 0.5), all).kept).toEqual([]);
    expect(textOf(guardWords(say('Продолжение следует...', 0, 0.9), all).kept)).toBe('Продолжение следует...');
  });

  it('drop «спасибо за просмотр» over little speech even when the engine was sure', () => {
    // 0.9 s of words: speech until 0.6 s covers 0.5 s of them, speech until 0.4 s only 0.3 s.
    const { kept } = guardWords(say('Спасибо за просмотр', 0, 0.95), [{ start: 0, end: 0.6 }]);
    expect(textOf(kept)).toBe('Спасибо за просмотр');
    expect(guardWords(say('Спасибо за просмотр', 0, 0.95), [{ start: 0, end: 0.4 }]).kept).toEqual([]);
  });

  it('cut loops to their first turn, and leave what people do repeat', () => {
    const loop = guardWords(say(`алло ${'вас не слышно '.repeat(5)}до свидания`), all);
    expect(textOf(loop.kept)).toBe('алло вас не слышно до свидания');
    expect(loop.dropped).toHaveLength(12);
    expect(new Set(loop.dropped.map((word) => word.reason))).toEqual(new Set(['repetition']));
    expect(guardWords(say('Да, да, да, да, да.'), all).dropped).toEqual([]);
    expect(guardWords(say('алло вы слышите алло вы слышите алло вы слышите'), all).dropped).toEqual([]);
    expect(textOf(guardWords(say('да да да да да да'), all).kept)).toBe('да');
  });

  it('drop an utterance faster than 35 characters a second', () => {
    // 19 characters: 0.5 s are 38 a second, 0.6 s are 31.7.
    const spoken = (end: number): RecognizedWord[] => [
      { text: 'комплексный', start: 0, end: 0.3, confidence: 0.9 },
      { text: 'расчёт.', start: 0.3, end, confidence: 0.9 },
    ];
    expect(guardWords(spoken(0.5), all).dropped.map((word) => word.reason)).toEqual(['too_fast', 'too_fast']);
    expect(guardWords(spoken(0.6), all).dropped).toEqual([]);
  });

  it('drop utterances that are guesses, one by one', () => {
    const words = [...say('ясный ответ', 0, 0.8), ...say('бу ру', 5, 0.2)];
    const { kept, dropped } = guardWords(words, all);
    expect(textOf(kept)).toBe('ясный ответ');
    expect(dropped.map((word) => word.reason)).toEqual(['low_probability', 'low_probability']);
  });

  it('hold nothing against words of an engine that gives no probabilities', () => {
    expect(guardWords(say('слово без вероятности', 0, undefined), all).dropped).toEqual([]);
  });

  it('lose no word: every one is kept or set apart, in its order', () => {
    const word = fc.record({
      text: fc.constantFrom('да', 'нет', 'субтитры', 'сделал', 'продолжение', 'следует'),
      start: fc.integer({ min: 0, max: 30 }),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (drawn) => {
        const words = drawn.sort((a, b) => a.start - b.start).map((one) => ({ ...one, end: one.start + 0.3 }));
        const { kept, dropped } = guardWords(words, [{ start: 3, end: 20 }]);
        expect(kept.length + dropped.length).toBe(words.length);
        expect(kept).toEqual(words.filter((one) => kept.includes(one)));
      }),
    );
  });
});

describe('the echo of a prompt', () => {
  const prompt = 'Ну, э-э, как бы, вот, алло, да, угу.';

  it('is set apart, also a part of it', () => {
    const { kept, dropped } = guardWords(say('Добрый день. Ну э-э как бы вот алло'), all, prompt);
    expect(textOf(kept)).toBe('Добрый день.');
    expect(new Set(dropped.map((word) => word.reason))).toEqual(new Set(['prompt_echo']));
    expect(textOf(guardWords(say('бы вот алло да'), all, prompt).kept)).toBe('');
  });

  it('is not what people say', () => {
    for (const said of ['ну вот как бы да', 'вот алло да', 'ну э-э смотрите как бы', 'да угу']) {
      expect(guardWords(say(said), all, prompt).dropped).toEqual([]);
    }
    expect(guardWords(say('Ну э-э как бы вот алло'), all).dropped).toEqual([]);
  });
});
