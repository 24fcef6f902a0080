/** Lexicons that trainers write. */

/** A published version; never changed. */
export interface LexiconVersionsTable {
  number: number;
  sha256: string;
  /** JSON. */
  content: string;
  /** Version it was made from. */
  base: number | null;
  author: string;
  comment: string;
  published_at: string;
}

export interface LexiconDraftsTable {
  id: string;
  base: number | null;
  content: string;
  sha256: string;
  author: string;
  comment: string;
  state: 'editing' | 'published' | 'discarded';
  /** Grows with every change; whoever changes names the one they saw. */
  version: number;
  changed_by: string;
  changed_at: string;
}

/** Which version came into force when; the highest `seq` is in force, going back is a new row. */
export interface LexiconActivationsTable {
  seq: number;
  number: number;
  actor: string;
  comment: string;
  at: string;
}
