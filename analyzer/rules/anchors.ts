/** Which words a call must hold for a phrase to be found in it at all: the atoms of its patterns, without order and guards. */
import type { PhraseEntry } from '#lexicons';
import type { Token } from '../language/tokens.ts';
import { AtomTable } from './atom-table.ts';
import { type PhraseContext, sequencesOf } from './compile.ts';

export interface Anchors {
  /** Symbols that must all be there for one way to say one of the entries. */
  sequences: readonly (readonly number[])[];
  /** Symbols that a word satisfies: at least those that it satisfies among all other phrases. */
  symbolsOf(word: Pick<Token, 'norm' | 'heard'>): readonly number[];
}

/**
 * Compiles entries for narrowing.
 * @throws LexiconError for an unreadable pattern
 */
export function compileAnchors(entries: readonly PhraseEntry[], context: PhraseContext): Anchors {
  const atoms = new AtomTable(context.morphology);
  const sequences = entries.flatMap((entry) =>
    (typeof entry.pattern === 'string' ? [entry.pattern] : entry.pattern).flatMap((pattern) =>
      sequencesOf(entry, pattern, context).map((steps) => [...new Set(steps.map(({ atom }) => atoms.symbol(atom)))]),
    ),
  );
  return { sequences, symbolsOf: (word) => atoms.find(word) };
}
