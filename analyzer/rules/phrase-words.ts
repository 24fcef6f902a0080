/** What compiled phrases know of word forms: found once a form, kept in arrays under its number. */
import type { Token } from '../language/tokens.ts';
import { formBlockBits } from '../language/word-forms.ts';
import type { AtomTable } from './atom-table.ts';
import type { TrieNode, TrieStep } from './trie.ts';

export interface WordSymbols {
  /** Which atoms of the patterns the word satisfies. */
  ids: readonly number[];
  /** Entries that have the word alone as a phrase. */
  alone: readonly number[];
  /** What may follow the word at the beginning of longer phrases. */
  steps: readonly TrieStep[];
}

/** One bit for every symbol modulo 32: masks without a common bit have no common symbol. */
export const maskOf = (symbol: number): number => 1 << (symbol & 31);

const unknown = 0;
const known = 1;
const begins = 2;
const nothing: WordSymbols = { ids: [], alone: [], steps: [] };
/** Asked several times for every word of every call. */
const placeBits = (1 << formBlockBits) - 1;
const placeOf = (form: number): number => form & placeBits;

/** Holds the forms of one block (see `formNumber`): those of a call are in one. */
export class PhraseWords {
  readonly #atoms: AtomTable;
  readonly #root: TrieNode;
  #block = 0;
  #symbols: WordSymbols[] = [];
  #kinds = new Uint8Array(1_024);
  #masks = new Int32Array(1_024);

  constructor(atoms: AtomTable, root: TrieNode) {
    this.#atoms = atoms;
    this.#root = root;
  }

  /** Makes the forms of the tokens `from`…`to` known: the other questions are about known forms only. */
  learn(tokens: readonly Token[], from = 0, to = tokens.length - 1): void {
    for (let i = from; i <= to; i += 1) {
      const token = tokens[i];
      if (token === undefined) continue;
      if (token.form >> formBlockBits !== this.#block) this.#forget(token.form >> formBlockBits);
      if ((this.#kinds[placeOf(token.form)] ?? unknown) === unknown) this.#learn(token);
    }
  }

  /** Whether some phrase begins with the form: most forms begin none. */
  begins(form: number): boolean {
    return this.#kinds[placeOf(form)] === begins;
  }

  /** One bit for every symbol of the form. */
  mask(form: number): number {
    return this.#masks[placeOf(form)] ?? 0;
  }

  symbols(form: number): WordSymbols {
    return this.#symbols[placeOf(form)] ?? nothing;
  }

  #learn(token: Token): void {
    const place = placeOf(token.form);
    const ids = this.#atoms.find(token);
    const beginnings = this.#root.steps.flatMap(({ next }) => ids.flatMap((symbol) => next.get(symbol) ?? []));
    if (place >= this.#kinds.length) this.#grow(place);
    this.#kinds[place] = beginnings.length > 0 ? begins : known;
    this.#masks[place] = ids.reduce((bits, symbol) => bits | maskOf(symbol), 0);
    if (ids.length === 0) return;
    // Filled up to the place, so that the array has no large holes.
    while (this.#symbols.length <= place) this.#symbols.push(nothing);
    this.#symbols[place] = {
      ids,
      alone: beginnings.flatMap(({ ends }) => ends),
      steps: beginnings.flatMap(({ steps }) => steps),
    };
  }

  #grow(place: number): void {
    const size = Math.max(2 * this.#kinds.length, place + 1);
    const [kinds, masks] = [new Uint8Array(size), new Int32Array(size)];
    kinds.set(this.#kinds);
    masks.set(this.#masks);
    this.#kinds = kinds;
    this.#masks = masks;
  }

  #forget(block: number): void {
    this.#block = block;
    this.#symbols = [];
    this.#kinds.fill(unknown);
  }
}
