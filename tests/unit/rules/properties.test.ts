/** What must hold for every call. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Lexicons, loadLexicons } from '#lexicons';
import { tokenizeCall } from '../../../analyzer/language/tokens.ts';
import type { CompiledPhrases } from '../../../analyzer/rules/compile.ts';
import { findBrokenRules } from '../../../analyzer/rules/find-broken-rules.ts';
import { loadRulebook, type Rulebook } from '../../../analyzer/rules/rulebook.ts';
import { callOf, findingsOf, judge, morphology, rulebook } from '../../support/rules.ts';

const operatorLines = [
  'Секундочку, ну вот.',
  'Ничем Вам помочь не могу.',
  'Назовите, пожалуйста, адрес.',
  'перезвоните завтра',
  'Алло, да, слушаю.',
  'Когда поставишь счётчик, отправь акт.',
  'Ещё раз, пожалуйста.',
  'Это Ваши проблемы, сами виноваты.',
  'Спасибо за Ваш звонок!',
];
const clientLines = [
  'Здравствуйте.',
  'Ты мне скажи, сколько должен!',
  'Ну вот, ошибка, проблема.',
  'Секундочку, хрен с вами.',
];
const operatorLine = fc.constantFrom(...operatorLines).map((line) => `О: ${line}`);
const clientLine = fc.constantFrom(...clientLines).map((line) => `К: ${line}`);
const script = fc.array(fc.oneof(operatorLine, clientLine), { minLength: 1, maxLength: 8 });

describe('for every call', () => {
  it('the client adds no finding: all findings are in judged segments, and client speech only makes them less certain', () => {
    fc.assert(
      fc.property(script, clientLine, fc.nat(8), (lines, extra, place) => {
        const at = Math.min(place, lines.length);
        const without = findingsOf(callOf(lines));
        const withExtra = findingsOf(callOf(lines.toSpliced(at, 0, extra)));
        const moved = without.map(({ rule, segment, text }) => [rule, segment >= at ? segment + 1 : segment, text]);
        expect(withExtra.map(({ rule, segment, text }) => [rule, segment, text])).toEqual(moved);
      }),
      { numRuns: 200 },
    );
  });

  it('the same input gives the same output', () => {
    fc.assert(
      fc.property(script, (lines) => {
        expect(JSON.stringify(findingsOf(callOf(lines)))).toBe(JSON.stringify(findingsOf(callOf(lines))));
      }),
      { numRuns: 100 },
    );
  });

  it('evidence is a part of its segment and lies inside its time', () => {
    fc.assert(
      fc.property(script, (lines) => {
        const call = callOf(lines);
        for (const finding of findingsOf(call)) {
          const segment = call.segments[finding.segment];
          expect(segment?.text).toContain(finding.text);
          expect(finding.start).toBeGreaterThanOrEqual(segment?.start ?? 0);
          expect(finding.end).toBeLessThanOrEqual((segment?.end ?? 0) + 1e-9);
          expect(finding.end).toBeGreaterThanOrEqual(finding.start);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('clear cases', () => {
  const cases = [
    'секундочку сейчас посмотрю счётчик',
    'я этим не занимаюсь',
    'ничем вам помочь не могу',
    'твой счётчик не поверен',
    'перезвоните завтра',
    'ещё раз пожалуйста',
    'на самом деле всё начислено',
    'вы должны подойти в офис',
    'короче мастер придёт в среду',
    'сами виноваты',
    'у нас тут бардак',
    'я не виновата',
  ];
  const bare = (lines: string[]) => lines.map((line) => line.toLowerCase().replace(/ё/g, 'е'));
  it.each(cases)('letter case, «ё», stress marks, spaces and the final mark change nothing: %s', (text) => {
    const expected = bare(judge(text));
    expect(expected.length).toBeGreaterThan(0);
    for (const variant of [
      text.toUpperCase(),
      text.replace(/ё/g, 'е'),
      text.replace(/ё/g, 'е\u0308'),
      `${text}.`,
      `${text}!`,
      `  ${text}  …`,
      text[0]?.toUpperCase() + text.slice(1),
      text[0]?.toUpperCase() + text.slice(1).replace(/ё/g, 'е'),
    ]) {
      expect(bare(judge(variant)).map((line) => line.normalize('NFC').replace(/ё/g, 'е'))).toEqual(expected);
    }
  });

  it('hold whatever the letter case of each letter', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.infiniteStream(fc.boolean()), (text, capitals) => {
        const spelled = [...text].map((letter) => (capitals.next().value ? letter.toUpperCase() : letter)).join('');
        expect(bare(judge(spelled))).toEqual(bare(judge(text)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('lexicons', () => {
  const lexicons = loadLexicons();
  const shuffled = <T>(items: readonly T[], seed: number): T[] =>
    items
      .map((item, i) => ({ item, key: Math.imul(i + 1, 2_654_435_761 + seed * 40_503) >>> 0 }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
  const lines = ['utterances.jsonl', 'conduct.jsonl'].flatMap((name) =>
    readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => `О: ${(JSON.parse(line) as { text: string }).text}`),
  );
  it.each([1, 2, 3])('the order of entries, files and lists changes no finding (%i)', (seed) => {
    const turned: Lexicons = {
      ...lexicons,
      aliases: new Map(shuffled([...lexicons.aliases], seed)),
      lists: Object.fromEntries(
        shuffled(Object.entries(lexicons.lists), seed).map(([name, words]) => [name, shuffled(words, seed)]),
      ),
      diminutives: shuffled(lexicons.diminutives, seed),
      rules: shuffled(lexicons.rules, seed).map((rule) => ({ ...rule, entries: shuffled(rule.entries, seed) })),
    };
    const other = loadRulebook(turned, morphology);
    for (let at = 0; at < lines.length; at += 20) {
      const call = callOf(lines.slice(at, at + 20));
      expect(findBrokenRules(call, tokenizeCall(call, other.aliases), other)).toEqual(findingsOf(call));
    }
  });
});

describe('any text at all', () => {
  const alphabet = fc.constantFrom(
    ...'абвгдеёжзийклмнопрстуфхцчшщъыьэюя «»—-–.,?!;:…abcZ0159 \n\t\u0000\u0007\u0301\u00ad\ufeff🙂👩‍👩‍👧'.split(''),
    'ну ',
    'вы ',
    'не ',
    'пожалуйста ',
    'должны ',
  );
  const text = fc.array(alphabet, { maxLength: 80 }).map((parts) => parts.join(''));
  it('never crashes on 10,000 random strings', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('О', 'К', 'С'), (line, speaker) => {
        const call = callOf([`${speaker}: ${line}`, `О: ${line}`]);
        for (const finding of findingsOf(call)) expect(call.segments[finding.segment]?.text).toContain(finding.text);
      }),
      { numRuns: 10_000 },
    );
  }, 120_000);

  it('A33 takes work in proportion to its length: four times the text, about four times the steps', () => {
    let steps = 0;
    const counted = counting(loadRulebook(loadLexicons(), morphology), () => {
      steps += 1;
    });
    const stepsOf = (line: string) => {
      steps = 0;
      const call = callOf([`О: ${line}`]);
      findBrokenRules(call, tokenizeCall(call, rulebook.aliases), counted);
      return steps;
    };
    const words =
      'ну вот вы не должны пожалуйста перезвоните завтра ничем помочь в общем ошибка как бы короче значит'.split(' ');
    fc.assert(
      fc.property(fc.array(fc.oneof(text, fc.constantFrom(...words)), { minLength: 5, maxLength: 30 }), (parts) => {
        const line = `${parts.join(' ')} ну `;
        expect(stepsOf(line.repeat(40))).toBeLessThanOrEqual(4 * stepsOf(line.repeat(10)) * 1.2 + 500);
      }),
      { numRuns: 100 },
    );
  });
});

/** The rulebook with a counter at every look a pattern takes at a word, those of the guards included. */
function counting(book: Rulebook, count: () => void): Rulebook {
  const wrap = (phrases: CompiledPhrases): CompiledPhrases => ({
    ...phrases,
    words: {
      learn: (...given) => phrases.words.learn(...given),
      begins: (form) => {
        count();
        return phrases.words.begins(form);
      },
      mask: (form) => {
        count();
        return phrases.words.mask(form);
      },
      symbols: (form) => phrases.words.symbols(form),
    },
    entries: phrases.entries.map((entry) => ({
      ...entry,
      guards: entry.guards.map((guard) => ({ ...guard, phrases: wrap(guard.phrases) })),
    })),
  });
  return { ...book, phrases: wrap(book.phrases), commandAdvice: wrap(book.commandAdvice) };
}
