/** Door of the lexicons: data files that trainers own, and their loader. */

export { LexiconError, type LexiconProblem } from './lexicon-error.ts';
export type { Lexicons, RuleLexicon } from './lexicons.ts';
export { defaultFolder, type LexiconReading, loadLexicons, readLexicons } from './load-lexicons.ts';
export { mixedWord } from './look-alikes.ts';
export { lexiconFiles, replaceFiles } from './replace-files.ts';
export type { DiminutiveRow, Guard, PhraseEntry } from './schema.ts';
export * from './scorecard.ts';
export { judgedHowSchema, loadStandard, type Standard } from './standard.ts';
export { loadTopics, type Topic } from './topics.ts';
