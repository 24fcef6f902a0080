/** What is typed into the search of words becomes forms. */
import { describe, expect, it } from 'vitest';
import { loadMorphology } from '../../../analyzer/language/morphology.ts';
import { searchWords } from '../../../analyzer/language/search-words.ts';

const morphology = await loadMorphology();
/** «а» has the forms «а» and «б», everything else only itself. */
const simple = { forms: (norm: string) => (norm === 'а' ? ['а', 'б', 'а-в'] : [norm]) };

describe('searchWords', () => {
  it('knows the forms of a word in our normal form', () => {
    const [forms = []] = searchWords('Счётчик', morphology);
    expect(forms[0]).toBe('счетчик');
    expect(forms).toEqual(
      expect.arrayContaining(['счетчика', 'счетчику', 'счетчиком', 'счетчики', 'счетчиков', 'счетчиками']),
    );
    expect(forms).not.toContain('счет');
    const [verb = []] = searchWords('жаловаться', morphology);
    expect(verb).toEqual(expect.arrayContaining(['жалуюсь', 'жалуется', 'жаловались', 'жалуйтесь']));
  });
  it.each([
    ['а в', [['а', 'б'], ['в']]],
    ['«а» в', [['а'], ['в']]],
    ['"А-В", г!', [['а'], ['в'], ['г']]],
    ['а-в', [['а', 'б'], ['в']]],
    ['email 2026', [['email'], ['2026']]],
    [' .* ҂ % ', []],
    ['', []],
    ['1 2 3 4 5 6 7', [['1'], ['2'], ['3'], ['4'], ['5'], ['6']]],
  ])('%s', (text, words) => expect(searchWords(text, simple)).toEqual(words));
});
