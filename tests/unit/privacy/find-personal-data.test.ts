/** Masking on the labelled sets, and what holds for any words: places are real, nothing masked stays, time is linear. */
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../analyzer/domain/call.ts';
import { loadMorphology } from '../../../analyzer/language/morphology.ts';
import { digitGroups } from '../../../analyzer/language/number-words.ts';
import { tokenizeCall } from '../../../analyzer/language/tokens.ts';
import { beepStretches } from '../../../analyzer/privacy/beep-stretches.ts';
import { passesLuhn } from '../../../analyzer/privacy/card-check.ts';
import { findPersonalData } from '../../../analyzer/privacy/find-personal-data.ts';
import { maskSegments, quoteMasker } from '../../../analyzer/privacy/mask-analysis.ts';
import { readMaskingSet } from '../../support/masking-set.ts';
import { emptyScore, scoreFragment } from '../../support/score-masking.ts';

const morphology = await loadMorphology();
const setPath = (name: string) => fileURLToPath(new URL(`../../fixtures/privacy/${name}.jsonl`, import.meta.url));
const numbers = ['account', 'phone', 'card', 'passport', 'snils', 'inn'];

// Cold morphology on a busy machine takes its time.
describe('labelled sets', { timeout: 120_000 }, () => {
  it.each(['first', 'second', 'third'])(
    '%s: numbers ≥ 0.98, names ≥ 0.95, at most one mask in vain per 1,000 words',
    (name) => {
      const score = emptyScore();
      for (const fragment of readMaskingSet(setPath(name))) scoreFragment(fragment, morphology, score);
      const recall = (kinds: string[]) => {
        const rows = kinds.flatMap((kind) => score.kinds.get(kind) ?? []);
        return rows.reduce((sum, { found }) => sum + found, 0) / rows.reduce((sum, { labelled }) => sum + labelled, 0);
      };
      expect(recall(numbers), score.lines.join('\n')).toBeGreaterThanOrEqual(0.98);
      expect(recall(['name']), score.lines.join('\n')).toBeGreaterThanOrEqual(0.95);
      expect((score.falseMasks / score.words) * 1000, score.lines.join('\n')).toBeLessThanOrEqual(1);
    },
  );
});

const words = [
  ...'назовите номер лицевого счёта телефон карта паспорт адрес фамилию пожалуйста сорок семь ноль двадцать восемь'.split(
    ' ',
  ),
  ...'четыреста тысяч рублей улица Ровио дом квартира Ковалёв Сергей Петрович собака точка ру и так да 4276 1234'.split(
    ' ',
  ),
];
const segmentsOf = fc
  .array(
    fc.tuple(
      fc.constantFrom<Segment['speaker']>('operator', 'client', 'ivr'),
      fc.array(fc.constantFrom(...words, ',', '.', '?'), { maxLength: 14 }),
    ),
    { maxLength: 10 },
  )
  .map((turns) =>
    turns.map(([speaker, said], i): Segment => ({ speaker, start: i * 5, end: i * 5 + 4, text: said.join(' ') })),
  );

it('nothing is masked in an announcement between two answers', () => {
  const said = (speaker: Segment['speaker'], text: string, start: number): Segment => ({
    speaker,
    start,
    end: start + 4,
    text,
  });
  const segments = [said('operator', 'фамилию', 0), said('client', 'и', 5), said('ivr', 'счёта', 10)];
  expect(findPersonalData({ segments }, morphology).filter(({ segment }) => segment === 2)).toEqual([]);
});

