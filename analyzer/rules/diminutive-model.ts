/**
 * Diminutives beyond any list: a diminutive ending, a base word in the dictionary of the same gender and animacy
 * (notes/language.md, section 4.1). What only the model finds is a weaker finding.
 */
import { hasReading, type Morphology, type Reading } from '../language/morphology.ts';

/** How a noun ending makes a diminutive: the ending, what it replaces, and the gender both words have. */
interface Suffix {
  ending: string;
  bases: readonly string[];
  gender: 'masc' | 'femn' | 'neut' | 'plur';
  /** True: only for words the dictionary does not know (in the dictionary such words are mostly neutral). */
  unknownOnly?: boolean;
}

const suffixes: readonly Suffix[] = [
  { ending: 'еечка', bases: ['ейка', 'ея'], gender: 'femn' },
  { ending: 'оечка', bases: ['ойка', 'оя'], gender: 'femn' },
  { ending: 'ичка', bases: ['ица', 'ика'], gender: 'femn' },
  { ending: 'очка', bases: ['ка', 'а', 'я', 'ь', 'ца'], gender: 'femn' },
  { ending: 'ечка', bases: ['ка', 'а', 'я', 'ь', 'ца', 'ька'], gender: 'femn' },
  { ending: 'ушка', bases: ['а', 'я', 'ь', 'ка'], gender: 'femn' },
  { ending: 'юшка', bases: ['а', 'я', 'ь'], gender: 'femn' },
  { ending: 'ишка', bases: ['а', 'я'], gender: 'femn', unknownOnly: true },
  { ending: 'онка', bases: ['а', 'я'], gender: 'femn', unknownOnly: true },
  { ending: 'енька', bases: ['а', 'я'], gender: 'femn' },
  { ending: 'онька', bases: ['а', 'я'], gender: 'femn' },
  { ending: 'ийка', bases: ['ия'], gender: 'femn', unknownOnly: true },
  { ending: 'йка', bases: ['я'], gender: 'femn', unknownOnly: true },
  { ending: 'ька', bases: ['я', 'ь'], gender: 'femn', unknownOnly: true },
  { ending: 'ка', bases: ['а'], gender: 'femn', unknownOnly: true },
  { ending: 'очек', bases: ['ок', 'ек', 'ец', ''], gender: 'masc' },
  { ending: 'ечек', bases: ['ек', 'ец', ''], gender: 'masc' },
  { ending: 'льчик', bases: ['л'], gender: 'masc' },
  { ending: 'чик', bases: ['', 'ец', 'к', 'ц', 'ь', 'й'], gender: 'masc' },
  { ending: 'ик', bases: ['', 'ь', 'й'], gender: 'masc' },
  { ending: 'ок', bases: ['', 'ь'], gender: 'masc', unknownOnly: true },
  { ending: 'ек', bases: ['', 'ь', 'й'], gender: 'masc', unknownOnly: true },
  { ending: 'ишко', bases: ['', 'о', 'е', 'ь'], gender: 'neut' },
  { ending: 'ечко', bases: ['о', 'е', 'я'], gender: 'neut' },
  { ending: 'ышко', bases: ['о', 'е', 'но'], gender: 'neut' },
  { ending: 'ушко', bases: ['е', 'о'], gender: 'neut' },
  { ending: 'юшко', bases: ['е'], gender: 'neut' },
  { ending: 'ьице', bases: ['ье', 'ие'], gender: 'neut' },
  { ending: 'ьицо', bases: ['ьё'], gender: 'neut' },
  { ending: 'ице', bases: ['ие', 'е', 'о'], gender: 'neut', unknownOnly: true },
  { ending: 'цо', bases: ['о'], gender: 'neut', unknownOnly: true },
  { ending: 'ико', bases: ['о'], gender: 'neut', unknownOnly: true },
  { ending: 'ушки', bases: ['ы', 'и', 'а', 'я'], gender: 'plur' },
  { ending: 'ишки', bases: ['ы', 'и', 'а', 'я'], gender: 'plur', unknownOnly: true },
  { ending: 'ечки', bases: ['ки', 'ни', 'ы', 'и'], gender: 'plur', unknownOnly: true },
  { ending: 'очки', bases: ['ки', 'ы', 'и'], gender: 'plur', unknownOnly: true },
  { ending: 'ики', bases: ['ы', 'и'], gender: 'plur', unknownOnly: true },
];
/** Last consonants that change before a diminutive ending: книга → книжечка, рука → ручечка, кольцо → колечко. */
const alternations: Readonly<Record<string, readonly string[]>> = {
  ж: ['г', 'з'],
  ч: ['к', 'ц', 'т'],
  ш: ['х', 'с'],
  ц: ['к'],
};
const oddTags = ['Surn', 'Patr', 'Geox', 'Abbr', 'Orgn', 'Trad'];
const petName = /(?:очка|ечка|ичка|енька|онька|ушка|юшка|уся|юся|уня|юня|уля|юля|усик|юсик|ончик|енчик|унчик)$/;

