/** What is wrong with a lexicon file: file, line and cause, in one Russian line. */

export interface LexiconProblem {
  severity: 'error' | 'warning';
  /** Path relative to the lexicon folder. */
  file: string;
  /** 1-based; 0 when the whole file is meant. */
  line: number;
  message: string;
  /** Set when the warning is that the dictionary of Russian does not know this word, and nothing else. */
  unknownWord?: string;
}

/** A lexicon that cannot be used. `message` is «файл:строка: причина». */
export class LexiconError extends Error {
  readonly file: string;
  readonly line: number;
  constructor(problem: Pick<LexiconProblem, 'file' | 'line' | 'message'>) {
    super(`${problem.file}:${problem.line}: ${problem.message}`);
    this.name = 'LexiconError';
    this.file = problem.file;
    this.line = problem.line;
  }
}
