/** Lexicon entries as people read them. */
import { describe, expect, it } from 'vitest';
import { entryWords, readablePattern } from '../../../analyzer/trends/entry-words.ts';
import { loadLexicons } from '../../../lexicons/index.ts';

describe('a pattern', () => {
  it.each([
    ['ну', 'ну'],
    ['вы _4 {должны|обязаны}', 'вы … должны / обязаны'],
    ['{назовите|скажите|сообщите|продиктуйте}', 'назовите / скажите / сообщите …'],
    ['~ошибка', 'ошибка'],
    ['внимательно? {слушаю|слушаем}', 'внимательно слушаю / слушаем'],
    ['{ну|ну-у|ну-у-у|нуу|нууу}', 'ну'],
    ['{э-э|ээ|эм|э-э-э}', 'э-э / эм'],
    ['~заткнуться<impr>', 'заткнуться'],
    ['#hes', 'э-э / м-м'],
    ['до них _2 _3 {дозвониться|дозвонитесь}', 'до них … дозвониться / дозвонитесь'],
  ])('%s is read as %s', (pattern, words) => {
    expect(readablePattern(pattern)).toBe(words);
  });

  it('with a named list has its first words', () => {
    const lists = { allo: ['алло', 'ало', 'алле', 'але'], da: ['да'] };
    expect(readablePattern('@allo', lists)).toBe('алло / ало / алле …');
    expect(readablePattern('{@da|ну} слушаю', lists)).toBe('да / ну слушаю');
  });

  it('of several is the first, and a long one its beginning', () => {
    expect(readablePattern(['еще раз', 'еще разок'])).toBe('еще раз …');
    expect(readablePattern('слово '.repeat(30)).length).toBeLessThanOrEqual(72);
  });
});

describe('the entries that are shipped', () => {
  it('all have words to read and none of the signs of patterns', () => {
    const known = entryWords(loadLexicons());
    expect(known.get('diminutive/sekundochka')?.words).toBe('секундочка');
    expect(known.get('banned_opener/allo')?.words).toBe('алло / ало / алле …');
    expect(known.get('filler/nu')?.words).toBe('ну');
    expect(known.get('filler/nu-before-number')?.words).toBe('ну («Ну двадцать рублей»)');
    expect(known.get('imperative/command')?.words).toBe('глагол-команда');
    const unread = [...known].filter(([, { words }]) => words === '' || /[{}|~@<>#]|_\d/.test(words));
    expect(unread).toEqual([]);
  });
});
