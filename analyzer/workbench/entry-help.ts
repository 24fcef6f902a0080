/** Help while an entry is written: forms of its words, unknown and mixed words, its examples, collisions, near-misses. Pure. */
import { mixedWord, type PhraseEntry } from '#lexicons';
import type { Morphology } from '../language/morphology.ts';
import { tokenizeCall } from '../language/tokens.ts';
import { compilePhrases } from '../rules/compile.ts';
import { entryProblems, wordsOf } from '../rules/lint-lexicons.ts';
import { matchPhrases } from '../rules/match.ts';
import { isOneEditAway } from '../rules/near-miss.ts';
import { parsePattern } from '../rules/pattern.ts';
import type { DraftReading } from './draft-reading.ts';
import { entryOfItem, type SoughtItem } from './entry-of-item.ts';

export interface EntryHelp {
  problems: { severity: 'error' | 'warning'; message: string }[];
  /** Words of the pattern with the forms that it finds of each. */
  words: { word: string; anyForm: boolean; known: boolean; forms: string[] }[];
  /** Other entries that find the same words: in our examples, or in theirs. */
  collisions: { file: string; id: string; why: 'finds_ours' | 'found_by_us'; text: string }[];
  /** Words of calls that are one letter away and that the entry does not find. */
  near: string[];
}

const mostShown = 12;
/** Shorter words are one letter away from too many others. */
const shortestNear = 5;

/**
 * @param vocabulary every form that some call holds
 */
export function entryHelp(
  sought: SoughtItem,
  draft: DraftReading,
  vocabulary: readonly string[],
  morphology: Morphology,
): EntryHelp {
  const entry = entryOfItem(sought);
  const empty: EntryHelp = { problems: [], words: [], collisions: [], near: [] };
  const mixed = mixedWord(JSON.stringify(Object.values(sought.fields)));
  if (mixed) {
    const message = `в слове «${mixed.word}» смешаны кириллица и латиница: буква «${mixed.letter}»`;
    return { ...empty, problems: [{ severity: 'error', message }] };
  }
  if (entry === null) return empty;
  const { lexicons } = draft.reading;
  const context = { morphology, lists: lexicons.lists };
  const problems = entryProblems(entry, lexicons, context).map(({ severity, message }) => ({
    severity,
    message: message.replace(/^запись «[^»]*»(?:, шаблон «[^»]*»)?: /, ''),
  }));
  const patterns = typeof entry.pattern === 'string' ? [entry.pattern] : entry.pattern;
  try {
    const atoms = patterns.flatMap((pattern) => parsePattern(pattern, lexicons.lists, entry.free).flat());
    const named = atoms.flatMap(({ atom }) => wordsOf(atom));
    const words = [...new Map(named.map((one) => [JSON.stringify(one), one])).values()].map(({ word, lemma }) => ({
      word,
      anyForm: lemma,
      known: morphology.readings(word).some(({ known }) => known),
      forms: lemma ? [...morphology.forms(word)] : [word],
    }));
    return {
      problems,
      words: words.slice(0, 4 * mostShown),
      collisions: collisionsOf(entry, sought, draft, morphology),
      near: nearMisses(words, vocabulary, morphology),
    };
  } catch {
    return { ...empty, problems };
  }
}

type Named = EntryHelp['words'][number];

function nearMisses(words: readonly Named[], vocabulary: readonly string[], morphology: Morphology): string[] {
  const own = new Set(words.flatMap(({ forms }) => forms));
  const long = [...own].filter((form) => form.length >= shortestNear);
  const near = vocabulary.filter(
    (heard) =>
      heard.length >= shortestNear - 1 &&
      !own.has(heard) &&
      long.some((form) => isOneEditAway(form, heard)) &&
      !words.some(({ word, anyForm }) => anyForm && morphology.readings(heard).some(({ lemma }) => lemma === word)),
  );
  // Misheard words first: real other words are one letter away by chance.
  const real = (word: string) => Number(morphology.readings(word).some(({ known }) => known));
  return near.sort((a, b) => real(a) - real(b) || (a < b ? -1 : 1)).slice(0, mostShown);
}

function collisionsOf(
  entry: PhraseEntry,
  { id, fields }: SoughtItem,
  draft: DraftReading,
  morphology: Morphology,
): EntryHelp['collisions'] {
  const { lexicons } = draft.reading;
  const tokensOf = (text: string) =>
    tokenizeCall({ segments: [{ speaker: 'operator', start: 0, end: 4, text }] }, lexicons.aliases);
  const itself = (other: PhraseEntry) =>
    other.file === entry.file && (other.id === (id ?? '') || other.id === fields.id || other.pattern === id);
  const found = new Map<string, EntryHelp['collisions'][number]>();
  const ours = compilePhrases([entry], { morphology, lists: lexicons.lists });
  const all = draft.phrases();
  const note = (why: 'finds_ours' | 'found_by_us', text: string, wanted?: PhraseEntry) => {
    const tokens = tokensOf(text);
    const own = matchPhrases(ours, tokens);
    if (own.length === 0) return;
    for (const other of matchPhrases(all, tokens)) {
      const key = `${other.entry.file} ${other.entry.id}`;
      const meets = own.some(({ from, to }) => from <= other.to && other.from <= to);
      if (!meets || found.has(key) || itself(other.entry) || (wanted ?? other.entry) !== other.entry) continue;
      found.set(key, { file: other.entry.file, id: other.entry.id, why, text });
    }
  };
  // A row of a table has no examples: its own words are one.
  const patterns = typeof entry.pattern === 'string' ? [entry.pattern] : entry.pattern;
  const plain = patterns.filter((pattern) => /^[~а-яё -]+$/i.test(pattern));
  for (const text of [...plain.map((pattern) => pattern.replaceAll('~', '')), ...(entry.hit ?? [])]) {
    note('finds_ours', text);
  }
  for (const { entry: other } of all.entries) for (const text of other.hit ?? []) note('found_by_us', text, other);
  return [...found.values()].slice(0, mostShown);
}
