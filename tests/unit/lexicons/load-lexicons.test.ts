/** The loader: encodings, separators, and one clear line for every kind of bad file. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultFolder, LexiconError, loadLexicons, readLexicons } from '#lexicons';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lexicons-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Record<string, string | Uint8Array>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}
/** The bytes Excel writes in Russian Windows. */
const windows1251 = (text: string) =>
  Uint8Array.from(text, (char) => {
    const code = char.charCodeAt(0);
    if (char === 'ё') return 0xb8;
    return code >= 0x410 && code <= 0x44f ? code - 0x350 : code;
  });
const rule = (entries: string) => `rule: irritant\nsection: "5.6.3"\nentries:\n${entries}`;
const message = () => {
  try {
    loadLexicons(folder);
  } catch (error) {
    expect(error).toBeInstanceOf(LexiconError);
    return (error as LexiconError).message;
  }
  return 'загружено';
};

describe('loadLexicons', () => {
  it('loads what Kamerton ships, with a version', () => {
    const lexicons = loadLexicons(defaultFolder);
    expect(lexicons.version).toMatch(/^sha256:[0-9a-f]{64}$/);
    const count = (status: string) => lexicons.diminutives.filter((row) => row.status === status).length;
    const entries = (name: string) => lexicons.rules.find((r) => r.rule === name)?.entries.length ?? 0;
    expect(count('ban')).toBeGreaterThanOrEqual(250);
    expect(count('stop')).toBeGreaterThanOrEqual(300);
    expect(entries('colloquial')).toBeGreaterThanOrEqual(80);
    expect(entries('rude')).toBeGreaterThanOrEqual(150);
    expect(entries('jargon')).toBeGreaterThanOrEqual(60);
    expect(lexicons.rules).toHaveLength(16);
  });

  const table = 'heard;means\nщас;сейчас\nчё;что\n';
  it.each<[string, string | Uint8Array]>([
    ['UTF-8', table],
    ['UTF-8 with a byte order mark', `\ufeff${table}`],
    ['windows-1251', windows1251(table)],
    ['commas', table.replaceAll(';', ',')],
    ['CRLF, quotes, comments', `# примечание\r\n"heard";"means"\r\n"щас";"сейчас"\r\n\r\n"чё";"что"\r\n`],
    ['no-break spaces', table.replace(';сейчас', '; \u00a0сейчас\u00a0')],
  ])('reads %s', (_name, content) => {
    write({ 'words/aliases.csv': content });
    expect([...loadLexicons(folder).aliases]).toEqual([
      ['щас', 'сейчас'],
      ['че', 'что'],
    ]);
  });

  it('gives the same version for the same content in another order, file layout and encoding', () => {
    write({ 'words/aliases.csv': 'heard;means\nщас;сейчас\nчё;что\n' });
    const first = loadLexicons(folder).version;
    write({ 'words/aliases.csv': windows1251('heard,means\nчё,что\nщас,сейчас\n') });
    expect(loadLexicons(folder).version).toBe(first);
    write({ 'words/aliases.csv': 'heard;means\nщас;сейчас\nчё;чего\n' });
    expect(loadLexicons(folder).version).not.toBe(first);
  });

  it('loads phrase sets and word tables of a rule', () => {
    write({
      'rules/irritant.yaml': rule('  - {id: a, pattern: ошибка}'),
      'words/irritant.csv': 'pattern;replacement\n~беда;вопрос\n',
      'phrases/x.yaml': 'greetings:\n  - {id: hello, pattern: здравствуйте, hit: [Здравствуйте!]}\n',
    });
    const { rules, phrases } = loadLexicons(folder);
    expect(rules[0]?.entries.map(({ id }) => id)).toEqual(['a', 'beda']);
    expect(phrases.greetings).toMatchObject([{ id: 'hello', file: 'phrases/x.yaml', line: 2 }]);
  });
});

