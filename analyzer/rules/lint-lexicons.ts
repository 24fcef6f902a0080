/** Checks lexicons beyond their schema: patterns that compile, examples that hold, words the dictionary knows. */
import { LexiconError, type LexiconProblem, type LexiconReading, type Lexicons, type PhraseEntry } from '#lexicons';
import { ruleNameSchema } from '../domain/finding.ts';
import type { Morphology } from '../language/morphology.ts';
import { tokenizeCall } from '../language/tokens.ts';
import { compilePhrases, type PhraseContext } from './compile.ts';
import { guessDiminutive } from './diminutive-model.ts';
import { matchPhrases } from './match.ts';
import { type Atom, parsePattern } from './pattern.ts';

/**
 * Every error and warning of a lexicon folder, those of the reader included, sorted by file and line.
 * Errors: a file that cannot be read, an unreadable pattern, an example that does not hold. Warnings: words that the
 * dictionary does not know (a misprint would look the same).
 */
export function lintLexicons({ lexicons, problems }: LexiconReading, morphology: Morphology): LexiconProblem[] {
  const context: PhraseContext = { morphology, lists: lexicons.lists };
  const entries = [...lexicons.rules.flatMap((rule) => rule.entries), ...Object.values(lexicons.phrases).flat()];
  const all = [
    ...problems,
    ...ruleNameProblems(lexicons),
    ...entries.flatMap((entry) => entryProblems(entry, lexicons, context)),
    ...diminutiveWarnings(lexicons, morphology),
  ];
  return all.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}

function ruleNameProblems({ rules }: Lexicons): LexiconProblem[] {
  return rules
    .filter(({ rule }) => !ruleNameSchema.safeParse(rule).success)
    .map(({ rule, entries }) => ({
      severity: 'error',
      file: entries[0]?.file ?? '',
      line: 1,
      message: `неизвестное правило «${rule}»`,
    }));
}

/** Errors and warnings of one entry: its pattern, its own examples, its words. */
export function entryProblems(entry: PhraseEntry, lexicons: Lexicons, context: PhraseContext): LexiconProblem[] {
  const { file, line, id } = entry;
  try {
    return [
      ...exampleProblems(entry, lexicons, context),
      ...wordDoubts(entry, context).map(
        (doubt): LexiconProblem => ({
          severity: 'warning',
          file,
          line,
          ...doubt,
          message: `запись «${id}»: ${doubt.message}`,
        }),
      ),
    ];
  } catch (error) {
    if (error instanceof LexiconError) {
      return [{ severity: 'error', file, line, message: error.message.replace(/^.*?:\d+: /, '') }];
    }
    throw error;
  }
}

function exampleProblems(entry: PhraseEntry, lexicons: Lexicons, context: PhraseContext): LexiconProblem[] {
  const compiled = compilePhrases([entry], context);
  const finds = (text: string): boolean => {
    const first = entry.part === 'first_utterance';
    const spoken = { speaker: 'operator', start: 10, end: 14, text } as const;
    const before = { speaker: 'operator', start: 0, end: 2, text: 'Здравствуйте.' } as const;
    const asked = { speaker: 'client', start: 3, end: 5, text: 'Здравствуйте.' } as const;
    const segments = first ? [spoken] : [before, asked, spoken];
    const tokens = tokenizeCall({ segments }, lexicons.aliases).filter(({ start }) => start >= 10);
    const last = segments.length - 1;
    const scene = {
      direction: entry.direction ?? 'incoming',
      firstUtterance: 0,
      afterHold: new Set([last]),
      duration: 14,
    };
    return matchPhrases(compiled, tokens, scene).length > 0;
  };
  const problem = (message: string): LexiconProblem => ({
    severity: 'error',
    file: entry.file,
    line: entry.line,
    message: `запись «${entry.id}»: ${message}`,
  });
  return [
    ...(entry.hit ?? []).filter((text) => !finds(text)).map((text) => problem(`не находит свой пример «${text}»`)),
    ...(entry.miss ?? []).filter(finds).map((text) => problem(`находит то, чего не должна: «${text}»`)),
  ];
}

type Doubt = Pick<LexiconProblem, 'message' | 'unknownWord'>;

const unknownWordDoubt = (word: string): Doubt => ({
  message: `слова «${word}» нет в словаре русского языка, проверьте написание`,
  unknownWord: word,
});

/** Words the dictionary does not know, and lemmas that are not dictionary forms (such a `~слово` matches itself only). */
function wordDoubts(entry: PhraseEntry, { morphology, lists }: PhraseContext): Doubt[] {
  const patterns = typeof entry.pattern === 'string' ? [entry.pattern] : entry.pattern;
  const doubts = new Map<string, Doubt>();
  const add = (doubt: Doubt) => doubts.set(doubt.message, doubt);
  for (const { atom } of patterns.flatMap((pattern) => parsePattern(pattern, lists, entry.free).flat())) {
    for (const { word, lemma } of wordsOf(atom)) {
      const known = morphology.readings(word).filter((reading) => reading.known);
      if (known.length === 0 && /^[а-я-]{4,}$/.test(word)) {
        add(unknownWordDoubt(word));
      } else if (lemma && known.length > 0 && known.every((reading) => reading.lemma !== word)) {
        add({ message: `«~${word}» не начальная форма; словарь предлагает «~${known[0]?.lemma ?? ''}»` });
      }
    }
  }
  return [...doubts.values()];
}

/** The words that an atom names. */
export function wordsOf(atom: Atom): { word: string; lemma: boolean }[] {
  if (atom.kind === 'word') return [{ word: atom.word, lemma: false }];
  if (atom.kind === 'one_of') return atom.atoms.flatMap(wordsOf);
  return atom.kind === 'reading' && atom.lemma !== null ? [{ word: atom.lemma, lemma: true }] : [];
}

/** Diminutives are mostly unknown to the dictionary: a word is suspicious when the model sees no base word in it either. */
function diminutiveWarnings({ diminutives }: Lexicons, morphology: Morphology): LexiconProblem[] {
  return diminutives
    .filter(({ lemma }) => {
      const norm = lemma.toLowerCase().replace(/ё/g, 'е');
      return !morphology.readings(norm).some((reading) => reading.known) && !guessDiminutive(norm, morphology);
    })
    .map(({ lemma, file, line }) => ({ severity: 'warning', file, line, ...unknownWordDoubt(lemma) }));
}
