/** Whose calls a reader may see. Every query of calls, in the ledger and in the facts, takes one. */

/**
 * - `all`: every call; - `teams`: calls of the operators of the reader's teams (never an empty list: that is `none`);
 * - `operator`: the operator's own calls; - `none`: nothing. Calls without an operator are in `all` only.
 */
export type CallScope =
  | { kind: 'all' }
  | { kind: 'teams'; operatorIds: readonly string[] }
  | { kind: 'operator'; operatorId: string }
  | { kind: 'none' };
