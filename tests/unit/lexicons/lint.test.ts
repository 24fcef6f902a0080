/** Lint: the shipped lexicons hold their own examples, and bad ones are named line by line. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultFolder, readLexicons } from '#lexicons';
import { UsageError } from '../../../analyzer/cli/arguments.ts';
import { lexicon } from '../../../analyzer/cli/lexicon-command.ts';
import { lexiconLint } from '../../../analyzer/cli/lexicon-lint.ts';
import { lintLexicons } from '../../../analyzer/rules/lint-lexicons.ts';
import { morphology } from '../../support/rules.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lexicons-'));
  mkdirSync(join(folder, 'rules'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  vi.restoreAllMocks();
});

const lint = (yaml: string) => {
  writeFileSync(join(folder, 'rules/irritant.yaml'), yaml);
  return lintLexicons(readLexicons(folder), morphology).map(
    ({ severity, file, line, message }) => `${severity} ${file}:${line}: ${message}`,
  );
};
const rule = (entries: string) => `rule: irritant\nsection: "5.6.3"\nentries:\n${entries}`;

describe('lintLexicons', () => {
  it('finds no error in what Kamerton ships', () => {
    const problems = lintLexicons(readLexicons(defaultFolder), morphology);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
  it('runs the examples of an entry', () => {
    const yaml = rule('  - {id: a, pattern: не в курсе, hit: [Я в курсе], miss: [Вы не в курсе?]}');
    expect(lint(yaml)).toEqual([
      'error rules/irritant.yaml:4: запись «a»: не находит свой пример «Я в курсе»',
      'error rules/irritant.yaml:4: запись «a»: находит то, чего не должна: «Вы не в курсе?»',
    ]);
  });
  it('names an unreadable pattern and goes on', () => {
    const problems = lint(
      rule('  - {id: a, pattern: "@нет"}\n  - {id: b, pattern: "(а+)+"}\n  - {id: c, pattern: дом}'),
    );
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain('rules/irritant.yaml:4: запись «a»');
    expect(problems[1]).toContain('rules/irritant.yaml:5: запись «b»');
  });
  it('warns of words that the dictionary does not know and of lemmas that are not dictionary forms', () => {
    expect(lint(rule('  - {id: a, pattern: ащибкка}\n  - {id: b, pattern: ~ошибками}'))).toEqual([
      'warning rules/irritant.yaml:4: запись «a»: слова «ащибкка» нет в словаре русского языка, проверьте написание',
      'warning rules/irritant.yaml:5: запись «b»: «~ошибками» не начальная форма; словарь предлагает «~ошибка»',
    ]);
  });
  it('refuses an unknown rule', () => {
    expect(lint('rule: politeness\nsection: "5.6.3"\nentries: [{id: a, pattern: дом}]\n')[0]).toContain(
      'неизвестное правило «politeness»',
    );
  });
});

describe('kamerton lexicon lint', () => {
  it('prints a line for each problem; exit code 1 for errors, 0 for warnings', async () => {
    const printed: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
    writeFileSync(join(folder, 'rules/irritant.yaml'), rule('  - {id: a, pattern: дом, hit: [Сад]}'));
    expect(await lexiconLint([folder])).toBe(1);
    expect(printed.join('')).toMatch(/^rules\/irritant\.yaml:4: .*\nошибок: 1, предупреждений: 0\n$/);
    writeFileSync(join(folder, 'rules/irritant.yaml'), rule('  - {id: a, pattern: ащибкка}'));
    expect(await lexiconLint([folder])).toBe(0);
  });
  it('tells the many unknown words of a file in one line, and what else is wrong apart; each word with --all', async () => {
    const printed: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
    const words = ['ащибкка', 'бщибкка', 'вщибкка', 'гщибкка', 'дщибкка', 'ещибкка'];
    const entries = [...words, '~ошибками'].map((word, at) => `  - {id: e${at}, pattern: ${word}}`);
    writeFileSync(join(folder, 'rules/irritant.yaml'), rule(entries.join('\n')));
    expect(await lexiconLint([folder])).toBe(0);
    expect(printed.join('')).toBe(
      'rules/irritant.yaml:10: предупреждение: запись «e6»: «~ошибками» не начальная форма; словарь предлагает «~ошибка»\n' +
        'rules/irritant.yaml: предупреждение: слов, которых нет в словаре русского языка: 6 – «ащибкка», «бщибкка», «вщибкка», «гщибкка», «дщибкка» …\n' +
        'каждое слово и номер его строки: --all\n' +
        'ошибок: 0, предупреждений: 7\n',
    );
    printed.length = 0;
    expect(await lexiconLint([folder, '--all'])).toBe(0);
    expect(printed.join('').split('\n')).toHaveLength(9);
    expect(printed.join('')).toContain('rules/irritant.yaml:9: предупреждение: запись «e5»: слова «ещибкка» нет');
  });
  it('refuses wrong usage', async () => {
    await expect(lexicon(['что'])).rejects.toThrow(UsageError);
    await expect(lexiconLint(['--нет'])).rejects.toThrow(UsageError);
    await expect(lexiconLint(['a', 'b'])).rejects.toThrow(UsageError);
  });
});
