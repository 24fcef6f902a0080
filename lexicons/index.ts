/** Door of the lexicons: data files that trainers own, their loader, and the editor of single items. */

export { type AdvisoryRow, advisoryRows, entryMark, withAdvisoryRows } from './advisory.ts';
export { entryId } from './entry-id.ts';
export {
  compareFiles,
  type FileKind,
  fileKinds,
  type ItemChange,
  itemsOf,
  keyOfItem,
  kindOf,
  type LexiconItem,
} from './items.ts';
export { LexiconError, type LexiconProblem } from './lexicon-error.ts';
export {
  type LexiconFiles,
  lexiconFilesSchema,
  lexiconText,
  readLexiconFiles,
  scorecardFile,
} from './lexicon-files.ts';
export type { Lexicons, RuleLexicon } from './lexicons.ts';
export {
  defaultFolder,
  type LexiconReading,
  loadLexicons,
  readLexicons,
  readLexiconTexts,
  soundLexicons,
} from './load-lexicons.ts';
export { mixedWord } from './look-alikes.ts';
export { type ItemPlace, putItem, removeItem } from './put-item.ts';
export { lexiconFiles, replaceFiles } from './replace-files.ts';
export { type DiminutiveRow, type Guard, type PhraseEntry, phraseSchema } from './schema.ts';
export * from './scorecard.ts';
export { judgedHowSchema, loadStandard, type Standard } from './standard.ts';
export { loadTopics, type Topic } from './topics.ts';
