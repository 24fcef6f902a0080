/** Words of a text: the quick way for plain texts cuts exactly as the pattern does for all others. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalize } from '../../../analyzer/language/norm.ts';
import { beginForms, formBlockBits, formNumber, wordsOf } from '../../../analyzer/language/word-forms.ts';
import { timeTokens } from '../../../analyzer/language/word-times.ts';

/** What a word is, in one pattern: the reference. */
const word =
  /\p{N}+(?:[.,:]\p{N}+)+|[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00ad]*(?:[-‐‑'’][\p{L}\p{N}][\p{L}\p{N}\p{M}\u00ad]*)*/gu;
const byPattern = (text: string) =>
  [...text.matchAll(word)].map(({ 0: said, index }) => {
    const norm = normalize(said);
    return { text: said, norm, form: formNumber(norm, norm), from: index, to: index + said.length };
  });

const plain = fc.constantFrom(...'абяАЯёЁй -.,?!:;«»…—–()"'.split(''));
const odd = fc.constantFrom('\u0301', '\u00ad', 'a', 'Z', '5', '№', "'", '’', '‑', '\n', '🙂', 'і');
const textOf = (piece: fc.Arbitrary<string>) => fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

describe('wordsOf', () => {
  it('cuts plain texts as the pattern does', () => {
    fc.assert(
      fc.property(textOf(plain), (text) => {
        expect(wordsOf(text)).toEqual(byPattern(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('cuts all other texts as the pattern does', () => {
    const mixed = textOf(fc.oneof({ weight: 5, arbitrary: plain }, odd));
    fc.assert(
      fc.property(mixed, (text) => {
        expect(wordsOf(text)).toEqual(byPattern(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('knows no difference between the first and the second time', () => {
    expect(wordsOf('Кто-то, «ёж» —')).toEqual(wordsOf('Кто-то, «ёж» —'));
    expect(wordsOf('Кто-то, «ёж» —').map(({ norm, from }) => [norm, from])).toEqual([
      ['кто-то', 0],
      ['еж', 9],
    ]);
  });
});

describe('times of words that are the text’s own', () => {
  it('are theirs, with an end mark or without', () => {
    const words = [
      { text: 'Ну,', start: 1, end: 1.2, confidence: 0.5 },
      { text: 'вот', start: 1.3, end: 1.5 },
    ];
    const segment = { speaker: 'operator' as const, start: 1, end: 2, text: 'Ну, вот.', words };
    expect(timeTokens(segment, wordsOf(segment.text))).toEqual([
      { start: 1, end: 1.2, confidence: 0.5, measured: true },
      { start: 1.3, end: 1.5, confidence: null, measured: true },
    ]);
  });

  it('are not taken from a longer word that only begins alike', () => {
    const words = [
      { text: 'ну-ка', start: 1, end: 1.2 },
      { text: 'вот', start: 1.3, end: 1.5 },
    ];
    const segment = { speaker: 'operator' as const, start: 1, end: 2, text: 'Ну вот', words };
    expect(timeTokens(segment, wordsOf(segment.text)).map(({ measured }) => measured)).toEqual([false, true]);
  });
});

describe('formNumber', () => {
  it('is one number for one form, and another where something else was heard', () => {
    const [plain, other, aliased] = [
      formNumber('счет', 'счет'),
      formNumber('счета', 'счета'),
      formNumber('счет', 'щет'),
    ];
    expect(new Set([plain, other, aliased]).size).toBe(3);
    expect(wordsOf('Счёт счет').map(({ form }) => form)).toEqual([plain, plain]);
  });

  it('begins a new block after very many forms: numbers of a call stay in one', () => {
    const before = formNumber('счет', 'счет');
    for (let i = 0; i < 2 ** 18; i += 1) formNumber(`слово${i}`, `слово${i}`);
    expect(formNumber('счет', 'счет')).toBe(before);
    beginForms();
    const after = formNumber('счет', 'счет');
    expect(after >> formBlockBits).toBe((before >> formBlockBits) + 1);
    expect(wordsOf('счет')[0]?.form).toBe(after);
  });
});
