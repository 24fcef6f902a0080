/** What operators and supervisors say to each other about calls. */

export interface DisputesTable {
  id: string;
  finding_id: string;
  call_id: string;
  day: string;
  operator_id: string;
  /** FindingAnchor as JSON. */
  anchor: string;
  entry: string;
  opened_by: string;
  opened_at: string;
  text: string;
  state: 'open' | 'accepted' | 'rejected';
  resolved_by: string | null;
  resolved_at: string | null;
  resolution: string | null;
  /** Request that decided it; null of one that is open, and of those decided before requests were kept. */
  resolution_id: string | null;
}

export interface AcknowledgementsTable {
  call_id: string;
  /** The judgement that was acknowledged: a new one is to be acknowledged again. */
  analysis_id: string;
  account: string;
  at: string;
}

export interface CoachingNotesTable {
  id: string;
  operator_id: string;
  author: string;
  text: string;
  /** CoachingClip[] as JSON. */
  clips: string;
  created_at: string;
  acknowledged_by: string | null;
  acknowledged_at: string | null;
}

export interface NotificationsTable {
  id: string;
  recipient: string;
  kind: string;
  link: string;
  /** JSON object of short values for the text. */
  values: string;
  created_at: string;
  read_at: string | null;
}

export interface CommentsTable {
  id: string;
  call_id: string;
  second: number;
  author: string;
  text: string;
  created_at: string;
  edited_at: string | null;
  deleted_at: string | null;
}
