/** Compiles phrases into one trie over interned symbols; the symbols of a word form are found once and kept. */
import { type Guard, LexiconError, type PhraseEntry } from '#lexicons';
import type { Morphology } from '../language/morphology.ts';
import { AtomTable } from './atom-table.ts';
import { PatternError, parsePattern, type Sequence } from './pattern.ts';
import { maskOf, PhraseWords } from './phrase-words.ts';
import type { TrieNode } from './trie.ts';

/** What patterns need beside their own text. */
export interface PhraseContext {
  morphology: Morphology;
  lists: Readonly<Record<string, readonly string[]>>;
}

type GuardSide = 'left' | 'right' | 'near' | 'inside';
export interface CompiledGuard {
  side: GuardSide;
  /** True: the phrase must be there; false: it must not. */
  needed: boolean;
  /** Most words between the match and the guard's phrase. */
  within: number;
  scope: 'part' | 'clause' | 'turn';
  phrases: CompiledPhrases;
}
export interface CompiledEntry {
  entry: PhraseEntry;
  guards: CompiledGuard[];
  positions: ReadonlySet<string>;
  scope: 'clause' | 'turn';
  /** Asks about the place or the call, beside the words and the guards. */
  placed: boolean;
}
export interface CompiledPhrases {
  root: TrieNode;
  entries: CompiledEntry[];
  /** What the patterns know of words. */
  words: Pick<PhraseWords, 'learn' | 'begins' | 'mask' | 'symbols'>;
}
/**
 * Compiles phrases once, for any number of calls.
 * @throws LexiconError with the file and the line of a pattern that cannot be read
 */
export function compilePhrases(entries: readonly PhraseEntry[], context: PhraseContext): CompiledPhrases {
  const atoms = new AtomTable(context.morphology);
  const root: TrieNode = { steps: [], ends: [] };
  const compiled = entries.map((entry, index): CompiledEntry => {
    for (const pattern of typeof entry.pattern === 'string' ? [entry.pattern] : entry.pattern) {
      for (const sequence of sequencesOf(entry, pattern, context)) insert(root, sequence, index, atoms);
    }
    const positions = entry.position ?? [];
    return {
      entry,
      guards: guardsOf(entry, context),
      positions: new Set(typeof positions === 'string' ? [positions] : positions),
      scope: entry.scope ?? 'clause',
      placed: placeFields.some((field) => entry[field] !== undefined),
    };
  });
  return { root, entries: compiled, words: new PhraseWords(atoms, root) };
}

const placeFields = [
  'question',
  'tidy',
  'part',
  'direction',
  'first_seconds',
  'last_seconds',
  'position',
] as const satisfies readonly (keyof PhraseEntry)[];

/**
 * The sequences of one pattern of an entry.
 * @throws LexiconError with the file and the line of a pattern that cannot be read
 */
export function sequencesOf(entry: PhraseEntry, pattern: string, context: PhraseContext): Sequence[] {
  try {
    return parsePattern(pattern, context.lists, entry.free);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw new LexiconError({ ...entry, message: `запись «${entry.id}», шаблон «${pattern}»: ${error.message}` });
  }
}

function insert(root: TrieNode, sequence: Sequence, entry: number, atoms: AtomTable): void {
  let node = root;
  for (const { atom, gap } of sequence) {
    let step = node.steps.find((candidate) => candidate.gap === gap);
    if (!step) {
      step = { gap, next: new Map(), mask: 0 };
      node.steps.push(step);
    }
    const symbol = atoms.symbol(atom);
    step.mask |= maskOf(symbol);
    let next = step.next.get(symbol);
    if (!next) {
      next = { steps: [], ends: [] };
      step.next.set(symbol, next);
    }
    node = next;
  }
  if (!node.ends.includes(entry)) node.ends.push(entry);
}

const guardSides: readonly [keyof PhraseEntry, GuardSide, boolean][] = [
  ['unless_left', 'left', false],
  ['unless_right', 'right', false],
  ['unless_near', 'near', false],
  ['unless_inside', 'inside', false],
  ['needs_left', 'left', true],
  ['needs_right', 'right', true],
  ['needs_near', 'near', true],
];

function guardsOf(entry: PhraseEntry, context: PhraseContext): CompiledGuard[] {
  return guardSides.flatMap(([field, side, needed]): CompiledGuard[] => {
    const guard = entry[field] as Guard | undefined;
    if (guard === undefined) return [];
    const plain = typeof guard === 'string' || Array.isArray(guard);
    const { any, within = Number.POSITIVE_INFINITY, scope = 'clause' } = plain ? { any: guard } : guard;
    const phrase: PhraseEntry = {
      id: `${entry.id}.${field}`,
      pattern: any,
      scope: 'turn',
      file: entry.file,
      line: entry.line,
    };
    return [{ side, needed, within, scope, phrases: compilePhrases([phrase], context) }];
  });
}
