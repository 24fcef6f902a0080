/** Words of the lexicon entries by which calls are judged now. */
import { type EntryWords, entryWords } from '#analyzer';
import type { ApiDeps } from '../deps.ts';

/** By the lexicons they were made from: these are read once a version. */
const made = new WeakMap<object, EntryWords>();

export async function wordsInForce({ workbench }: Pick<ApiDeps, 'workbench'>): Promise<EntryWords> {
  const { number, published } = await workbench.inForce();
  const { reading } = await workbench.read(published ? { version: number } : 'program');
  const words = made.get(reading.lexicons) ?? entryWords(reading.lexicons);
  made.set(reading.lexicons, words);
  return words;
}
