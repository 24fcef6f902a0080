/** The trie of compiled phrases: symbols of words on its edges, phrases at its nodes. */

/** Edges over which at most `gap` words may be skipped before the next one; `mask`: one bit for every symbol of theirs, as `PhraseWords.mask`. */
export interface TrieStep {
  gap: number;
  next: Map<number, TrieNode>;
  mask: number;
}
export interface TrieNode {
  steps: TrieStep[];
  /** Indexes of the entries whose phrase ends here. */
  ends: number[];
}
