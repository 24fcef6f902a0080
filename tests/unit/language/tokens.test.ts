/** Tokens: normal forms, places in the text, times, clauses. */
import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../analyzer/domain/call.ts';
import { normalize } from '../../../analyzer/language/norm.ts';
import { type Token, tokenizeCall } from '../../../analyzer/language/tokens.ts';

const say = (text: string, more: Partial<Segment> = {}): Segment => ({
  speaker: 'operator',
  start: 0,
  end: 10,
  text,
  ...more,
});
const tokens = (...segments: Segment[]): Token[] => tokenizeCall({ segments });
const norms = (...segments: Segment[]) => tokens(...segments).map(({ norm }) => norm);
const clauses = (...segments: Segment[]) => tokens(...segments).map(({ clause }) => clause);

describe('normalize', () => {
  it.each([
    ['Счётчик', 'счетчик'],
    ['секу\u0301ндочку', 'секундочку'],
    ['справоч\u00adка', 'справочка'],
    ['е\u0308лка', 'елка'],
    ['й', 'й'],
    ['ЁЖ', 'еж'],
    ['что‑то', 'что-то'],
  ])('%s → %s', (word, expected) => expect(normalize(word)).toBe(expected));
});

describe('tokenizeCall', () => {
  it('keeps the words exactly as they stand in the text', () => {
    const segment = say('Э-э, секу\u0301ндочку! Счёт №5: 300.50 руб.');
    for (const token of tokens(segment)) expect(segment.text.slice(token.from, token.to)).toBe(token.text);
    expect(norms(segment)).toEqual(['э-э', 'секундочку', 'счет', '5', '300.50', 'руб']);
  });

  it('applies aliases to norm and keeps what was heard', () => {
    const [token] = tokenizeCall({ segments: [say('щас')] }, new Map([['щас', 'сейчас']]));
    expect(token).toMatchObject({ norm: 'сейчас', heard: 'щас', text: 'щас' });
  });

  it('cuts clauses at . ? ! ; … but not after abbreviations', () => {
    expect(clauses(say('Да. Нет? Ну! Вот; так… всё'))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(clauses(say('ул. Ленина, кв. пять'))).toEqual([0, 0, 0, 0]);
  });

  it('cuts parts at commas and dashes only', () => {
    expect(tokens(say('Вы, как собственник, обязаны — да')).map(({ part }) => part)).toEqual([0, 1, 1, 2, 3]);
    expect(tokens(say('в общем-то так')).map(({ part }) => part)).toEqual([0, 0, 0]);
  });

  it('marks the clause that ends with a question mark, and only it', () => {
    expect(tokens(say('Да. Вы звоните? Хорошо')).map(({ question }) => question)).toEqual([false, true, true, false]);
    expect(tokens(say('Вы звоните?')).map(({ question }) => question)).toEqual([true, true]);
  });

  it('marks quoted words', () => {
    expect(tokens(say('кнопка «Оплатите» слева')).map(({ quoted }) => quoted)).toEqual([false, true, false]);
  });

  it('starts a clause at a change of turn and at a pause between segments, not at a segment border without a pause', () => {
    const a = say('раз', { start: 0, end: 1 });
    expect(clauses(a, say('два', { start: 1.2, end: 2 }))).toEqual([0, 0]);
    expect(clauses(a, say('два', { start: 1.4, end: 2 }))).toEqual([0, 1]);
    expect(clauses(a, say('два', { speaker: 'client', start: 1, end: 2 }))).toEqual([0, 1]);
    expect(tokens(a, say('два', { speaker: 'client' }), say('три')).map(({ turn }) => turn)).toEqual([0, 1, 2]);
  });

  it('spreads the time of a segment over its characters when there are no words', () => {
    const [first, second] = tokens(say('аб вгд', { start: 10, end: 16 }));
    expect([first?.start, first?.end]).toEqual([10, 12]);
    expect([second?.start, second?.end]).toEqual([13, 16]);
    expect(first?.confidence).toBeNull();
  });

  it('takes times and confidence from words, and a pause of 0.4 s between them ends the clause', () => {
    const words = [
      { text: 'проверьте,', start: 0, end: 0.5, confidence: 0.9 },
      { text: 'почту', start: 0.6, end: 1, confidence: 0.5 },
      { text: 'перезвоните', start: 1.4, end: 2, confidence: 0.8 },
    ];
    const found = tokens(say('проверьте, почту перезвоните', { words }));
    expect(found.map(({ start, confidence }) => [start, confidence])).toEqual([
      [0, 0.9],
      [0.6, 0.5],
      [1.4, 0.8],
    ]);
    expect(found.map(({ clause }) => clause)).toEqual([0, 0, 1]);
  });

  it('aligns words that differ from the text: the text stays the quote', () => {
    const words = [
      { text: 'Добрый', start: 1, end: 2 },
      { text: 'лишнее', start: 2, end: 3 },
      { text: 'день', start: 3, end: 4 },
    ];
    const found = tokens(say('Добрый вечер день', { start: 1, end: 5, words }));
    expect(found.map(({ text }) => text)).toEqual(['Добрый', 'вечер', 'день']);
    expect(found[0]?.start).toBe(1);
    expect(found[1]).toMatchObject({ start: 2, end: 3 });
    expect(found[2]?.start).toBe(3);
  });

  it('does not see a pause in times that were only spread', () => {
    expect(clauses(say('Диктуйте, пожалуйста', { start: 0, end: 60 }))).toEqual([0, 0]);
  });
});
