/** A segment's text in pieces: words, findings, and nothing lost between them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding, Segment } from '../../../dashboard/src/api/shapes.ts';
import {
  findWords,
  groupPieces,
  layOutSegment,
  placeBySegment,
} from '../../../dashboard/src/features/call/segment-layout.ts';

const segment = (text: string, words?: [string, number][]): Segment => ({
  speaker: 'operator',
  start: 10,
  end: 20,
  text,
  words: words?.map(([word, start]) => ({ text: word, start, end: start + 0.3 })),
});
const finding = (text: string, start: number, index = 0): Finding => ({
  rule: 'filler',
  segment: index,
  text,
  start,
  end: start + 0.3,
  speaker: 'operator',
  section: '5.6.3',
  replacement: '',
  entry: 'filler/x',
  certain: true,
  reason: '',
});

describe('findWords', () => {
  it('finds words in order, whatever their case, ё or marks', () => {
    expect(findWords('Ну, вот… Ещё раз', [{ text: 'ну' }, { text: 'вот,' }, { text: 'еще' }, { text: 'раз' }])).toEqual(
      [
        { from: 0, to: 2 },
        { from: 4, to: 7 },
        { from: 9, to: 12 },
        { from: 13, to: 16 },
      ],
    );
  });

  it('goes on behind a word that is not there', () => {
    expect(findWords('да нет', [{ text: 'хм' }, { text: 'нет' }])).toEqual([null, { from: 3, to: 6 }]);
  });
});

describe('layOutSegment', () => {
  it('marks the occurrence nearest in time to the finding', () => {
    const twice = segment('Вот счёт, вот адрес.', [
      ['Вот', 10],
      ['счёт', 10.5],
      ['вот', 12],
      ['адрес', 12.5],
    ]);
    const pieces = layOutSegment(twice, [{ position: 3, finding: finding('вот', 12) }]);
    expect(pieces.filter(({ findings }) => findings.length > 0)).toEqual([
      { from: 10, text: 'вот', word: 2, begins: true, findings: [3], match: null },
    ]);
  });

  it('runs one finding through several words and what is between them', () => {
    const pieces = layOutSegment(
      segment('я как бы знаю', [
        ['я', 10],
        ['как', 10.4],
        ['бы', 10.8],
        ['знаю', 11],
      ]),
      [{ position: 0, finding: finding('как бы', 10.4) }],
    );
    expect(groupPieces(pieces).map((group) => group.pieces.map(({ text }) => text).join(''))).toEqual([
      'я ',
      'как бы',
      ' знаю',
    ]);
  });

  it('shows a text without words whole, with its findings', () => {
    expect(layOutSegment(segment('Ну да'), [{ position: 0, finding: finding('Ну', 10) }])).toEqual([
      { from: 0, text: 'Ну', word: null, begins: false, findings: [0], match: null },
      { from: 2, text: ' да', word: null, begins: false, findings: [], match: null },
    ]);
  });

  it('cuts a word that a match of the search covers in part, and only its first piece begins the word', () => {
    const pieces = layOutSegment(segment('Минуту.', [['Минуту', 10]]), [], [{ from: 1, to: 3 }]);
    expect(pieces.map(({ text, word, begins, match }) => [text, word, begins, match])).toEqual([
      ['М', 0, true, null],
      ['ин', 0, false, 0],
      ['уту', 0, false, null],
      ['.', null, false, null],
    ]);
  });

  it('never loses or doubles a letter', () => {
    const text = fc.string({ unit: fc.constantFrom('а', 'ё', 'Н', ' ', ',', '-', 'у') });
    fc.assert(
      fc.property(text, fc.array(text), text, (whole, words, quote) => {
        const laid = layOutSegment(
          segment(
            whole,
            words.map((word, index) => [word, 10 + index]),
          ),
          [{ position: 0, finding: finding(quote, 11) }],
        );
        expect(laid.map((piece) => piece.text).join('')).toBe(whole);
      }),
    );
  });
});

it('placeBySegment keeps each finding’s position in the list', () => {
  const placed = placeBySegment([finding('а', 1, 2), finding('б', 2, 5), finding('в', 3, 2)]);
  expect(placed.get(2)?.map(({ position }) => position)).toEqual([0, 2]);
  expect(placed.get(5)?.map(({ position }) => position)).toEqual([1]);
});