describe('any words', { timeout: 120_000 }, () => {
  it('places are inside their segments, in order, and never overlap', () => {
    fc.assert(
      fc.property(segmentsOf, (segments) => {
        let [segment, at] = [-1, 0];
        for (const span of findPersonalData({ segments }, morphology)) {
          const { text = '', start = 0, end = 0, speaker } = segments[span.segment] ?? {};
          if (span.segment !== segment) at = 0;
          expect(span.segment).toBeGreaterThanOrEqual(segment);
          expect(span.from).toBeGreaterThanOrEqual(at);
          expect(span.to).toBeGreaterThan(span.from);
          expect(span.to).toBeLessThanOrEqual(text.length);
          expect(span.start).toBeGreaterThanOrEqual(start);
          expect(span.end).toBeLessThanOrEqual(end + 1e-6);
          expect(speaker).not.toBe('ivr');
          [segment, at] = [span.segment, span.to];
        }
      }),
      { numRuns: 150 },
    );
  });

  it('what is masked is neither in the text nor in the words', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^9\d{9}$/), fc.constantFrom(...['', ' ', '-']), (phone, gap) => {
        const written = [phone.slice(0, 3), phone.slice(3, 6), phone.slice(6)].join(gap);
        const segments: Segment[] = [
          { speaker: 'operator', start: 0, end: 2, text: 'Ваш контактный телефон?' },
          {
            speaker: 'client',
            start: 3,
            end: 9,
            text: `Да, ${written}, звоните.`,
            words: [{ text: written, start: 4, end: 7 }],
          },
        ];
        const masked = maskSegments(segments, findPersonalData({ segments }, morphology));
        expect(JSON.stringify(masked)).not.toMatch(/\d{3}/);
        expect(masked[1]?.text).toBe('Да, [ТЕЛЕФОН], звоните.');
        expect(masked[1]?.words?.some(({ text, start, end }) => text === '[ТЕЛЕФОН]' && start >= 3 && end <= 9)).toBe(
          true,
        );
      }),
      { numRuns: 100 },
    );
  });

  it('ten times the words take no more than ten times the steps', () => {
    // Steps are readings of words: time itself would measure the machine.
    const stepsOf = (times: number): number => {
      let steps = 0;
      const counted = {
        ...morphology,
        readings: (norm: string) => {
          steps += 1;
          return morphology.readings(norm);
        },
      };
      const talk: Segment[] = Array.from({ length: times }, (_, i) => ({
        speaker: i % 2 === 0 ? ('operator' as const) : ('client' as const),
        start: i,
        end: i + 1,
        text: 'назовите номер счёта сорок семь ноль двадцать улица Ровио дом два Сергей Петрович точка ру собака',
      }));
      findPersonalData({ segments: talk }, counted);
      return steps;
    };
    expect(stepsOf(300)).toBeLessThan(stepsOf(30) * 11);
  });
});

describe('parts', () => {
  it.each([
    [
      ['сорок', 'один', 'одиннадцать'],
      ['41', '11'],
    ],
    [['девятьсот', 'двадцать', 'один'], ['921']],
    [
      ['три', 'нуля', 'сто', 'семьдесят', 'два'],
      ['000', '172'],
    ],
    [['восемьсот', 'десять', 'тысяч', 'двадцать', 'пять'], ['810025']],
    [
      ['триста', null, 'сорок'],
      ['300', '40'],
    ],
    [['две', 'девятки'], ['99']],
  ])('%j says %j', (said, groups) => expect(digitGroups(said)).toEqual(groups));

  it('the check digit of cards', () => {
    expect(passesLuhn('4111111111111111')).toBe(true);
    expect(passesLuhn('4111111111111112')).toBe(false);
  });

  it('quotes are masked at their place, and by their words where the place is not known', () => {
    const text = 'Сергей Петрович, дом пять, Петрович';
    const segments: Segment[] = [{ speaker: 'operator', start: 0, end: 5, text }];
    const spans = findPersonalData({ segments }, morphology);
    const quotes = quoteMasker(segments, spans);
    expect(quotes.mask('Петрович, дом', 0)).not.toContain('Петрович');
    expect(quotes.mask('Клиент назвал себя: Сергей Петрович.')).toBe('Клиент назвал себя: [ФИО].');
    expect(quotes.mask('пять минут')).toBe('пять минут');
  });

  it('sound without word times is covered widely, touching stretches are one', () => {
    const segments: Segment[] = [{ speaker: 'client', start: 0, end: 9, text: 'x' }];
    const span = { kind: 'phone' as const, segment: 0, from: 0, to: 1 };
    expect(
      beepStretches(segments, [
        { ...span, start: 3, end: 4 },
        { ...span, start: 5.5, end: 6 },
      ]),
    ).toEqual([{ start: 2, end: 7 }]);
  });

  it('tokens of masked words stay outside of announcements', () => {
    const segments: Segment[] = [{ speaker: 'ivr', start: 0, end: 5, text: 'Звоните 89211234567' }];
    expect(tokenizeCall({ segments })).toHaveLength(2);
    expect(findPersonalData({ segments }, morphology)).toEqual([]);
  });
});
