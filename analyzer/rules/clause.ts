/** Looking around a token inside its clause. */
import type { Token } from '../language/tokens.ts';

/** Index of the first token of the clause that holds token `i`. */
export function clauseStart(tokens: readonly Token[], i: number): number {
  let start = i;
  while (start > 0 && tokens[start - 1]?.clause === tokens[i]?.clause) start -= 1;
  return start;
}

/** Index of the last token of the clause that holds token `i`. */
export function clauseEnd(tokens: readonly Token[], i: number): number {
  let end = i;
  while (tokens[end + 1] && tokens[end + 1]?.clause === tokens[i]?.clause) end += 1;
  return end;
}

/** The neighbour `distance` words away when it stands in the same clause. */
export function neighbour(tokens: readonly Token[], i: number, distance: number): Token | undefined {
  const other = tokens[i + distance];
  return other?.clause === tokens[i]?.clause ? other : undefined;
}
