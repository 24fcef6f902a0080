/** Narrowing of a change of lexicons: a call that it leaves out is judged alike before and after. */
import { beforeAll, describe, expect, it } from 'vitest';
import { composeCall } from '../../../analyzer/demo/seed/compose-call.ts';
import { seedOperators } from '../../../analyzer/demo/seed/operators.ts';
import { readSampleParts } from '../../../analyzer/demo/seed/sample-parts.ts';
import { loadMorphology, type Morphology } from '../../../analyzer/language/morphology.ts';
import { spokenForms } from '../../../analyzer/language/tokens.ts';
import { lexiconContent, lexiconsOf } from '../../../analyzer/rescore/lexicon-content.ts';
import { narrowChange, type TouchedWords } from '../../../analyzer/rescore/narrow-change.ts';
import { compileJudge, type JudgeSource, judgeCall, readJudgeSource } from '../../../analyzer/scoring/judge-call.ts';
import { editLexicons } from '../../support/edit-lexicons.ts';

let source: JudgeSource;
let morphology: Morphology;
let calls: { id: string; segments: Parameters<typeof spokenForms>[0]; forms: Set<string>; metadata: object }[];
let vocabulary: string[];

beforeAll(async () => {
  source = readJudgeSource();
  morphology = await loadMorphology();
  const material = { seed: 'narrow', operators: seedOperators('narrow'), parts: await readSampleParts() };
  calls = Array.from({ length: 30 }, (_, slot) => {
    const { externalId, metadata, segments } = composeCall(material, '2026-03-02', slot);
    // Misheard words, so that words one letter away from those of the lexicons occur.
    const heard = segments.map((segment, i) =>
      (slot + i) % 7 === 0
        ? { ...segment, text: segment.text.replace('подскажите', 'подскажыте'), words: [] }
        : segment,
    );
    return { id: externalId, metadata, segments: heard as typeof segments, forms: spokenForms(heard) };
  });
  vocabulary = [...new Set(calls.flatMap(({ forms }) => [...forms]))];
});

const touches = ({ any, all }: TouchedWords, forms: ReadonlySet<string>): boolean =>
  any.some((form) => forms.has(form)) ||
  all.some((phrase) => phrase.every((words) => words.some((form) => forms.has(form))));

const judgements = async (lexicons: JudgeSource['lexicons']) => {
  const judge = await compileJudge({ ...source, lexicons });
  return calls.map(({ id, metadata, segments }) =>
    JSON.stringify({ ...judgeCall({ ...metadata, id, segments: [...segments] }, null, judge), versions: null }),
  );
};

describe('a change of lexicons', () => {
  it('never alters a call that is left out (random edits)', async () => {
    const before = await judgements(source.lexicons);
    let narrowed = 0;
    let changed = 0;
    for (let seed = 0; seed < 20; seed += 1) {
      const { lexicons, edit } = editLexicons(source.lexicons, seed);
      const touched = narrowChange(source.lexicons, lexicons, vocabulary, morphology);
      if (touched === null) continue;
      const after = await judgements(lexicons);
      for (const [i, { id, forms }] of calls.entries()) {
        if (before[i] !== after[i]) changed += 1;
        if (touches(touched, forms)) continue;
        narrowed += 1;
        expect(after[i], `${edit}: ${id}`).toBe(before[i]);
      }
    }
    // The test would prove nothing if everything were judged again, or nothing ever changed.
    expect(narrowed).toBeGreaterThan(100);
    expect(changed).toBeGreaterThan(5);
  }, 120_000);

  it('that changes nothing touches nothing', () => {
    const again = lexiconsOf(lexiconContent(source.lexicons));
    expect(narrowChange(source.lexicons, again, vocabulary, morphology)).toEqual({ any: [], all: [] });
  });

  it('of one word asks for its forms, of a phrase for each of its words', () => {
    const touchedBy = (pattern: string) => {
      const rules = source.lexicons.rules.map((rule, i) =>
        i === 0 ? { ...rule, entries: [...rule.entries, { id: 'fresh', pattern, file: 'f', line: 1 }] } : rule,
      );
      return narrowChange(
        source.lexicons,
        { ...source.lexicons, rules },
        ['квитанция', 'квитанции', 'найти', 'дом'],
        morphology,
      );
    };
    expect(touchedBy('~квитанция')).toEqual({ any: ['квитанция', 'квитанции'], all: [] });
    expect(touchedBy('найти _3 ~квитанция')).toEqual({ any: [], all: [[['найти'], ['квитанция', 'квитанции']]] });
    expect(touchedBy('небывальщина')).toEqual({ any: [], all: [] });
  });

  it('of what every call hears may touch every call', () => {
    const rules = source.lexicons.rules.slice(1);
    expect(narrowChange(source.lexicons, { ...source.lexicons, rules }, vocabulary, morphology)).toBeNull();
  });
});
