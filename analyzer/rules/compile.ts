/** Compiles phrases into one trie over interned symbols; the symbols of a word form are found once and kept. */
import { type Guard, LexiconError, type PhraseEntry } from '#lexicons';
import type { Morphology } from '../language/morphology.ts';
import type { Token } from '../language/tokens.ts';
import { isOneEditAway, shortestFuzzy } from './near-miss.ts';
import { type Atom, PatternError, parsePattern, type Sequence } from './pattern.ts';
import { isHesitation, isNumberWord } from './word-shape.ts';

/** What patterns need beside their own text. */
export interface PhraseContext {
  morphology: Morphology;
  lists: Readonly<Record<string, readonly string[]>>;
}

export interface TrieNode {
  /** Edges by how many words may be skipped before the next one. */
  steps: { gap: number; next: Map<number, TrieNode> }[];
  /** Indexes of the entries whose phrase ends here. */
  ends: number[];
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
}
export interface CompiledPhrases {
  root: TrieNode;
  entries: CompiledEntry[];
  /** What the patterns know of a word; found once for a word form. */
  symbolsOf(token: Token): WordSymbols;
}
export interface WordSymbols {
  /** Which atoms of the patterns the word satisfies. */
  ids: readonly number[];
  /** Whether some phrase begins with the word: most words begin none. */
  starts: boolean;
}

/** Word forms whose symbols are kept. */
const cacheLimit = 100_000;

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
    };
  });
  return { root, entries: compiled, symbolsOf: wordSymbols(atoms, root) };
}

function wordSymbols(atoms: AtomTable, root: TrieNode): (token: Token) => WordSymbols {
  const cache = new Map<string, WordSymbols>();
  return (token) => {
    const key = token.heard === token.norm ? token.norm : `${token.norm} ${token.heard}`;
    const cached = cache.get(key);
    if (cached) return cached;
    const ids = atoms.find(token);
    const found = { ids, starts: ids.some((symbol) => root.steps.some(({ next }) => next.has(symbol))) };
    if (cache.size >= cacheLimit) cache.clear();
    cache.set(key, found);
    return found;
  };
}

function sequencesOf(entry: PhraseEntry, pattern: string, context: PhraseContext): Sequence[] {
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
      step = { gap, next: new Map() };
      node.steps.push(step);
    }
    const symbol = atoms.symbol(atom);
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

/** Interned atoms: words and lemmas are looked up, the few others are tried one by one. */
class AtomTable {
  readonly #morphology: Morphology;
  readonly #ids = new Map<string, number>();
  readonly #words = new Map<string, number>();
  readonly #lemmas = new Map<string, number>();
  readonly #tested: { symbol: number; atom: Atom }[] = [];
  readonly #groups = new Map<number, number[]>();

  constructor(morphology: Morphology) {
    this.#morphology = morphology;
  }

  symbol(atom: Atom): number {
    const key = atom.kind === 'word' ? atom.word : JSON.stringify(atom);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(key, id);
    if (atom.kind === 'word') this.#words.set(atom.word, id);
    else if (atom.kind === 'reading' && atom.lemma !== null && atom.tags.length + atom.without.length === 0) {
      this.#lemmas.set(atom.lemma, id);
    } else if (atom.kind === 'one_of') {
      for (const member of atom.atoms) {
        const symbol = this.symbol(member);
        this.#groups.set(symbol, [...(this.#groups.get(symbol) ?? []), id]);
      }
    } else this.#tested.push({ symbol: id, atom });
    return id;
  }

  find(token: Token): readonly number[] {
    const found = new Set<number>();
    const add = (symbol: number | undefined) => {
      if (symbol === undefined || found.has(symbol)) return;
      found.add(symbol);
      for (const group of this.#groups.get(symbol) ?? []) add(group);
    };
    const forms = token.heard === token.norm ? [token.norm] : [token.norm, token.heard];
    for (const form of forms) {
      add(this.#words.get(form));
      const readings = this.#morphology.readings(form);
      // «Ошибка-то»: the particle does not change the word; «чего-то» is a word of its own.
      if (/-(?:то|таки)$/.test(form) && !readings.some(({ lemma }) => lemma.includes('-'))) {
        add(this.#words.get(form.replace(/-(?:то|таки)$/, '')));
      }
      for (const reading of readings) add(this.#lemmas.get(reading.lemma));
      // A lemma the dictionary does not know is matched by its own form, a long misheard word by the word it is near to.
      add(this.#lemmas.get(form));
      if (form.length >= shortestFuzzy && found.size === 0 && !readings.some((reading) => reading.known)) {
        for (const [word, symbol] of this.#words) {
          if (word.length >= shortestFuzzy && isOneEditAway(word, form)) add(symbol);
        }
      }
      for (const { symbol, atom } of this.#tested) {
        if (atom.kind === 'any') add(symbol);
        if (atom.kind === 'number' && isNumberWord(form, readings)) add(symbol);
        if (atom.kind === 'hesitation' && isHesitation(form)) add(symbol);
        if (atom.kind !== 'reading') continue;
        const fits = readings.some(
          (reading) =>
            (atom.lemma === null || reading.lemma === atom.lemma) && atom.tags.every((tag) => reading.tags.has(tag)),
        );
        const positive = atom.tags.length > 0 || atom.lemma !== null;
        const barred = readings.some((reading) => atom.without.some((tag) => reading.tags.has(tag)));
        if ((fits || !positive) && !barred) add(symbol);
      }
    }
    return [...found];
  }
}
