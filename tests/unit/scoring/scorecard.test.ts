/** The scorecard file: what is accepted and how a mistake in it is named. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { criterionIds } from '../../../analyzer/domain/criterion.ts';
import { ruleNames } from '../../../analyzer/domain/finding.ts';
import { checkScorecard } from '../../../analyzer/scoring/check-scorecard.ts';
import { scorecardEntries } from '../../../analyzer/scoring/weigh.ts';
import { loadScorecard } from '../../../lexicons/index.ts';

const source = readFileSync(new URL('../../../lexicons/ru/scorecard.yaml', import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'scorecard-'));
afterAll(() => rmSync(folder, { recursive: true }));
let number = 0;
const load = (text: string) => {
  number += 1;
  const path = join(folder, `${number}.yaml`);
  writeFileSync(path, text);
  return loadScorecard(path);
};

describe('the default scorecard', () => {
  const entries = scorecardEntries(loadScorecard());
  it('has every criterion of the standard once and covers every rule but the opener', () => {
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    expect(entries.map(({ id }) => id)).toEqual(expect.arrayContaining([...criterionIds]));
    const covered = entries.flatMap((entry) => ('rules' in entry ? (entry.rules ?? []) : []));
    // banned_opener and argument have criteria of their own: opener.banned, conflict.no_argument.
    expect([...covered, 'banned_opener', 'argument'].sort()).toEqual([...ruleNames].sort());
  });
  it('fits the engine', () => {
    expect(() => checkScorecard(loadScorecard())).not.toThrow();
  });
});

describe('a scorecard file', () => {
  it('has a version that changes with its text', () => {
    expect(load(source).version).toBe(load(source).version);
    expect(load(source.replace('weight: 6', 'weight: 7')).version).not.toBe(load(source).version);
    expect(load(source).version).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
  it.each([
    ['a negative weight', source.replace('weight: 3', 'weight: -3'), /weight/],
    ['an unknown kind', source.replace(', kind: binary', ', kind: maybe'), /kind/],
    ['an unknown field', source.replace(', kind: binary', ', kind: binary, colour: red'), /colour/],
    [
      'limits the wrong way round',
      source.replace('good: 25, acceptable: 45', 'good: 46, acceptable: 45'),
      /time\.search_hold.*good больше/,
    ],
    [
      'a criterion written twice',
      source.replace('id: greeting.company', 'id: greeting.name'),
      /«greeting\.name» записан дважды/,
    ],
    ['no weight at all', source.replaceAll(/weight: \d+/g, 'weight: 0'), /не имеет веса/],
    ['not YAML', 'title: [', /ошибка YAML/],
    ['an empty file', '', /title/],
  ])('with %s is refused', (_what, text, message) => {
    expect(() => load(text)).toThrow(message);
  });
  it('that lacks a criterion, names an unknown rule or asks for the undecidable is refused by the engine', () => {
    expect(() => checkScorecard(load(source.replace(/.*id: recording_notice.*\n/, '')))).toThrow('recording_notice');
    expect(() => checkScorecard(load(source.replace('rules: [filler]', 'rules: [fillers]')))).toThrow('fillers');
    const odd = source.replace(
      '      - { id: closing.thanks',
      '      - { id: closing.smile, title: Улыбка, section: 5.6.2, kind: binary, weight: 1 }\n      - { id: closing.thanks',
    );
    expect(() => checkScorecard(load(odd))).toThrow('closing.smile');
  });
});
