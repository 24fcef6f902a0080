import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsOfSherpa } from '../../../analyzer/recognition/sherpa-words.ts';

const result = (tokens: string[], timestamps: number[], rest: object = {}) => ({
  tokens,
  timestamps,
  shift: 0,
  ...rest,
});

describe('tokens of sherpa-onnx', () => {
  it('are letters parted by spaces (T-one), in the time before the silence that was fed first', () => {
    const tokens = ['д', 'а', ' ', 'н', 'у'];
    expect(wordsOfSherpa(result(tokens, [0.6, 0.66, 0.72, 0.9, 1.2], { shift: 0.3 }))).toEqual([
      { text: 'да', start: expect.closeTo(0.3, 9), end: expect.closeTo(0.48, 9) },
      { text: 'ну', start: expect.closeTo(0.6, 9), end: expect.closeTo(1.02, 9) },
    ]);
  });

  it('are pieces that begin at «▁» (GigaAM), with the lengths and probabilities that a model knows', () => {
    const tokens = ['▁до', 'брый', '▁день'];
    const logProbabilities = [Math.log(0.9), Math.log(0.5), Math.log(0.8)];
    expect(wordsOfSherpa(result(tokens, [0, 0.2, 0.6], { durations: [0.2, 0.3, 0.4], logProbabilities }))).toEqual([
      { text: 'добрый', start: 0, end: 0.5, confidence: expect.closeTo(0.5, 9) },
      { text: 'день', start: 0.6, end: 1, confidence: expect.closeTo(0.8, 9) },
    ]);
  });

  it('end no later than the next word begins, and never begin before the window', () => {
    const words = wordsOfSherpa(result(['а', ' ', 'б'], [0.1, 0.12, 0.15], { shift: 0.3 }));
    expect(words).toEqual([
      { text: 'а', start: 0, end: 0 },
      { text: 'б', start: 0, end: 0 },
    ]);
    const [first] = wordsOfSherpa(result(['а', '▁', 'б'], [1, 1.02, 1.05]));
    expect(first?.end).toBeCloseTo(1.05, 9);
  });

  it('hold no word where there are only spaces and signs', () => {
    expect(wordsOfSherpa(result([' ', '▁', '.', ' '], [0, 1, 2, 3]))).toEqual([]);
  });

  it('give back every word in its order', () => {
    const words = fc.array(fc.stringMatching(/^[а-я]{1,6}$/), { maxLength: 8 });
    fc.assert(
      fc.property(words, (said) => {
        const tokens = [...said.join(' ')];
        const heard = wordsOfSherpa(
          result(
            tokens,
            tokens.map((_, i) => i * 0.1),
          ),
        );
        expect(heard.map(({ text }) => text)).toEqual(said);
        for (const { start, end } of heard) expect(end).toBeGreaterThan(start);
      }),
    );
  });
});
