/** Looking around a token inside its clause. */
import type { Token } from '../language/tokens.ts';

/** The neighbour `distance` words away when it stands in the same clause. */
export function neighbour(tokens: readonly Token[], i: number, distance: number): Token | undefined {
  const other = tokens[i + distance];
  return other?.clause === tokens[i]?.clause ? other : undefined;
}
