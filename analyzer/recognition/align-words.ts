/** Alignment of two lists of words by edit distance: what a recogniser got right, changed, left out and added. Pure. */
import { KamertonError } from '#platform';

/** Indexes of a word in the reference and in the hypothesis; null where the other side has none. */
export interface AlignedPair {
  reference: number | null;
  hypothesis: number | null;
}

/** 15,000 × 15,000 words are some five hours of talk on each side and 225 MB of memory. */
const mostCells = 225_000_000;

const match = 0;
const left = 1;
const up = 2;

/**
 * Pairs two lists of words with the fewest edits, and among those with the most words that are equal: so the counts of
 * substitutions, deletions and insertions do not depend on the direction, and swapping the lists swaps the last two.
 * @throws KamertonError `bad_input` for texts that are too long to compare in memory
 */
export function alignWords(reference: readonly string[], hypothesis: readonly string[]): AlignedPair[] {
  const rows = reference.length + 1;
  const columns = hypothesis.length + 1;
  if (rows * columns > mostCells) throw new KamertonError('bad_input', 'расшифровки слишком длинны для сравнения');
  // One edit weighs more than all substitutions together could add: they only decide between equal distances.
  const edit = rows + columns;
  const moves = new Uint8Array(rows * columns);
  let above = Float64Array.from({ length: columns }, (_, j) => j * edit);
  let current = new Float64Array(columns);
  moves.fill(left, 1, columns);
  for (let i = 1; i < rows; i++) {
    current[0] = i * edit;
    moves[i * columns] = up;
    const word = reference[i - 1];
    for (let j = 1; j < columns; j++) {
      const paired = (above[j - 1] ?? 0) + (word === hypothesis[j - 1] ? 0 : edit + 1);
      const deleted = (above[j] ?? 0) + edit;
      const inserted = (current[j - 1] ?? 0) + edit;
      const least = Math.min(paired, deleted, inserted);
      current[j] = least;
      moves[i * columns + j] = least === paired ? match : least === deleted ? up : left;
    }
    [above, current] = [current, above];
  }
  const pairs: AlignedPair[] = [];
  for (let i = rows - 1, j = columns - 1; i > 0 || j > 0; ) {
    const move = moves[i * columns + j];
    if (move !== left) i -= 1;
    if (move !== up) j -= 1;
    pairs.push({ reference: move === left ? null : i, hypothesis: move === up ? null : j });
  }
  return pairs.reverse();
}
