/** Every phrase of the course finds its own examples and nothing in its counter-examples. */
import { describe, expect, it } from 'vitest';
import { compileCoursePhrases, phraseSets } from '../../../analyzer/course/course-phrases.ts';
import { loadMorphology } from '../../../analyzer/language/morphology.ts';
import { tokenizeCall } from '../../../analyzer/language/tokens.ts';
import { compilePhrases } from '../../../analyzer/rules/compile.ts';
import { matchPhrases } from '../../../analyzer/rules/match.ts';
import { loadLexicons } from '../../../lexicons/index.ts';

const morphology = await loadMorphology();
const lexicons = loadLexicons();
const context = { morphology, lists: lexicons.lists };
const entries = phraseSets.flatMap((set) => (lexicons.phrases[set] ?? []).map((entry) => ({ set, entry })));

describe('phrases of the course', () => {
  it.each(entries.map(({ set, entry }) => [`${set}/${entry.id}`, entry] as const))('%s', (_name, entry) => {
    const compiled = compilePhrases([entry], context);
    const found = (text: string) => {
      const segments = [{ speaker: 'operator' as const, start: 0, end: text.length / 14, text }];
      return matchPhrases(compiled, tokenizeCall({ segments }, lexicons.aliases)).length > 0;
    };
    expect(entry.hit ?? []).not.toEqual([]);
    expect((entry.hit ?? []).filter((text) => !found(text))).toEqual([]);
    expect((entry.miss ?? []).filter(found)).toEqual([]);
  });
  it('are all there, and a missing set is named at start-up', () => {
    const { redirect: _, ...phrases } = lexicons.phrases;
    expect(() => compileCoursePhrases({ ...lexicons, phrases }, morphology)).toThrow('redirect');
  });
});
