/** `kamerton lexicon test`, `diff` and `suggest` on small files. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultFolder, loadLexicons } from '#lexicons';
import { UsageError } from '../../../analyzer/cli/arguments.ts';
import { runCommand } from '../../../analyzer/cli/kamerton.ts';
import { lexiconDiff } from '../../../analyzer/cli/lexicon-diff.ts';
import { lexiconSuggest } from '../../../analyzer/cli/lexicon-suggest.ts';
import { lexiconTest } from '../../../analyzer/cli/lexicon-test.ts';
import { suggestPhrases } from '../../../analyzer/rules/suggest-phrases.ts';
import { callOf, morphology } from '../../support/rules.ts';

let root = '';
let printed = '';
let told = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'trainer-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => {
  [printed, told] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += String(text);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const file = (name: string, lines: readonly unknown[]) => {
  const path = join(root, name);
  writeFileSync(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return path;
};

describe('lexicon test', () => {
  const labelled = () =>
    file('labelled.jsonl', [
      { id: 'a', speaker: 'operator', text: 'Секундочку.', hits: [['diminutive', 'секундочку']] },
      { id: 'b', speaker: 'operator', text: 'Ваш адрес.', hits: [['diminutive', 'адрес']] },
    ]);
  it('prints the errors and a row a rule', async () => {
    expect(await lexiconTest(['--labelled', labelled()])).toBe(0);
    expect(printed).toContain('пропущено  diminutive  «адрес»  b: Ваш адрес.\n');
    expect(printed).toMatch(/diminutive +1 +0 +1 +0 +1,000 +0,500\n/);
    expect(printed).toMatch(/все +1 +0 +1 +0 +1,000 +0,500\n$/);
  });
  it('is 1 below a threshold', async () => {
    expect(await lexiconTest(['--labelled', labelled(), '--min-recall', '0,5'])).toBe(0);
    expect(await lexiconTest(['--labelled', labelled(), '--min-recall', '0.51'])).toBe(1);
  });
  it('runs the examples of a folder alone', async () => {
    expect(await lexiconTest([])).toBe(0);
    expect(printed).toBe('Примеры записей: все верны.\n');
  });
  it('names the line of a wrong label, and refuses wrong thresholds', async () => {
    const path = file('wrong.jsonl', [{ id: 'a', speaker: 'operator', text: 'Да.', hits: [['politeness', 'да']] }]);
    await expect(lexiconTest(['--labelled', path])).rejects.toThrow(/wrong\.jsonl:1: неверная разметка, поле «hits/);
    await expect(lexiconTest(['--min-recall', 'много'])).rejects.toThrow(UsageError);
  });
});

describe('lexicon diff', () => {
  it('tells what appears and what goes, with sentences and counts', async () => {
    const changed = join(root, 'changed');
    cpSync(defaultFolder, changed, { recursive: true });
    const path = join(changed, 'words/diminutives.csv');
    writeFileSync(
      path,
      `${readFileSync(path, 'utf8').replace('секундочка;ban', 'секундочка;stop').trimEnd()}\nзаявление;ban;обращение;\n`,
    );
    const said = ['О: Расчётный центр.', 'О: Секундочку, Ваше заявление здесь.', 'К: Секундочку.'];
    const calls = file('calls.jsonl', [{ id: 'c1', ...callOf(said) }, 'не JSON']);
    expect(await lexiconDiff([defaultFolder, changed, '--calls', calls])).toBe(1);
    expect(printed).toBe(
      [
        '− diminutive/sekundochka  «Секундочку»  c1, 5,0 с: Секундочку, Ваше заявление здесь.',
        '+ diminutive/zayavlenie  «заявление»  c1, 7,1 с: Секундочку, Ваше заявление здесь.',
        '',
        'Звонков: 1.',
        'запись                  появится  пропадёт',
        'diminutive/sekundochka        +0        −1',
        'diminutive/zayavlenie         +1        −0',
        '',
      ].join('\n'),
    );
    expect(told).toMatch(/calls\.jsonl:2: /);
  });
  it('needs two folders and calls', async () => {
    await expect(lexiconDiff([defaultFolder, defaultFolder])).rejects.toThrow(UsageError);
    expect(await runCommand(['lexicon', 'diff'], { serve: async () => 0 })).toBe(2);
    expect(told).toMatch(/^kamerton lexicon: нужны две папки и звонки: [^\n]*\n$/);
  });
});

describe('lexicon suggest', () => {
  const calls = [
    ['О: Заявку передала дежурному электрику.', 'К: передала дежурному электрику'],
    ['О: Секундочку, передала дежурному электрику вчера.'],
    ['О: Тоже передала дежурному электрику.', 'О: Мастер приедет завтра утром.'],
  ].map((lines) => callOf(lines));
  it('finds frequent operator phrases that no entry matches, the longest ones only', () => {
    expect(suggestPhrases(calls, loadLexicons(), morphology, 2)).toEqual([
      // In all three calls: tf 1 and idf 1 + ln(3 / 4) in each of them.
      {
        phrase: 'передала дежурному электрику',
        count: 3,
        calls: 3,
        weight: expect.closeTo(3 * (1 + Math.log(3 / 4)), 9),
      },
    ]);
    expect(suggestPhrases(calls, loadLexicons(), morphology, 4)).toEqual([]);
  });
  it('prints them as a table', async () => {
    const path = file(
      'suggest.jsonl',
      calls.map((call, i) => ({ id: `c${i}`, ...call })),
    );
    expect(await lexiconSuggest(['--calls', path, '--min-calls', '2'])).toBe(0);
    expect(printed).toMatch(/^фраза +раз +звонков +вес\nпередала дежурному электрику +3 +3 +2,1\n$/);
    await expect(lexiconSuggest([])).rejects.toThrow(UsageError);
  });
});
