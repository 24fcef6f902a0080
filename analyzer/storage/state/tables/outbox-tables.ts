/** Rows on their way to the facts store, and leases of work that only one process does at a time. */
import type { Generated } from 'kysely';

export interface OutboxTable {
  seq: Generated<number>;
  /** Id of the fact: the same row delivered twice is one. */
  id: string;
  topic: string;
  /** Rows of one key (a call) arrive in the order in which they were written. */
  key: string;
  /** The row, JSON. */
  payload: string;
  created_at: string;
  attempts: Generated<number>;
  /** Not before this time; null: at once. */
  next_try_at: string | null;
  /** Given up at: the row lies aside for a person to look at. */
  failed_at: string | null;
  error: string | null;
}

export interface LeasesTable {
  name: string;
  holder: string;
  expires_at: string;
}
