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
  /** What calls that it judged are stamped with; empty for versions before they were kept. */
  lexicon_version: string;
  scorecard_version: string;
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
  /** Accounts that wrote something in it, JSON. */
  editors: string;
}

/** Which version came into force when; the highest `seq` is in force, going back is a new row. */
export interface LexiconActivationsTable {
  seq: number;
  number: number;
  actor: string;
  comment: string;
  at: string;
}

/** A job of the workbench over many calls. */
export interface LexiconRunsTable {
  id: string;
  kind: 'dry_run' | 'rescore' | 'suggest';
  draft_id: string | null;
  version_number: number | null;
  /** Of the content that it runs on. */
  sha256: string;
  state: 'waiting' | 'running' | 'stopping' | 'stopped' | 'done' | 'failed';
  /** Calls that are through and calls in all. */
  done: number;
  total: number;
  attempt: number;
  /** JSON; null until it is done. */
  result: string | null;
  /** JSON: where the next attempt goes on. */
  checkpoint: string | null;
  error: string | null;
  actor: string;
  asked_at: string;
  ended_at: string | null;
}
