import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignWords } from '../../../analyzer/recognition/align-words.ts';

const words = (text: string) => (text === '' ? [] : text.split(' '));

function counts(reference: readonly string[], hypothesis: readonly string[]) {
  const pairs = alignWords(reference, hypothesis);
  const paired = pairs.filter((pair) => pair.reference !== null && pair.hypothesis !== null);
  const isEqual = (pair: (typeof pairs)[number]) =>
    reference[pair.reference ?? -1] === hypothesis[pair.hypothesis ?? -1];
  return {
    correct: paired.filter(isEqual).length,
    substitutions: paired.filter((pair) => !isEqual(pair)).length,
    deletions: pairs.filter((pair) => pair.hypothesis === null).length,
    insertions: pairs.filter((pair) => pair.reference === null).length,
  };
}

describe('alignment by edit distance', () => {
  it.each([
    ['', '', [0, 0, 0, 0]],
    ['а б в', 'а б в', [3, 0, 0, 0]],
    ['а б в', 'а в', [2, 0, 1, 0]],
    ['а в', 'а б в', [2, 0, 0, 1]],
    ['а б в', 'а г в', [2, 1, 0, 0]],
    ['', 'а б', [0, 0, 0, 2]],
    ['а б', '', [0, 0, 2, 0]],
    // Two edits either way: the pairing with an equal word wins over two substitutions.
    ['а б', 'б в', [1, 0, 1, 1]],
    ['мама мыла раму мылом', 'мама раму мыла мылом', [3, 0, 1, 1]],
  ])('«%s» and «%s»', (reference, hypothesis, [correct, substitutions, deletions, insertions]) => {
    expect(counts(words(reference), words(hypothesis))).toEqual({ correct, substitutions, deletions, insertions });
  });

  const lists = fc.array(fc.constantFrom('а', 'б', 'в'), { maxLength: 12 });

  it('uses every word once and in its order', () => {
    fc.assert(
      fc.property(lists, lists, (reference, hypothesis) => {
        const pairs = alignWords(reference, hypothesis);
        expect(pairs.flatMap((pair) => pair.reference ?? [])).toEqual(reference.map((_, i) => i));
        expect(pairs.flatMap((pair) => pair.hypothesis ?? [])).toEqual(hypothesis.map((_, i) => i));
      }),
    );
  });

  it('finds no error in a text against itself, and swaps omissions with insertions when the texts are swapped', () => {
    fc.assert(
      fc.property(lists, lists, (reference, hypothesis) => {
        expect(counts(reference, reference)).toMatchObject({ correct: reference.length, deletions: 0, insertions: 0 });
        const there = counts(reference, hypothesis);
        const back = counts(hypothesis, reference);
        expect(back).toEqual({ ...there, deletions: there.insertions, insertions: there.deletions });
      }),
    );
  });

  it('has no more errors than edits that were made', () => {
    const edits = fc.array(fc.tuple(fc.nat(11), fc.constantFrom('а', 'в', null)), { maxLength: 5 });
    fc.assert(
      fc.property(lists, edits, (reference, made) => {
        const changed: string[] = [...reference];
        for (const [at, word] of made) changed.splice(at, word === null ? 1 : 0, ...(word === null ? [] : [word]));
        const { substitutions, deletions, insertions } = counts(reference, changed);
        expect(substitutions + deletions + insertions).toBeLessThanOrEqual(made.length);
      }),
    );
  });
});
