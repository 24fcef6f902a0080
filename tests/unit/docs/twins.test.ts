/** Every page of the documentation is there in Russian and in English, and both say the same: headings, tables, commands, figures. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const markdown = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
const russian = markdown('docs').filter((name) => !name.startsWith('en/'));
const english = markdown('docs/en');
const pairs: [russian: string, english: string][] = [
  ...['README', 'CONTRIBUTING', 'CHANGELOG', 'SECURITY'].map((name): [string, string] => [
    `${name}.md`,
    `${name}.en.md`,
  ]),
  ...russian.map((name): [string, string] => [join('docs', name), join('docs/en', name)]),
];

const fence = /^```(\w*)\n(.*?)^```$/gms;
const inline = /`([^`\n]+)`/g;
const textOf = (path: string) => readFileSync(path, 'utf8');
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([whole, first = whole]) => first);
const isAscii = (text: string) => /^[\x20-\x7E…–→×≈]+$/.test(text);

const levelsOf = (text: string) => matches(text.replace(fence, ''), /^(#+) /gm).map((marks) => marks.length);
const rowsOf = (text: string) => matches(text, /^\|.*$/gm).length;
const listsOf = (text: string) => matches(text.replace(fence, ''), /^ *(?:-|\d+\.) /gm).length;
const fencesOf = (text: string) =>
  [...text.matchAll(fence)].map(([, language = '', body = '']) => ({ language, body }));

/** Words of a block that no translator touches: remarks and names in Cyrillic are left out. */
const wordsOf = (body: string) =>
  matches(body.replace(/(?:\s|^)(?:#|--|\/\/) .*$/gm, ''), /[^\s"',;:()[\]{}|]+/g).filter(
    (word) => isAscii(word) && !/^[A-Z]+…?$|^[\d.,]+$/.test(word) && !word.includes('/'),
  );
/** `npm run x`, `kamerton x y`, `--option`: what a reader types. */
const commandsOf = (text: string) =>
  matches(text, /npm run [a-z:-]+|kamerton [a-z][a-z-]*|(?<=\s)--[a-z][a-z-]*/g).sort();
const codeOf = (text: string) => matches(text.replace(fence, ''), inline);

/** Figures of a page, written the English way: 1 000,5 and 1,000.5 are the same. */
const figuresOf = (path: string) => {
  const plain = textOf(path)
    .replace(inline, '')
    .replace(/\]\([^)]*\)/g, ']');
  const isEnglish = path.includes('.en.') || path.includes('docs/en/');
  const same = (
    isEnglish ? plain.replace(/(?<=\d),(?=\d{3}(?!\d))/g, '') : plain.replace(/(?<=\d),(?=\d)/g, '.')
  ).replace(/(?<=\d)[ \u00A0\u202F](?=\d{3}(?!\d))/g, '');
  return matches(same, /\d+(?:\.\d+)*/g).sort();
};

describe('the two languages of the documentation', () => {
  it('have the same pages', () => {
    expect(pairs.length).toBeGreaterThan(25);
    expect(english.sort()).toEqual(russian.sort());
    for (const pair of pairs) expect(pair.filter((page) => !existsSync(page))).toEqual([]);
  });

  describe.each(pairs)('%s and %s', (ru, en) => {
    const [a, b] = [textOf(ru), textOf(en)];

    it('name each other at the top', () => {
      const top = (text: string) => text.split('\n').slice(0, 8).join('\n');
      expect(top(a)).toContain(`[English](${relative(dirname(ru), en)})`);
      expect(top(b)).toContain(`[По-русски](${relative(dirname(en), ru)})`);
    });

    it('have the same headings, tables and lists', () => {
      expect(levelsOf(b)).toEqual(levelsOf(a));
      expect(rowsOf(b)).toBe(rowsOf(a));
      expect(listsOf(b)).toBe(listsOf(a));
    });

    it('have the same commands and samples', () => {
      expect(commandsOf(b)).toEqual(commandsOf(a));
      expect(fencesOf(b).map(({ language }) => language)).toEqual(fencesOf(a).map(({ language }) => language));
      const samples = fencesOf(b);
      for (const [index, { body }] of fencesOf(a).entries())
        expect(wordsOf(samples[index]?.body ?? '')).toEqual(expect.arrayContaining(wordsOf(body)));
    });

    it('name the same settings, files and fields', () => {
      const names = new Set(codeOf(b));
      expect(codeOf(a).filter((name) => isAscii(name) && !names.has(name))).toEqual([]);
      expect(codeOf(b)).toHaveLength(codeOf(a).length);
    });

    it('tell the same figures', () => {
      expect(figuresOf(en)).toEqual(figuresOf(ru));
    });
  });
});