/** A neutral word that the diminutive was made from. */
export interface DiminutiveGuess {
  lemma: string;
  base: string;
  kind: 'noun' | 'adjective' | 'adverb' | 'name';
}

/** The base word of a form that looks like a diminutive; null when it does not. Pure, worth caching by word form. */
export function guessDiminutive(form: string, morphology: Morphology): DiminutiveGuess | null {
  const readings = morphology.readings(form);
  if (readings.length === 0 || form.length < 5) return null;
  const known = readings.filter((reading) => reading.known);
  const name = petNameOf(form, readings, morphology);
  if (name) return name;
  if (known.some((reading) => oddTags.some((tag) => reading.tags.has(tag)))) return null;
  if (
    hasReading(known, 'PREP') ||
    hasReading(known, 'CONJ') ||
    hasReading(known, 'VERB') ||
    hasReading(known, 'INFN')
  ) {
    return null;
  }
  return adverbOf(form, morphology) ?? adjectiveOf(readings, morphology) ?? nounOf(form, readings, known, morphology);
}

function nounOf(
  form: string,
  readings: readonly Reading[],
  known: readonly Reading[],
  morphology: Morphology,
): DiminutiveGuess | null {
  if (hasReading(known, 'ADVB') || known.some((reading) => reading.tags.has('ADJF') || reading.tags.has('NUMR')))
    return null;
  const pool = known.length > 0 ? known : readings;
  const lemmas = new Map<string, Reading>();
  for (const reading of pool) {
    if (reading.tags.has('NOUN') && !reading.tags.has('Name')) lemmas.set(reading.lemma, reading);
  }
  // «Паспорточек»: the guess by the ending reads it as a feminine plural.
  const masculine = /^(.{3,}[оеё]ч)(?:ек|к(?:а|у|ом|е|и|ов|ам|ами|ах))$/.exec(form)?.[1];
  const [guess] = readings;
  if (known.length === 0 && masculine !== undefined && guess) lemmas.set(`${masculine}ек`, guess);
  for (const [lemma, reading] of lemmas) {
    for (const suffix of suffixes) {
      if (suffix.unknownOnly && known.length > 0) continue;
      if (!lemma.endsWith(suffix.ending) || lemma.length - suffix.ending.length < 2) continue;
      const base = baseOf(lemma, suffix, known.length > 0 ? reading : null, morphology);
      if (base) return { lemma, base, kind: 'noun' };
    }
  }
  return null;
}

function baseOf(lemma: string, suffix: Suffix, derived: Reading | null, morphology: Morphology): string | null {
  const stem = lemma.slice(0, -suffix.ending.length);
  for (const candidate of stems(stem).flatMap((root) => suffix.bases.map((ending) => root + ending))) {
    if (candidate.length < 3 || candidate === lemma) continue;
    const fits = morphology.readings(candidate).some((reading) => {
      const { tags } = reading;
      if (!reading.known || !tags.has('NOUN') || !tags.has('nomn')) return false;
      if (suffix.gender === 'plur' ? !tags.has('plur') : !tags.has('sing') || !genderFits(tags, suffix.gender))
        return false;
      if (['Name', 'Surn', 'Patr', 'Abbr', 'Geox', 'Init'].some((tag) => tags.has(tag))) return false;
      // «заказ» → «заказчик», «папа» → «папка»: a person made from a thing is no diminutive of it.
      return derived === null || tags.has('anim') === derived.tags.has('anim');
    });
    if (fits) return candidate;
  }
  return null;
}

