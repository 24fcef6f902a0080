/** Row types of the state database, as Kysely reads them. Times are ISO 8601 in UTC; JSON columns are text. */
import type { CallState, StageName } from '../../domain/call-state.ts';

interface UsersTable {
  id: string;
  login: string;
  name: string;
  role: string;
  operator_id: string | null;
  password_hash: string;
  disabled: number;
  created_at: string;
}

interface SessionsTable {
  /** SHA-256 of the cookie's token: the token itself is never stored. */
  token_hash: string;
  user_id: string;
  created_at: string;
  last_seen_at: string;
}

export interface CallsTable {
  id: string;
  external_id: string;
  source: string;
  /** Day of the call in UTC: the leading key of its facts. */
  day: string;
  operator_id: string | null;
  operator_name: string | null;
  direction: string | null;
  started_at: string | null;
  received_at: string;
  duration: number | null;
  /** Everything the telephony said (CallMetadata), JSON. */
  metadata: string;
  /** Name of the recording in the recordings store; null when only a transcript came. */
  recording: string | null;
  recording_sha256: string | null;
  /** Transcript that came with the call (Segment[]), JSON; null when the call is to be recognised. */
  transcript: string | null;
  state: CallState;
  stage: StageName | null;
  attempts: number;
  /** Number of the run: grows with each retry or re-score; the newest facts win by it. */
  run: number;
  error_code: string | null;
  error_message: string | null;
  updated_at: string;
}

export interface StateTables {
  users: UsersTable;
  sessions: SessionsTable;
  calls: CallsTable;
}
