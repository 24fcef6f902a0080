/** Retention: settings, deletions on their way, holds. */

/** Settings of the product that people change, by name; JSON. */
export interface SettingsTable {
  name: string;
  value: string;
  updated_at: string;
}

export interface DeletionsTable {
  id: string;
  kind: 'retention' | 'request';
  state: 'asked' | 'approved' | 'running' | 'finished' | 'rejected';
  /** Why, in words for the act. */
  ground: string;
  /** What was searched for (a telephone or account number); emptied when the deletion ends. */
  subject: string | null;
  requested_by: string;
  requested_login: string;
  requested_at: string;
  approved_by: string | null;
  approved_login: string | null;
  started_at: string | null;
  finished_at: string | null;
  calls: number;
  /** The signed act (DeletionAct), JSON. */
  act: string | null;
}

/** Calls of a deletion that is not finished. The rows go when its act is signed. */
export interface DeletionItemsTable {
  deletion_id: string;
  call_id: string;
  level: string;
  day: string;
  recording: string | null;
  /** Id under which the numbers of the call live on. */
  new_id: string;
  /** What of the act is known already (DeletedObject), JSON; null while the call stands untouched. */
  object: string | null;
  /** 1 when sound, state and queue are clean; the facts of all calls follow together. */
  done: number;
}

/** Calls that nothing may delete. */
export interface LegalHoldsTable {
  call_id: string;
  reason: string;
  set_by: string;
  set_login: string;
  set_at: string;
}
