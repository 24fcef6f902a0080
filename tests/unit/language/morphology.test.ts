/** Morphology: the traps of the dictionary that the wrapper closes. */
import { describe, expect, it } from 'vitest';
import { hasReading, loadMorphology } from '../../../analyzer/language/morphology.ts';

const morphology = await loadMorphology();
const lemmas = (form: string) => new Set(morphology.readings(form).map(({ lemma }) => lemma));

describe('loadMorphology', () => {
  it('gives every reading of a homograph', () => {
    const readings = morphology.readings('говорите');
    expect(hasReading(readings, 'VERB', 'impr', 'plur')).toBe(true);
    expect(hasReading(readings, 'VERB', '2per', 'indc')).toBe(true);
    expect(hasReading(readings, 'VERB', 'impr', 'indc')).toBe(false);
  });
  it('knows lower-case names', () => expect(hasReading(morphology.readings('марина'), 'Name')).toBe(true));
  it('does not stutter: «ванна» is not «ван»', () => expect(lemmas('ванна')).not.toContain('ван'));
  it('normalises «ё» in lemmas', () => expect(lemmas('ребенка')).toContain('ребенок'));
  it('takes off particles only when the whole word is unknown', () => {
    expect(lemmas('ошибка-то')).toContain('ошибка');
    expect(lemmas('что-то')).toContain('что-то');
  });
  it('has no readings for numbers, Latin letters and sounds', () => {
    for (const form of ['123', 'email', '', '🙂']) expect(morphology.readings(form)).toEqual([]);
  });
  it('marks guesses as unknown', () => {
    expect(morphology.readings('договорчик').every(({ known }) => !known)).toBe(true);
    expect(morphology.readings('договор').some(({ known }) => known)).toBe(true);
  });
});
