/** Morphology: the readings of a word form by the OpenCorpora dictionary, behind one small interface. */
import Az from 'az';
import { normalize } from './norm.ts';

/** One way to read a word form. Never trust the first reading alone: ask whether a reading with a grammeme exists. */
export interface Reading {
  /** Dictionary form in our normal form («ё» as «е»). */
  lemma: string;
  /** OpenCorpora grammemes, the part of speech among them (NOUN, impr, 2per, Name …). */
  tags: ReadonlySet<string>;
  /** False when the reading is a guess by the ending. */
  known: boolean;
}

export interface Morphology {
  /** Every reading of a normal form; empty for digits, Latin letters and sounds. Cached by word form. */
  readings(norm: string): readonly Reading[];
  /** Every form of the words that a normal form may be (cases, numbers, persons …), itself first; itself alone when unknown. */
  forms(norm: string): readonly string[];
}

/** Whether some reading has all the grammemes. */
export function hasReading(readings: readonly Reading[], ...tags: string[]): boolean {
  for (const reading of readings) {
    if (tags.every((tag) => reading.tags.has(tag))) return true;
  }
  return false;
}

/** Word forms kept in the cache: running Russian has about 45,000 types in 283,000 words (notes/language.md, section 5). */
const cacheLimit = 200_000;
/** Traps of `az`: lower-case names need ignoreCase; stutter invents readings («ванна» → «ван»). */
const settings = {
  ignoreCase: true,
  stutter: 0,
  parsers: ['Dictionary?', 'HyphenAdverb', 'HyphenWords', 'PrefixKnown', 'PrefixUnknown?', 'SuffixKnown?'],
};
const particle = /-(?:то|ка|таки|с|де)$/;

let loading: Promise<Morphology> | undefined;

/** Loads the dictionary once a process (0.2–0.9 s, 55 MB). */
export function loadMorphology(): Promise<Morphology> {
  loading ??= new Promise<void>((resolve, reject) => {
    Az.Morph.init((error) => (error ? reject(error) : resolve()));
  }).then(dictionaryMorphology);
  return loading;
}

function dictionaryMorphology(): Morphology {
  const cache = new Map<string, readonly Reading[]>();
  const read = (norm: string): readonly Reading[] => {
    if (!/^[а-я]+(?:-[а-я]+)*$/.test(norm) || norm.length > 60) return [];
    const whole = parse(norm);
    if (!particle.test(norm) || whole.some((reading) => reading.known)) return whole;
    return read(norm.replace(particle, ''));
  };
  return {
    readings(norm) {
      const cached = cache.get(norm);
      if (cached) return cached;
      const readings = read(norm);
      if (cache.size >= cacheLimit) cache.clear();
      cache.set(norm, readings);
      return readings;
    },
    forms: formsOf,
  };
}

function formsOf(norm: string): string[] {
  const forms = new Set([norm]);
  if (!/^[а-я]{2,60}$/.test(norm)) return [...forms];
  for (const found of Az.Morph(norm, { ...settings, parsers: ['Dictionary?'] })) {
    for (let form = 0; form < (found.formCnt ?? 0); form += 1) {
      const inflected = found.inflect(form);
      if (inflected) forms.add(normalize(inflected.toString()));
    }
  }
  return [...forms];
}

function parse(norm: string): Reading[] {
  // A single letter has up to 27 readings as an initial or as a short form («в» – век, «с» – село); none helps to judge speech.
  const single = norm.length === 1;
  return Az.Morph(norm, settings)
    .filter((found) => !(single && (found.tag.stat.includes('Init') || found.tag.stat.includes('NOUN'))))
    .map((found) => {
      const lemma = found.normalize();
      return {
        lemma: normalize((lemma || found).toString()),
        tags: new Set([...found.tag.stat, ...found.tag.flex]),
        known: found.parser === 'Dictionary' || found.parser === 'HyphenAdverb',
      };
    });
}
