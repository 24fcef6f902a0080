/** The atoms of compiled patterns, interned: which of them a word satisfies. */
import type { Morphology } from '../language/morphology.ts';
import type { Token } from '../language/tokens.ts';
import { isOneEditAway, shortestFuzzy } from './near-miss.ts';
import type { Atom } from './pattern.ts';
import { isHesitation, isNumberWord } from './word-shape.ts';

/** Interned atoms: words and lemmas are looked up, the few others are tried one by one. */
export class AtomTable {
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

  /** Symbols of the atoms that a word satisfies, by its normal form and as it was heard. */
  find(token: Pick<Token, 'norm' | 'heard'>): readonly number[] {
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
