/** What a word form can be as a verb: a command, an indicative, a finite verb at all. Cached by form. */
import type { Morphology, Reading } from '../language/morphology.ts';

export interface VerbForm {
  /** The form reads as a command to «Вы» or to «ты»; null when it does not, or when it is mostly another word. */
  command: 'plural' | 'singular' | null;
  /** A command that is spelled like a statement: «говорите», «обратитесь». */
  ambiguous: boolean;
  /** Every reading as a verb is of one act: «оплатить», not «платить». */
  perfective: boolean;
  /** A statement about «ты»: «поставишь», «хочешь». */
  informal: boolean;
  /** A predicate that closes the reach of a subject or a conjunction: a finite verb, «должны», «можно». */
  predicate: boolean;
  /** First person or infinitive: what may follow «давайте». */
  joint: boolean;
  lemmas: readonly string[];
}

const nominal = ['NOUN', 'ADJF', 'ADJS', 'NPRO', 'ADVB', 'PREP', 'NUMR', 'COMP', 'PRTF', 'PRTS', 'PRED'];
/** «Хамите» is no form of the name «Хамит» in an operator's speech. */
const nameTags = ['Name', 'Surn', 'Patr', 'Geox'];
const nothing: VerbForm = {
  command: null,
  ambiguous: false,
  perfective: false,
  informal: false,
  predicate: false,
  joint: false,
  lemmas: [],
};
const cacheLimit = 200_000;

export type VerbReader = (form: string) => VerbForm;

/**
 * @param sureSingular forms that are commands although they are spelled like other words («иди», «стой»)
 * @param surePlural the same to «Вы» («наймите»)
 */
export function verbReader(
  morphology: Morphology,
  sureSingular: ReadonlySet<string>,
  surePlural: ReadonlySet<string> = new Set(),
): VerbReader {
  const cache = new Map<string, VerbForm>();
  return (form) => {
    const cached = cache.get(form);
    if (cached) return cached;
    const result = readVerb(form.replace(/-(?:ка|то)$/, ''), morphology, sureSingular, surePlural);
    if (cache.size >= cacheLimit) cache.clear();
    cache.set(form, result);
    return result;
  };
}

function readVerb(
  form: string,
  morphology: Morphology,
  sureSingular: ReadonlySet<string>,
  surePlural: ReadonlySet<string>,
): VerbForm {
  const all = morphology.readings(form);
  const known = all.filter((reading) => reading.known);
  const readings = known.length > 0 ? known : all.filter((reading) => likelyGuess(form, reading));
  const verbs = readings.filter((reading) => reading.tags.has('VERB') || reading.tags.has('INFN'));
  const predicate = readings.some((reading) => isPredicate(reading));
  if (verbs.length === 0) return predicate ? { ...nothing, predicate } : nothing;
  const commands = verbs.filter((reading) => reading.tags.has('impr') && reading.tags.has('excl'));
  const other = readings.some(
    ({ tags }) => nominal.some((tag) => tags.has(tag)) && !nameTags.some((tag) => tags.has(tag)),
  );
  const singular = commands.some((reading) => reading.tags.has('sing'));
  // «Жаль», «вышли»: a singular command is believed only when the form is no other word and no past tense.
  const alone =
    commands.length > 0 &&
    readings.every(({ tags }) => (tags.has('VERB') && !tags.has('past')) || tags.has('INFN') || tags.has('GRND'));
  return {
    command:
      commands.length === 0 || mostlyStates(verbs, commands, surePlural.has(form))
        ? null
        : singular
          ? alone || sureSingular.has(form)
            ? 'singular'
            : null
          : other && !surePlural.has(form)
            ? null
            : 'plural',
    ambiguous: verbs.some(
      (reading) => reading.tags.has('2per') && reading.tags.has('plur') && reading.tags.has('indc'),
    ),
    perfective: verbs.every((reading) => reading.tags.has('perf')),
    informal:
      !other &&
      verbs.some((reading) => reading.tags.has('2per') && reading.tags.has('sing') && reading.tags.has('indc')),
    predicate,
    joint: verbs.some((reading) => reading.tags.has('INFN') || reading.tags.has('1per') || reading.tags.has('incl')),
    lemmas: [...new Set(verbs.map((reading) => reading.lemma))],
  };
}

/** «Отметите», «заметите»: the statement of one verb is spelled like the command of another, rarer one (отмести). */
function mostlyStates(verbs: readonly Reading[], commands: readonly Reading[], sure: boolean): boolean {
  if (sure) return false;
  const lemmas = new Set(commands.map(({ lemma }) => lemma));
  return verbs.some(
    ({ tags, lemma }) => tags.has('2per') && tags.has('plur') && tags.has('indc') && !lemmas.has(lemma),
  );
}

/** Guesses by the ending are believed for the endings that only verbs have. */
function likelyGuess(form: string, reading: Reading): boolean {
  if (!reading.tags.has('VERB')) return false;
  return /(?:йте|ьте|ите|ете|ишь|ешь|йтесь|итесь|ьтесь|етесь|ешься|ишься)$/.test(form) && form.length > 5;
}

function isPredicate({ tags, lemma }: Reading): boolean {
  if (tags.has('VERB')) return true;
  return tags.has('PRED') || (tags.has('ADJS') && /^(?:должный|обязанный|готовый|нужный)$/.test(lemma));
}
