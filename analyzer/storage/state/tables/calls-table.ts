/** The ledger of calls. */
import type { CallState, StageName } from '../../../domain/call-state.ts';

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
  /** When the sound was deleted because its time was over. */
  recording_deleted_at: string | null;
  /** When the words were deleted, and with them what names the client. */
  words_deleted_at: string | null;
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
