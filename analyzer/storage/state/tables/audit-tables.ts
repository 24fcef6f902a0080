/** The audit log: chained rows, the ids that can be forgotten, and the places where an old part was cut off. */

export interface AuditLogTable {
  /** 1, 2, 3 … without gaps: whoever inserts a number first has it. */
  seq: number;
  at: string;
  actor_id: string | null;
  actor_login: string;
  ip: string;
  action: string;
  object_kind: string;
  object_id: string | null;
  result: string;
  /** JSON object of small facts. */
  details: string;
  prev_hash: string;
  /** SHA-256 over the canonical JSON of all fields above, hex. */
  row_hash: string;
}

/** What a reference in the log stands for. A row here is deleted with the data it names; the chain stays whole. */
export interface AuditObjectsTable {
  ref: string;
  kind: string;
  id: string;
}

/** Signed statements that rows up to `seq` were deleted because their time was over. */
export interface AuditAnchorsTable {
  seq: number;
  row_hash: string;
  at: string;
  signature: string;
}
