/** What must hold for every call. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadLexicons } from '#lexicons';
import { tokenizeCall } from '../../../analyzer/language/tokens.ts';
import { findBrokenRules } from '../../../analyzer/rules/find-broken-rules.ts';
import { loadRulebook } from '../../../analyzer/rules/rulebook.ts';
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
  it.each([
    'секундочку сейчас посмотрю счётчик',
    'я этим не занимаюсь',
    'ничем вам помочь не могу',
    'твой счётчик не поверен',
    'перезвоните завтра',
    'ещё раз пожалуйста',
    'на самом деле всё начислено',
  ])('letter case, «ё» and the final point change nothing: %s', (text) => {
    const bare = (lines: string[]) => lines.map((line) => line.toLowerCase().replace(/ё/g, 'е'));
    const expected = bare(judge(text));
    expect(expected.length).toBeGreaterThan(0);
    for (const variant of [
      text.toUpperCase(),
      text.replace(/ё/g, 'е'),
      `${text}.`,
      text[0]?.toUpperCase() + text.slice(1),
    ]) {
      expect(bare(judge(variant))).toEqual(expected);
    }
  });
});

describe('lexicons', () => {
  it('the order of entries changes neither the version nor the findings', () => {
    const lexicons = loadLexicons();
    const turned = {
      ...lexicons,
      diminutives: lexicons.diminutives.toReversed(),
      rules: lexicons.rules.toReversed().map((rule) => ({ ...rule, entries: rule.entries.toReversed() })),
    };
    const other = loadRulebook(turned, morphology);
    const call = callOf(operatorLines.map((line) => `О: ${line}`));
    expect(findBrokenRules(call, tokenizeCall(call, other.aliases), other)).toEqual(findingsOf(call));
  });
});

describe('any text at all', () => {
  const alphabet = fc.constantFrom(
    ...'абвгдеёжзийклмнопрстуфхцчшщъыьэюя «»—-–.,?!;:…abcZ0159 \n\t\u0000\u0301\u00ad🙂'.split(''),
    'ну ',
    'вы ',
    'не ',
    'пожалуйста ',
    'должны ',
  );
  const text = fc.array(alphabet, { maxLength: 80 }).map((parts) => parts.join(''));
  it('never crashes', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('О', 'К', 'С'), (line, speaker) => {
        const call = callOf([`${speaker}: ${line}`, `О: ${line}`]);
        for (const finding of findingsOf(call)) expect(call.segments[finding.segment]?.text).toContain(finding.text);
      }),
      { numRuns: 2000 },
    );
  });
  it('looks at each word a bounded number of times', () => {
    // Work grows with the length: the morphology is asked about a form once, so count the questions of the matcher.
    let asked = 0;
    const counting = loadRulebook(loadLexicons(), {
      readings: (form) => {
        asked += 1;
        return morphology.readings(form);
      },
    });
    const run = (times: number) => {
      asked = 0;
      const call = callOf([`О: ${'ну вы не должны пожалуйста перезвоните завтра '.repeat(times)}`]);
      findBrokenRules(call, tokenizeCall(call, rulebook.aliases), counting);
      return asked;
    };
    run(10);
    const [short, long] = [run(100), run(1000)];
    expect(long).toBeLessThanOrEqual(short * 11 + 100);
  });
});
