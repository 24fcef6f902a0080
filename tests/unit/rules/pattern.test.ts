/** The pattern language: what it reads, what it refuses, what it finds. */
import { describe, expect, it } from 'vitest';
import type { PhraseEntry } from '#lexicons';
import { loadMorphology } from '../../../analyzer/language/morphology.ts';
import { tokenizeCall } from '../../../analyzer/language/tokens.ts';
import { formNumber } from '../../../analyzer/language/word-forms.ts';
import { compilePhrases } from '../../../analyzer/rules/compile.ts';
import { matchPhrases, type Scene, segmentsAfterHold } from '../../../analyzer/rules/match.ts';
import { PatternError, parsePattern } from '../../../analyzer/rules/pattern.ts';

const morphology = await loadMorphology();
const lists = { softeners: ['пожалуйста', 'будьте добры'], money: ['~рубль'] };

function find(fields: Partial<PhraseEntry>, text: string, scene: Scene = {}): string[] {
  const entry = { id: 'test', pattern: 'слово', file: 'test.yaml', line: 1, ...fields };
  const tokens = tokenizeCall({ segments: [{ speaker: 'operator', start: 0, end: 10, text }] });
  return matchPhrases(compilePhrases([entry], { morphology, lists }), tokens, scene).map(({ from, to }) =>
    tokens
      .slice(from, to + 1)
      .map(({ norm }) => norm)
      .join(' '),
  );
}

describe('patterns', () => {
  it.each([
    ['слово', 'Слово и слова', ['слово']],
    ['~слово', 'Слово и слова', ['слово', 'слова']],
    ['не в курсе', 'Я не в курсе, что не в доме', ['не в курсе']],
    ['вы _2 должны', 'вы тоже сами должны', ['вы тоже сами должны']],
    ['вы _2 должны', 'вы и тоже сами должны', []],
    ['вы _ должны', 'вы тоже должны', ['вы тоже должны']],
    ['{это|то} ваше', 'это ваше и то ваше', ['это ваше', 'то ваше']],
    ['еще раз пожалуйста?', 'ещё раз. Ещё раз, пожалуйста', ['еще раз', 'еще раз пожалуйста']],
    ['{очень|самый лучший} ответ', 'самый лучший ответ', ['самый лучший ответ']],
    ['минуту @softeners', 'минуту будьте добры', ['минуту будьте добры']],
    ['#num @money', 'двадцать рублей и 5 рублями', ['двадцать рублей', '5 рублями']],
    ['#hes', 'э-э метр м-м эм э', ['э-э', 'м-м', 'эм', 'э']],
    ['<NOUN ablt>', 'занимаюсь договором', ['договором']],
    ['~должный<plur>', 'должен или должны', ['должны']],
    ['это #any важно', 'это очень важно это важно', ['это очень важно']],
    ['ошибка', 'ошибка-то', ['ошибка-то']],
  ])('%s in «%s»', (pattern, text, expected) => expect(find({ pattern }, text)).toEqual(expected));

  it('finds items in any order when the entry is free', () => {
    for (const text of ['ничем вам не могу помочь', 'помочь вам ничем не могу', 'не могу ничем помочь']) {
      expect(find({ pattern: 'ничем ~мочь помочь', free: 2 }, text)).toHaveLength(1);
    }
    expect(find({ pattern: 'ничем ~мочь помочь', free: 0 }, 'ничем не могу помочь')).toEqual([]);
  });

  it('does not cross a clause, unless the entry says so', () => {
    expect(find({ pattern: 'до свидания' }, 'Доехали до. Свидания нет')).toEqual([]);
    expect(find({ pattern: 'до свидания', scope: 'turn' }, 'до… свидания')).toEqual(['до свидания']);
  });

  it('forgives one letter only in long unknown words', () => {
    expect(find({ pattern: 'пожалуйста' }, 'пожалуста')).toHaveLength(1);
    expect(find({ pattern: 'алло' }, 'ало')).toEqual([]);
    expect(find({ pattern: 'проверка' }, 'проверки')).toEqual([]);
  });

  it('knows the place in the clause, the part and the turn', () => {
    expect(find({ pattern: 'ну', position: 'clause_start' }, 'Ну да. А ну')).toHaveLength(1);
    expect(find({ pattern: 'ну', position: ['clause_start', 'clause_end'] }, 'Ну да. Ну.')).toHaveLength(1);
    expect(find({ pattern: 'ну', position: 'part_start' }, 'да, ну да ну')).toHaveLength(1);
    expect(find({ pattern: 'ну', position: 'turn_start' }, 'Ну. Ну.')).toHaveLength(1);
    expect(find({ pattern: 'ну', question: true }, 'Ну? Ну.')).toHaveLength(1);
    expect(find({ pattern: 'ну', tidy: false }, 'Ну.')).toHaveLength(0);
  });

  it('knows the part of the call', () => {
    const first = { part: 'first_utterance' } as const;
    expect(find({ pattern: 'алло', ...first }, 'алло', { firstUtterance: 0 })).toHaveLength(1);
    expect(find({ pattern: 'алло', ...first }, 'алло', { firstUtterance: 4 })).toHaveLength(0);
    expect(find({ pattern: 'алло', direction: 'incoming' }, 'алло', { direction: 'outgoing' })).toHaveLength(0);
    expect(find({ pattern: 'алло', first_seconds: 3 }, 'раз два три четыре пять шесть алло')).toHaveLength(0);
    expect(
      find({ pattern: 'алло', last_seconds: 3 }, 'раз два три четыре пять шесть алло', { duration: 10 }),
    ).toHaveLength(1);
  });

  it('knows what ends a hold', () => {
    const thanks = { pattern: 'спасибо', part: 'after_hold' } as const;
    expect(find(thanks, 'спасибо за ожидание', { afterHold: new Set([0]) })).toHaveLength(1);
    expect(find(thanks, 'спасибо за ожидание', { afterHold: new Set([3]) })).toHaveLength(0);
    const said = (speaker: 'operator' | 'client' | 'ivr', start: number, end: number) => ({
      speaker,
      start,
      end,
      text: 'да',
    });
    const call = [
      said('operator', 20, 22), // the first words end no hold
      said('client', 31.9, 33), // 9.9 s
      said('operator', 43, 44), // 10 s
      said('client', 60, 61), // the client does not end a hold
      said('ivr', 62, 75), // music announcements are no speech
      said('operator', 76, 77), // 15 s after the client
    ];
    expect([...segmentsAfterHold(call)]).toEqual([2, 5]);
  });

  it.each<[string, Partial<PhraseEntry>, string, number]>([
    ['unless_left far', { unless_left: 'боюсь' }, 'Боюсь, это никак нельзя', 0],
    ['unless_left other clause', { unless_left: 'боюсь' }, 'Боюсь. Это нельзя', 1],
    ['unless_left within', { unless_left: { any: 'боюсь', within: 0 } }, 'боюсь так нельзя', 1],
    ['unless_left adjacent', { unless_left: { any: 'боюсь', within: 0 } }, 'боюсь нельзя', 0],
    ['unless_left other part', { unless_left: { any: 'боюсь', scope: 'part' } }, 'Боюсь, нельзя', 1],
    ['unless_right phrase', { unless_right: { any: 'ли вам', within: 0 } }, 'нельзя ли вам', 0],
    ['unless_right too far', { unless_right: { any: 'вам', within: 0 } }, 'нельзя ли вам', 1],
    ['unless_near', { unless_near: 'вам' }, 'вам нельзя', 0],
    ['needs_left', { needs_left: 'вам' }, 'нельзя вам', 0],
    ['needs_right', { needs_right: 'вам' }, 'нельзя вам', 1],
  ])('guard %s', (_name, guards, text, count) => {
    expect(find({ pattern: 'нельзя', ...guards }, text)).toHaveLength(count);
  });

  it('guards what stands inside', () => {
    const entry = { pattern: 'вы _2 должны', unless_inside: 'мы' };
    expect(find(entry, 'вы знаете мы должны')).toEqual([]);
    expect(find(entry, 'вы знаете тоже должны')).toHaveLength(1);
  });
});