function genderFits(tags: ReadonlySet<string>, gender: Suffix['gender']): boolean {
  return tags.has(gender) || tags.has('ms-f');
}

function stems(stem: string): string[] {
  const last = stem.at(-1) ?? '';
  const softened = alternations[last]?.map((letter) => stem.slice(0, -1) + letter) ?? [];
  // A fleeting vowel of the base: «окон-ечко» ← «окно», «сум-очка» ← «сумка».
  const fleeting = /[оеё][бвгджзклмнпрстфхцчшщ]$/.test(stem) ? [stem.slice(0, -2) + last] : [];
  return [stem, ...softened, ...fleeting];
}

function adverbOf(form: string, morphology: Morphology): DiminutiveGuess | null {
  const match = /^(.{2,})(?:енько|онько|онечко|енечко|ехонько|ошенько|очко|ечко)$/.exec(form);
  const stem = match?.[1];
  if (stem === undefined) return null;
  for (const root of stems(stem)) {
    for (const base of [`${root}о`, `${root}ко`, `${root}ько`, `${root}е`, `${root}но`]) {
      // «Попозже» → «попозженько»: comparatives, too.
      const found = morphology
        .readings(base)
        .some(({ known, tags }) => known && (tags.has('ADVB') || tags.has('COMP')));
      if (found && base !== form) return { lemma: form, base, kind: 'adverb' };
    }
  }
  return null;
}

function adjectiveOf(readings: readonly Reading[], morphology: Morphology): DiminutiveGuess | null {
  for (const reading of readings) {
    const stem = /^(.{2,})(?:енький|онький|ехонький|ошенький)$/.exec(reading.lemma)?.[1];
    if (stem === undefined || !(reading.tags.has('ADJF') || reading.tags.has('ADJS'))) continue;
    for (const root of stems(stem)) {
      for (const base of [`${root}ый`, `${root}ий`, `${root}ой`, `${root}кий`]) {
        if (base === reading.lemma) continue;
        const found = morphology.readings(base).some((r) => r.known && r.tags.has('ADJF'));
        if (found) return { lemma: reading.lemma, base, kind: 'adjective' };
      }
    }
  }
  return null;
}

/** Мариночка, Наташенька, Анечка: a pet form of a first name; surnames («Савочкина») have other endings. */
function petNameOf(form: string, readings: readonly Reading[], morphology: Morphology): DiminutiveGuess | null {
  const lemmas = new Set(readings.filter((r) => r.tags.has('NOUN') && r.tags.has('femn')).map((r) => r.lemma));
  // An unknown name may have no feminine reading among the guesses: its own endings are tried too.
  const match = /^(.*(?:очк|ечк|ичк|еньк|оньк|ушк|юшк))(?:а|и|е|у|ой|ою)$/.exec(form);
  if (match?.[1] !== undefined) lemmas.add(`${match[1]}а`);
  if (readings.some((reading) => reading.known && (reading.tags.has('Surn') || reading.tags.has('Geox')))) return null;
  for (const lemma of lemmas) {
    if (!petName.test(lemma)) continue;
    if (readings.some((reading) => reading.known && reading.lemma === lemma && !reading.tags.has('Name'))) continue;
    const stem = lemma.replace(petName, '');
    if (stem.length < 2) continue;
    for (const base of stems(stem).flatMap((root) => [
      `${root}а`,
      `${root}я`,
      root,
      `${root}ь`,
      `${root}ша`,
      `${root}ья`,
    ])) {
      const isName = morphology
        .readings(base)
        .some((reading) => reading.known && reading.tags.has('Name') && reading.tags.has('nomn'));
      if (isName && base !== lemma) return { lemma, base, kind: 'name' };
    }
  }
  return null;
}
