/** From a change of lexicons to the words that a call must hold to be touched by it: never too few, sometimes too many. */
import { LexiconError, type Lexicons } from '#lexicons';
import type { Morphology } from '../language/morphology.ts';
import { compileAnchors } from '../rules/anchors.ts';
import { diminutiveJudge } from '../rules/diminutive.ts';
import { shortestFuzzy } from '../rules/near-miss.ts';
import { lexiconChange } from './lexicon-change.ts';

/** A call is touched when it holds one form of `any`, or of some list of `all` a form of each of its lists. */
export interface TouchedWords {
  any: string[];
  all: string[][][];
}

/** With more forms than this nearly every call is touched, and asking for them costs more than it saves. */
const mostForms = 6_000;
/** Words of a phrase that are asked for: the rarest ones narrow best. */
const wordsOfPhrase = 3;
/** A phrase with more ways to say it is asked for by its rarest word alone. */
const mostPhrases = 200;

/**
 * @param vocabulary every form that any call holds, as it was heard
 * @returns null when the change may touch every call
 */
export function narrowChange(
  before: Lexicons,
  after: Lexicons,
  vocabulary: readonly string[],
  morphology: Morphology,
): TouchedWords | null {
  const change = lexiconChange(before, after);
  if (change === null) return null;
  const any = new Set(change.heard);
  const phrases: string[][][] = [];
  try {
    for (const [i, { entries, lists }] of change.phrases.entries()) {
      if (entries.length === 0) continue;
      const aliases = (i === 0 ? before : after).aliases;
      const anchors = compileAnchors(entries, { morphology, lists });
      const formsOf = new Map<number, string[]>();
      for (const heard of vocabulary) {
        const norm = aliases.get(heard) ?? heard;
        const symbols = anchors.symbolsOf({ norm, heard });
        for (const symbol of symbols) {
          const forms = formsOf.get(symbol);
          if (forms) forms.push(heard);
          else formsOf.set(symbol, [heard]);
        }
        // A phrase that the word satisfies keeps the others from taking it for a misheard word of theirs.
        if (symbols.length > 0 && mayBeMisheard([norm, heard], morphology)) any.add(heard);
      }
      for (const sequence of anchors.sequences) {
        const words = sequence.map((symbol) => formsOf.get(symbol) ?? []).sort((a, b) => a.length - b.length);
        const [rarest] = words;
        // A word that nobody ever said: the phrase is nowhere.
        if (rarest === undefined || rarest.length === 0) continue;
        if (words.length === 1) for (const form of rarest) any.add(form);
        else phrases.push(words.slice(0, wordsOfPhrase));
      }
    }
  } catch (error) {
    if (error instanceof LexiconError) return null;
    throw error;
  }
  for (const form of formsOfWords(change.words, vocabulary, before, after, morphology)) any.add(form);
  if (change.diminutives) for (const form of formsJudgedAnew(before, after, vocabulary, morphology)) any.add(form);
  return bounded(any, phrases);
}

function mayBeMisheard(forms: readonly string[], morphology: Morphology): boolean {
  return forms.some(
    (form) => form.length >= shortestFuzzy && !morphology.readings(form).some((reading) => reading.known),
  );
}

/** Forms that are one of the words, or a form of it. */
function formsOfWords(
  words: ReadonlySet<string>,
  vocabulary: readonly string[],
  before: Lexicons,
  after: Lexicons,
  morphology: Morphology,
): string[] {
  if (words.size === 0) return [];
  const isOne = (form: string) => words.has(form) || morphology.readings(form).some(({ lemma }) => words.has(lemma));
  return vocabulary.filter((heard) =>
    [heard, before.aliases.get(heard), after.aliases.get(heard)].some(
      (form) => form !== undefined && (isOne(form) || isOne(form.replace(/-(?:ка|то)$/, ''))),
    ),
  );
}

function formsJudgedAnew(
  before: Lexicons,
  after: Lexicons,
  vocabulary: readonly string[],
  morphology: Morphology,
): string[] {
  const [old, fresh] = [diminutiveJudge(before, morphology), diminutiveJudge(after, morphology)];
  const differs = (form: string) => JSON.stringify(old(form)) !== JSON.stringify(fresh(form));
  return vocabulary.filter(
    (heard) => differs(before.aliases.get(heard) ?? heard) || differs(after.aliases.get(heard) ?? heard),
  );
}

/** What the store can be asked in one go; phrases that hold a word of `any` are asked already. */
function bounded(any: ReadonlySet<string>, phrases: readonly string[][][]): TouchedWords | null {
  const others = phrases.filter((words) => !words.some((forms) => forms.every((form) => any.has(form))));
  const distinct = [...new Map(others.map((words) => [JSON.stringify(words), words])).values()];
  const asked =
    distinct.length <= mostPhrases
      ? { any: [...any], all: distinct }
      : { any: [...new Set([...any, ...distinct.flatMap(([rarest = []]) => rarest)])], all: [] };
  const size = asked.any.length + asked.all.flat(2).length;
  if (size > mostForms && asked.all.length > 0) {
    return bounded(new Set([...any, ...distinct.flatMap(([rarest = []]) => rarest)]), []);
  }
  return size > mostForms ? null : asked;
}
