/** Codes of entries that have none of their own: the word in Latin letters («секундочка» → «sekundochka»). */

const letters: Record<string, string> = Object.fromEntries(
  'а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:j к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:c ч:ch ш:sh щ:shch ъ: ы:y ь: э:eh ю:yu я:ya'
    .split(' ')
    .map((pair) => pair.split(':')),
);

/** Longer codes say nothing more. */
const longest = 40;

export function entryId(words: string): string {
  const latin = words.toLowerCase().replace(/[а-яё]/g, (letter) => letters[letter] ?? '');
  return latin
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '');
}
