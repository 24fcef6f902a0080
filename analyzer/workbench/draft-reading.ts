/** Drafts and versions as they are read again and again while a trainer works: parsed, checked and compiled once a content. */
import {
  LexiconError,
  type LexiconFiles,
  type LexiconProblem,
  type LexiconReading,
  readLexiconTexts,
  readScorecard,
  scorecardFile,
} from '#lexicons';
import { boundedMap, KamertonError } from '#platform';
import type { Morphology } from '../language/morphology.ts';
import { type CompiledPhrases, compilePhrases } from '../rules/compile.ts';
import { type DiminutiveJudge, diminutiveJudge } from '../rules/diminutive.ts';
import { lintLexicons } from '../rules/lint-lexicons.ts';
import { checkScorecard } from '../scoring/check-scorecard.ts';
import { filesOf } from './content.ts';

export interface DraftReading {
  files: LexiconFiles;
  reading: LexiconReading;
  /** Everything that lint says, the scorecard included. */
  problems(): LexiconProblem[];
  /** Every entry of rules and sets, of those that compile. */
  phrases(): CompiledPhrases;
  diminutive(): DiminutiveJudge;
}

/** Contents that are kept: some drafts, and what they were made from. */
const mostKept = 6;

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** Readings by the SHA-256 of the content. */
export function draftReadings(morphology: () => Promise<Morphology>) {
  const kept = boundedMap<DraftReading>(mostKept);
  return async ({ sha256, content }: { sha256: string; content: string }): Promise<DraftReading> => {
    const known = kept.get(sha256);
    if (known !== undefined) return known;
    const read = readDraft(filesOf(content), await morphology());
    kept.set(sha256, read);
    return read;
  };
}

function readDraft(files: LexiconFiles, morphology: Morphology): DraftReading {
  const reading = readLexiconTexts(files);
  const { lexicons } = reading;
  return {
    files,
    reading,
    problems: once(() => [...lintLexicons(reading, morphology), ...scorecardProblems(files)]),
    phrases: once(() => {
      const entries = [...lexicons.rules.flatMap((rule) => rule.entries), ...Object.values(lexicons.phrases).flat()];
      const context = { morphology, lists: lexicons.lists };
      try {
        return compilePhrases(entries, context);
      } catch {
        return compilePhrases(
          entries.filter((entry) => compiles(() => compilePhrases([entry], context))),
          context,
        );
      }
    }),
    diminutive: once(() => diminutiveJudge(lexicons, morphology)),
  };
}

function compiles(compile: () => unknown): boolean {
  try {
    compile();
    return true;
  } catch (error) {
    if (error instanceof LexiconError) return false;
    throw error;
  }
}

function scorecardProblems(files: LexiconFiles): LexiconProblem[] {
  const text = files[scorecardFile];
  const problem = (line: number, message: string): LexiconProblem[] => [
    { severity: 'error', file: scorecardFile, line, message },
  ];
  if (text === undefined) return problem(0, 'нет карты оценки');
  try {
    checkScorecard(readScorecard(text, scorecardFile));
    return [];
  } catch (error) {
    if (error instanceof LexiconError) return problem(error.line, error.message.replace(/^.*?:\d+: /, ''));
    if (error instanceof KamertonError) return problem(0, error.message);
    throw error;
  }
}
