/** Words of the lexicon entries that are in force, read once. */
import { type EntryWords, entryWords } from '#analyzer';
import { loadLexicons } from '#lexicons';

let known: EntryWords | undefined;

export function knownEntryWords(): EntryWords {
  known ??= entryWords(loadLexicons());
  return known;
}