describe('parsePattern refuses', () => {
  it.each([
    ['', 'пустой'],
    ['слово? другое?', 'обязательных'],
    ['слово _', 'в конце'],
    ['слово _40 другое', 'длиннее'],
    ['@нет', 'нет списка'],
    ['сло|во', 'непонятно'],
    ['{один', 'непонятно'],
    ['<СУЩ>', 'латинскими'],
    ['(а+)+$', 'непонятно'],
    [
      '{а|б|в|г|д|е е|ж ж} {а|б б|в в|г г|д д|е е|ж ж|з з|и и} {а|б б|в в|г г|д д|е е|ж ж|з з|и и} {а|б б|в в|г г|д д|е е|ж ж|з з|и и} {а|б б|в в|г г|д д|е е|ж ж|з з|и и}',
      'слишком много',
    ],
  ])('%s', (pattern, cause) => {
    expect(() => parsePattern(pattern, lists)).toThrow(PatternError);
    expect(() => parsePattern(pattern, lists)).toThrow(cause);
  });
  it('names the file and the line of the entry', () => {
    const entry = { id: 'bad', pattern: '@нет', file: 'rules/x.yaml', line: 7 };
    expect(() => compilePhrases([entry], { morphology, lists })).toThrow(/^rules\/x\.yaml:7: запись «bad»/);
  });
});

describe('numbers of word forms', () => {
  it('may begin anew: compiled phrases find the same before and after', () => {
    const entry = { id: 'test', pattern: 'ну вот', unless_right: 'это', file: 'test.yaml', line: 1 };
    const compiled = compilePhrases([entry], { morphology, lists });
    const formsOf = (text: string) => tokenizeCall({ segments: [{ speaker: 'operator', start: 0, end: 10, text }] });
    const found = (text: string) => matchPhrases(compiled, formsOf(text)).map(({ from, to }) => [from, to]);
    expect([found('Ну вот и всё'), found('Ну вот это да')]).toEqual([[[0, 1]], []]);
    const before = formsOf('ну')[0]?.form ?? 0;
    for (let i = 0; i < 2 ** 18; i += 1) formNumber(`слово${i}`, `слово${i}`);
    expect([found('Так, ну вот и всё'), found('Ну вот это да')]).toEqual([[[1, 2]], []]);
    expect(formsOf('ну')[0]?.form).toBeGreaterThan(before + 2 ** 18);
  });
});
