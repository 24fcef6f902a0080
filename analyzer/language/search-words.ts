/** What a person typed into the search of words, as groups of forms: «счётчик» is also «счётчика», «счётчики» … */
import type { Morphology } from './morphology.ts';
import { normalize } from './norm.ts';

/** Words of one search at most; more are not looked at. */
const mostSearchedWords = 6;

/**
 * The words in their order, each with its forms in normal form («ё» as «е»). A word in double quotes is taken as it stands.
 * Words are cut as the store cuts them: a hyphen parts them.
 * @returns an empty list when there is no word in the text
 */
export function searchWords(text: string, morphology: Pick<Morphology, 'forms'>): string[][] {
  return [...text.matchAll(/["«“]([^"»”]*)["»”]|[^"«“]+/g)]
    .flatMap(([whole, quoted]) =>
      (normalize(quoted ?? whole).match(/[а-яa-z0-9]+/g) ?? []).map((word) =>
        quoted === undefined ? [...morphology.forms(word)].filter((form) => /^[а-яa-z0-9]+$/.test(form)) : [word],
      ),
    )
    .slice(0, mostSearchedWords);
}