describe('a bad file gives one line with file, line and cause', () => {
  const dim = 'lemma;status\n';
  it.each<[string, string, string | Uint8Array, RegExp]>([
    [
      'Latin letter in a Cyrillic word (CSV)',
      'words/diminutives.csv',
      `${dim}cчётик;ban\n`,
      /csv:2: в слове «cчётик» смешаны кириллица и латиница: буква «c»/,
    ],
    [
      'Latin letter in a Cyrillic word (YAML)',
      'rules/irritant.yaml',
      rule('  - {id: a, pattern: oшибка}'),
      /yaml:4: в слове «oшибка» смешаны/,
    ],
    [
      'duplicate after normalisation',
      'words/diminutives.csv',
      `${dim}счётик;ban\nСчетик;stop\n`,
      /csv:3: «Счетик» уже есть в строке 2/,
    ],
    [
      'unknown column',
      'words/diminutives.csv',
      'lemma;status;colour\nчасик;ban;red\n',
      /csv:1: неизвестный столбец «colour»/,
    ],
    [
      'no entry column',
      'words/diminutives.csv',
      'word;status\nчасик;ban\n',
      /csv:1: в первой строке нет столбца «lemma»/,
    ],
    ['empty entry', 'words/diminutives.csv', `${dim};ban\n`, /csv:2: пустой столбец «lemma»/],
    [
      'bad value',
      'words/diminutives.csv',
      `${dim}часик;maybe\n`,
      /csv:2: недопустимое значение «maybe» в столбце «status»/,
    ],
    ['too many cells', 'words/diminutives.csv', `${dim}часик;ban;ещё\n`, /csv:2: лишние столбцы/],
    ['open quote', 'words/diminutives.csv', `${dim}"часик;ban\n`, /csv:\d+: не закрыта кавычка/],
    ['UTF-16', 'words/diminutives.csv', Uint8Array.from([0xff, 0xfe, 0x61, 0]), /csv:0: кодировка UTF-16/],
    ['control characters', 'words/diminutives.csv', `${dim}ча\u0001сик;ban\n`, /csv:2: файл повреждён/],
    ['empty file', 'words/diminutives.csv', '', /csv:1: в первой строке нет столбца/],
    [
      'unknown field',
      'rules/irritant.yaml',
      rule('  - {id: a, pattern: б, colour: red}'),
      /yaml:4: неизвестное поле «colour»/,
    ],
    ['missing field', 'rules/irritant.yaml', rule('  - {id: a}'), /yaml:4: .*«pattern»/],
    ['empty pattern', 'rules/irritant.yaml', rule('  - {id: a, pattern: ""}'), /yaml:4: .*«pattern»/],
    [
      'wrong type',
      'rules/irritant.yaml',
      rule('  - {id: a, pattern: б, free: много}'),
      /yaml:4: недопустимое значение поля «free»/,
    ],
    ['broken YAML', 'rules/irritant.yaml', 'rule: [irritant\n', /yaml:\d+: ошибка YAML/],
    [
      'duplicate key',
      'rules/irritant.yaml',
      `rule: irritant\n${rule('  - {id: a, pattern: б}')}`,
      /yaml:\d+: ошибка YAML/,
    ],
    ['anchor', 'rules/irritant.yaml', rule('  - &x {id: a, pattern: б}\n  - *x'), /yaml:\d+: якоря и ссылки/],
    [
      'same id twice',
      'rules/irritant.yaml',
      rule('  - {id: a, pattern: б}\n  - {id: a, pattern: в}'),
      /yaml:5: код «a» уже есть: rules\/irritant\.yaml:4/,
    ],
    [
      'same pattern twice',
      'rules/irritant.yaml',
      rule('  - {id: a, pattern: счёт}\n  - {id: b, pattern: Счет}'),
      /yaml:5: «счет» уже есть/,
    ],
    [
      'no entries',
      'rules/irritant.yaml',
      'rule: irritant\nsection: "5.6.3"\nentries: []\n',
      /yaml:3: пустое значение поля «entries»/,
    ],
    ['set is no list', 'phrases/x.yaml', 'greetings: здравствуйте\n', /yaml:1: недопустимое значение/],
    ['list is no list', 'lists.yaml', 'softeners: {а: б}\n', /yaml:1: недопустимое значение/],
  ])('%s', (_name, file, content, expected) => {
    write({ [file]: content });
    expect(message()).toMatch(expected);
    expect(message()).not.toContain('\n');
  });

  it('refuses a folder that is not there', () => {
    folder = join(folder, 'нет');
    expect(message()).toContain('нет такой папки');
  });

  it('reads everything else and reports every problem', () => {
    write({
      'words/diminutives.csv': `${dim}cчётик;ban\nчасик;ban\n;ban\n`,
      'words/aliases.csv': 'heard;means\nщас;сейчас\n',
    });
    const { lexicons, problems } = readLexicons(folder);
    expect(problems.map(({ line }) => line)).toEqual([2, 4]);
    expect(lexicons.diminutives.map(({ lemma }) => lemma)).toEqual(['часик']);
    expect(lexicons.aliases.size).toBe(1);
  });
});
