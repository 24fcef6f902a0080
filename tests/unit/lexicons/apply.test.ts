/** `kamerton lexicon apply`: good files take the place of the running ones, bad ones change nothing and are told in one line. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadLexicons } from '#lexicons';
import { UsageError } from '../../../analyzer/cli/arguments.ts';
import { lexiconApply } from '../../../analyzer/cli/lexicon-apply.ts';

const rule = (entries: string) => `rule: irritant\nsection: "5.6.3"\nentries:\n${entries}\n`;
const good = {
  'lists.yaml': 'polite: [пожалуйста]\n',
  'words/aliases.csv': 'heard;means\nздрасте;здравствуйте\n',
  'words/diminutives.csv': 'lemma;status;replacement\nчасик;ban;час\n',
  'rules/irritant.yaml': rule('  - {id: a, pattern: ошибка, hit: [Ошибка.]}'),
  'phrases/opening.yaml': 'greetings:\n  - {id: hello, pattern: здравствуйте}\n',
};

let root = '';
let told: string[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'apply-'));
  write('running', good);
  told = [];
  const keep = (text: string | Uint8Array) => told.push(String(text)) > 0;
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

function write(folder: string, files: Record<string, string | Uint8Array>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, folder, name)), { recursive: true });
    writeFileSync(join(root, folder, name), content);
  }
}
const running = () =>
  Object.fromEntries(
    readdirSync(join(root, 'running'), { recursive: true, withFileTypes: true })
      .filter((item) => item.isFile())
      .map((item) => join(item.parentPath, item.name))
      .map((path) => [path, readFileSync(path, 'utf8')]),
  );
const apply = () => lexiconApply([join(root, 'new')], join(root, 'running'));

describe('lexicon apply', () => {
  it('replaces the files it is given and leaves the others', async () => {
    write('new', { 'words/diminutives.csv': 'lemma;status;replacement\nчасик;stop;\n', 'notes.txt': 'для себя' });
    expect(await apply()).toBe(0);
    const lexicons = loadLexicons(join(root, 'running'));
    expect(lexicons.diminutives.map(({ lemma, status }) => [lemma, status])).toEqual([['часик', 'stop']]);
    expect(lexicons.rules).toHaveLength(1);
    expect(existsSync(join(root, 'running/notes.txt'))).toBe(false);
    expect(Object.keys(running()).filter((path) => path.endsWith('.new'))).toEqual([]);
    expect(told.join('')).toBe(`Заменено файлов: 1. Версия словарей: ${lexicons.version}\n`);
  });
  it('checks the new files together with those that stay', async () => {
    write('new', { 'rules/irritant.yaml': rule('  - {id: a, pattern: "@polite"}') });
    expect(await apply()).toBe(0);
    write('new', { 'lists.yaml': 'other: [спасибо]\n' });
    cpSync(join(root, 'running/rules/irritant.yaml'), join(root, 'new/rules/irritant.yaml'));
    expect(await apply()).toBe(1);
    expect(told.at(-1)).toContain('нет списка «@polite» в lists.yaml');
  });
  it('refuses a folder without lexicon files, and wrong usage', async () => {
    write('new', { 'notes.txt': 'для себя' });
    expect(await apply()).toBe(1);
    expect(told.join('')).toMatch(/^.*: нет файлов словарей \(.*\)\n$/);
    await expect(lexiconApply([])).rejects.toThrow(UsageError);
  });

  it.each<[string, string, string | Uint8Array, RegExp]>([
    ['Latin letter in a word', 'words/diminutives.csv', 'lemma;status\ncчётик;ban\n', /csv:2: .*смешаны кириллица/],
    ['Latin letter in a pattern', 'rules/irritant.yaml', rule('  - {id: a, pattern: oшибка}'), /yaml:4: .*смешаны/],
    ['a word twice', 'words/diminutives.csv', 'lemma;status\nсчётик;ban\nСчетик;stop\n', /csv:3: .*уже есть/],
    ['unknown column', 'words/diminutives.csv', 'lemma;status;цвет\nчасик;ban;red\n', /csv:1: неизвестный столбец/],
    ['no key column', 'words/aliases.csv', 'слышно;means\nщас;сейчас\n', /csv:1: .*нет столбца «heard»/],
    ['empty entry', 'words/diminutives.csv', 'lemma;status\n;ban\n', /csv:2: пустой столбец/],
    ['unknown status', 'words/diminutives.csv', 'lemma;status\nчасик;maybe\n', /csv:2: недопустимое значение/],
    ['too many cells', 'words/diminutives.csv', 'lemma;status\nчасик;ban;ещё\n', /csv:2: лишние столбцы/],
    ['open quote', 'words/diminutives.csv', 'lemma;status\n"часик;ban\n', /csv:\d+: не закрыта кавычка/],
    ['UTF-16', 'words/diminutives.csv', Uint8Array.from([0xff, 0xfe, 0x61, 0]), /csv:0: кодировка UTF-16/],
    ['control characters', 'words/diminutives.csv', 'lemma;status\nча\u0001сик;ban\n', /csv:2: файл повреждён/],
    ['empty table', 'words/diminutives.csv', '', /csv:1: /],
    ['unknown field', 'rules/irritant.yaml', rule('  - {id: a, pattern: б, цвет: red}'), /yaml:4: неизвестное поле/],
    ['no pattern', 'rules/irritant.yaml', rule('  - {id: a}'), /yaml:4: .*«pattern»/],
    ['wrong type', 'rules/irritant.yaml', rule('  - {id: a, pattern: б, free: много}'), /yaml:4: .*«free»/],
    ['broken YAML', 'rules/irritant.yaml', 'rule: [irritant\n', /yaml:\d+: ошибка YAML/],
    ['anchor', 'rules/irritant.yaml', rule('  - &x {id: a, pattern: б}'), /yaml:4: якоря/],
    [
      'a code twice',
      'rules/irritant.yaml',
      rule('  - {id: a, pattern: б}\n  - {id: a, pattern: в}'),
      /yaml:5: код «a»/,
    ],
    [
      'unknown rule',
      'rules/politeness.yaml',
      rule('  - {id: a, pattern: б}').replace('irritant', 'politeness'),
      /правило/,
    ],
    ['unknown list', 'rules/irritant.yaml', rule('  - {id: a, pattern: "@нет"}'), /yaml:4: .*нет списка/],
    ['regular expression', 'rules/irritant.yaml', rule('  - {id: a, pattern: "(а+)+$"}'), /yaml:4: .*непонятно/],
    ['unclosed braces', 'rules/irritant.yaml', rule('  - {id: a, pattern: "{один"}'), /yaml:4: .*непонятно/],
    ['endless gap', 'rules/irritant.yaml', rule('  - {id: a, pattern: "не _99 так"}'), /yaml:4: .*длиннее/],
    ['missed example', 'rules/irritant.yaml', rule('  - {id: a, pattern: дом, hit: [Сад]}'), /yaml:4: .*не находит/],
    ['false example', 'rules/irritant.yaml', rule('  - {id: a, pattern: дом, miss: [Дом]}'), /yaml:4: .*не должна/],
    ['a list that is none', 'lists.yaml', 'polite: {а: б}\n', /yaml:1: недопустимое значение/],
  ])('bad file: %s', async (_name, file, content, expected) => {
    write('new', { [file]: content });
    const before = running();
    expect(await apply()).toBe(1);
    expect(running()).toEqual(before);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(expected);
    expect(told[0]?.startsWith(file)).toBe(true);
    expect(told[0]?.match(/\n/g)).toHaveLength(1);
  });
});
