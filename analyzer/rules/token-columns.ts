/** Tokens as columns of numbers: what is looked at for every word of every call lies side by side. */
import type { Token } from '../language/tokens.ts';

export interface TokenColumns {
  /** `Token.form` of each token. */
  forms: Int32Array;
  turns: Int32Array;
}

const known = new WeakMap<readonly Token[], TokenColumns>();

/** Made once for a list of tokens, which must not change any more. */
export function columnsOf(tokens: readonly Token[]): TokenColumns {
  let columns = known.get(tokens);
  if (columns === undefined) {
    const forms = new Int32Array(tokens.length);
    const turns = new Int32Array(tokens.length);
    for (let i = 0; i < tokens.length; i += 1) {
      forms[i] = tokens[i]?.form ?? 0;
      turns[i] = tokens[i]?.turn ?? 0;
    }
    columns = { forms, turns };
    known.set(tokens, columns);
  }
  return columns;
}
