import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NoTimesError, wordsOfVerboseJson } from '../../../analyzer/recognition/verbose-json.ts';

const segment = (text: string, start: number, end: number, rest: object = {}) => ({ text, start, end, ...rest });
const token = (word: string, start: number, end: number, probability?: number) => ({ word, start, end, probability });

describe('verbose_json', () => {
  it('joins the tokens of whisper.cpp by their leading space', () => {
    const words = [
      token(' Зд', 0, 0.2, 0.9),
      token('рав', 0.2, 0.3, 0.4),
      token('ствуйте', 0.3, 0.8, 0.7),
      token('!', 0.8, 0.9, 0.99),
    ];
    const more = [
      token('[_BEG_]', 1, 1),
      token(' Да', 1, 1.2, 0.5),
      token(' -', 1.2, 1.3, 0.5),
      token(' да', 1.3, 1.5, 0.6),
    ];
    expect(
      wordsOfVerboseJson({ segments: [segment('', 0, 1, { words }), segment('', 1, 2, { words: more })] }),
    ).toEqual([
      { text: 'Здравствуйте!', start: 0, end: 0.9, confidence: 0.4 },
      { text: 'Да', start: 1, end: 1.2, confidence: 0.5 },
      { text: 'да', start: 1.3, end: 1.5, confidence: 0.6 },
    ]);
  });

  it('takes the words of OpenAI beside the segments as they are', () => {
    const answer = {
      text: 'Добрый день',
      words: [token('Добрый', 0.1, 0.5), token('день', 0.6, 0.9)],
      segments: [segment('Добрый день', 0, 1)],
    };
    expect(wordsOfVerboseJson(answer)).toEqual([
      { text: 'Добрый', start: 0.1, end: 0.5 },
      { text: 'день', start: 0.6, end: 0.9 },
    ]);
  });

  it('spreads a segment without words over its letters, with the segment’s probability', () => {
    const [first, second] = wordsOfVerboseJson({
      segments: [segment(' да конечно', 1, 2, { avg_logprob: Math.log(0.5) })],
    });
    expect(first).toMatchObject({ text: 'да', start: 1 });
    expect(first?.end).toBeCloseTo(1 + 2 / 9, 9);
    expect(second?.end).toBeCloseTo(2, 9);
    expect(second?.confidence).toBeCloseTo(0.5, 9);
  });

  it('knows silence, refuses text without times and other things', () => {
    expect(wordsOfVerboseJson({ text: '', segments: [] })).toEqual([]);
    expect(wordsOfVerboseJson({ text: ' ' })).toEqual([]);
    expect(() => wordsOfVerboseJson({ text: 'слова' })).toThrow(NoTimesError);
    for (const other of [null, 'text', [], { segments: [{ text: 'a' }] }, { segments: 1 }]) {
      expect(() => wordsOfVerboseJson(other)).toThrow();
    }
  });

  it('loses no letter and never goes back in time, however words are cut into tokens', () => {
    const words = fc.array(fc.stringMatching(/^[а-яё]{1,8}$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(words, fc.infiniteStream(fc.integer({ min: 1, max: 3 })), (said, cuts) => {
        let at = 0;
        const tokens = said.flatMap((word) => {
          const pieces: ReturnType<typeof token>[] = [];
          for (let rest = ` ${word}`; rest !== ''; ) {
            const length = 1 + (cuts.next().value ?? 1);
            pieces.push(token(rest.slice(0, length), at, at + 0.1, 0.5));
            rest = rest.slice(length);
            at += 0.1;
          }
          return pieces;
        });
        const heard = wordsOfVerboseJson({ segments: [segment('', 0, at, { words: tokens })] });
        expect(heard.map(({ text }) => text)).toEqual(said);
        for (const { start, end } of heard) expect(end).toBeGreaterThan(start);
      }),
    );
  });
});
