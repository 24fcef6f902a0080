/** Single changes of lexicon files: what is changed is changed, every other byte stays. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareFiles,
  defaultFolder,
  itemsOf,
  kindOf,
  type LexiconFiles,
  lexiconText,
  loadLexicons,
  loadScorecard,
  putItem,
  readLexiconFiles,
  readLexiconTexts,
  removeItem,
  soundLexicons,
} from '#lexicons';

const files = readLexiconFiles(defaultFolder);
const textOf = (file: string): string => files[file] ?? '';
const irritant = 'rules/irritant.yaml';
const change = (file: string, set: string, id: string | null, fields: Record<string, unknown>): LexiconFiles => ({
  ...files,
  [file]: putItem(textOf(file), { file, set, id }, fields),
});

describe('the files of a set of lexicons', () => {
  it('come out as they went in, byte for byte, and mean the same as in their folder', () => {
    expect(Object.keys(files)).toContain('scorecard.yaml');
    for (const [name, text] of Object.entries(files)) {
      expect(Buffer.from(text).equals(readFileSync(join(defaultFolder, name)))).toBe(true);
    }
    expect(soundLexicons(readLexiconTexts(files)).version).toBe(loadLexicons().version);
  });

  it('keep a byte order mark and the line ends of Windows; windows-1251 becomes UTF-8', () => {
    const saved = Buffer.from('\uFEFFlemma;status\r\nручка;ban\r\n');
    expect(Buffer.from(lexiconText(saved, 'words/a.csv')).equals(saved)).toBe(true);
    // «ручка» as Excel saves it.
    expect(lexiconText(Buffer.from([0xf0, 0xf3, 0xf7, 0xea, 0xe0]), 'words/a.csv')).toBe('ручка');
  });
});

describe('a change of one item', () => {
  it('put as it is (random items of every file) changes nothing that the lexicons mean', () => {
    const all = Object.entries(files).flatMap(([file, text]) => itemsOf(file, text).map((item) => ({ file, item })));
    const editable = all.filter(({ file, item }) => item.id !== '' && kindOf(file) !== 'scorecard');
    fc.assert(
      fc.property(fc.constantFrom(...editable), ({ file, item }) => {
        const after = change(file, item.set, item.id, item.fields);
        expect(compareFiles(files, after)).toEqual([]);
        expect(soundLexicons(readLexiconTexts(after)).version).toBe(loadLexicons().version);
      }),
      { numRuns: 12 },
    );
  });

  it('shows as exactly that change (random entries, random fields)', () => {
    const entries = Object.keys(files)
      .filter((file) => ['rule', 'phrases'].includes(kindOf(file)))
      .flatMap((file) => itemsOf(file, textOf(file)).flatMap((item) => (item.id === '' ? [] : [{ file, item }])));
    const words = fc.constantFrom(
      'да',
      'так: вот',
      '#раз',
      'это «слово», да',
      "'кавычка'",
      '- черта',
      '@softeners',
      '5.6',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...entries),
        words,
        fc.array(words, { minLength: 1 }),
        ({ file, item }, note, hit) => {
          const fields = { ...item.fields, note, hit };
          const after = change(file, item.set, item.id, fields);
          expect(compareFiles(files, after)).toEqual(
            JSON.stringify(fields) === JSON.stringify(item.fields)
              ? []
              : [{ file, set: item.set, id: item.id, before: item.fields, after: fields }],
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('adds an entry behind the others and takes it away again without a trace', () => {
    const fields = {
      id: 'proba',
      pattern: ['это ваши проблемы', '~проба'],
      hit: ['Это ваши проблемы.'],
      certain: false,
    };
    for (const [file, set] of [
      [irritant, ''],
      ['rules/informal_you.yaml', ''],
      ['phrases/closing.yaml', 'understanding_check'],
    ] as const) {
      const added = change(file, set, null, fields);
      expect(compareFiles(files, added)).toEqual([{ file, set, id: 'proba', before: null, after: fields }]);
      expect(removeItem(added[file] ?? '', { file, set, id: 'proba' })).toBe(textOf(file));
    }
  });

  it('changes a row of a table and keeps the other lines', () => {
    const file = 'words/diminutives.csv';
    const row = { lemma: 'секундочка', status: 'ban', replacement: 'Минуту; пожалуйста', note: '' };
    const after = change(file, '', 'Секундочка', row)[file] ?? '';
    expect(after).toContain('секундочка;ban;"Минуту; пожалуйста";');
    expect(after.split('\n').filter((line, i) => line !== textOf(file).split('\n')[i])).toHaveLength(1);
    const more = putItem(textOf(file), { file, set: '', id: null }, { ...row, lemma: 'абажурчик' });
    expect(removeItem(more, { file, set: '', id: 'абажурчик' })).toBe(textOf(file));
  });

  it('changes a weight and limits of the scorecard and the items of a list', () => {
    const file = 'scorecard.yaml';
    const criterion = itemsOf(file, textOf(file)).find(({ id }) => id === 'speech.filler');
    const fields = { ...criterion?.fields, weight: 7, limits: { good: 1, acceptable: 2.5 } };
    const text = putItem(textOf(file), { file, set: 'speech', id: 'speech.filler' }, fields);
    expect(text).toContain('limits: { good: 1, acceptable: 2.5 }\n        weight: 7');
    expect(text.split('\n')).toHaveLength(textOf(file).split('\n').length);
    const lists = change('lists.yaml', '', 'softeners', { items: ['пожалуйста', 'будьте {добры|любезны}'] });
    expect(soundLexicons(readLexiconTexts(lists)).lists.softeners).toEqual(['пожалуйста', 'будьте {добры|любезны}']);
    expect(loadScorecard().groups.length).toBeGreaterThan(1);
  });

  it.each([
    ['a Latin letter in a Cyrillic word', { id: 'x', pattern: 'cчёт' }, /смешаны кириллица и латиница: буква «c»/],
    ['an unknown field', { id: 'x', pattern: 'счёт', colour: 'red' }, /недопустимое значение/],
    ['no words', { id: 'x', pattern: '' }, /поля «pattern»/],
    ['a code that is taken', { id: 'oshibka', pattern: 'счёт' }, /запись «oshibka» в файле уже есть/],
  ])('refuses %s', (_name, fields, message) => {
    expect(() => change(irritant, '', null, fields)).toThrow(message);
  });

  it('refuses to empty a file, and to change what the file says of itself', () => {
    const file = 'rules/diminutive.yaml';
    expect(() => removeItem(textOf(file), { file, set: '', id: 'odnu-sek' })).toThrow(/последняя запись/);
    expect(() => change(irritant, '', '', { rule: 'irritant' })).toThrow(/в самом файле/);
  });
});
