/** Entries that only advise: read from their file, shown and not counted, free again as soon as the entry is mended. */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  advisoryRows,
  defaultFolder,
  entryMark,
  type LexiconFiles,
  readLexiconFiles,
  readLexiconTexts,
  withAdvisoryRows,
} from '#lexicons';
import { loadMorphology, type Morphology } from '../../../analyzer/language/morphology.ts';
import { tokenizeCall } from '../../../analyzer/language/tokens.ts';
import { lexiconChange } from '../../../analyzer/rescore/lexicon-change.ts';
import { lexiconContent, lexiconsOf } from '../../../analyzer/rescore/lexicon-content.ts';
import { findBrokenRules } from '../../../analyzer/rules/find-broken-rules.ts';
import { loadRulebook } from '../../../analyzer/rules/rulebook.ts';

const program = readLexiconFiles(defaultFolder);
const lexiconsIn = (files: LexiconFiles) => readLexiconTexts(files).lexicons;
const usual = lexiconsIn(program);
const advising = (...keys: string[]): LexiconFiles =>
  withAdvisoryRows(
    program,
    keys.map((entry) => ({
      entry,
      mark: entryMark(usual, entry),
      since: '2026-05-01',
      reason: 'точность 40 %; n = 25',
    })),
  );

let morphology: Morphology;
beforeAll(async () => {
  morphology = await loadMorphology();
});
const certainOf = (files: LexiconFiles, text: string) => {
  const lexicons = lexiconsIn(files);
  const call = {
    direction: 'incoming' as const,
    segments: [{ speaker: 'operator' as const, start: 20, end: 24, text }],
  };
  return findBrokenRules(call, tokenizeCall(call, lexicons.aliases), loadRulebook(lexicons, morphology)).map(
    ({ entry, certain }) => [entry, certain],
  );
};
const said = 'Секундочку, это невозможно.';

describe('entries that only advise', () => {
  const found = () => certainOf(program, said);
  const entryOf = (rule: string) => String(found().find(([entry]) => String(entry).startsWith(`${rule}/`))?.[0]);
  const irritant = () => entryOf('irritant');

  it('count everywhere else: one entry, a word of the diminutives, a whole rule', () => {
    expect(found().every(([, certain]) => certain)).toBe(true);
    for (const key of [irritant(), entryOf('diminutive'), 'irritant']) {
      const known = found().map(([entry]) => String(entry));
      const certain = certainOf(advising(key), said)
        .filter(([, sure]) => sure)
        .map(([entry]) => entry);
      expect(certain).toEqual(known.filter((entry) => entry !== key && !entry.startsWith(`${key}/`)));
    }
  });

  it('make another version, which is told apart in the store and by what it can touch', () => {
    const key = irritant();
    const other = lexiconsIn(advising(key));
    expect(other.version).not.toBe(usual.version);
    expect([...lexiconsOf(lexiconContent(other)).advisory]).toEqual([key]);
    expect(lexiconContent(usual)).not.toContain('advisory');
    const change = lexiconChange(usual, other);
    expect(change?.phrases.map(({ entries }) => entries.map(({ id }) => `irritant/${id}`))).toEqual([[key], [key]]);
    // What code finds may be anywhere.
    expect(lexiconChange(usual, lexiconsIn(advising('imperative/command')))).toBeNull();
  });

  it('count again once the entry is mended, and the file is then as good as empty', () => {
    const key = irritant();
    const files = advising(key);
    const stale = withAdvisoryRows(
      files,
      advisoryRows(files).map((row) => ({ ...row, mark: '0123456789ab' })),
    );
    expect(lexiconsIn(stale).advisory.size).toBe(0);
    expect(lexiconsIn(stale).version).toBe(usual.version);
    expect(entryMark({ ...usual, rules: [] }, key)).not.toBe(entryMark(usual, key));
  });

  it('keep their rows as they were written, quotes included', () => {
    const rows = [{ entry: 'filler/nu', mark: '0123456789ab', since: '2026-05-01', reason: 'люди: «нет»; "да"' }];
    expect(advisoryRows(withAdvisoryRows(program, rows))).toEqual(rows);
  });
});
