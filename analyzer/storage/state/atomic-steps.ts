/** Statements that are written together or not at all: how a decision, its history and its outbox row become one. */
import type { CompiledQuery } from 'kysely';

/** One statement of a batch; values are known before it begins, nothing is read in between. */
export interface AtomicStep {
  query: { compile(): CompiledQuery };
  /** The guard of a compare-and-set: when this statement changes no row, the whole batch is taken back. */
  mustChange?: boolean;
}

export interface AtomicOptions {
  /** Batches of the same name are written one after the other: their outbox rows stand in the order of their commits. */
  inOrderOf?: string;
  /**
   * SQLite: the disk is waited for beside the event loop, not on it. Others may read the rows a moment before they are on the
   * disk: only for rows that nobody acts on before their writer has his answer.
   */
  diskAside?: boolean;
}

/** Runs the batch; false when a guard changed no row and nothing was written. */
export type Atomically = (steps: readonly AtomicStep[], options?: AtomicOptions) => Promise<boolean>;
