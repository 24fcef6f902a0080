/** Announcements of telephony services: what is known of a call (no recording), or that a recording can be fetched. */
export interface AnnouncedCallsTable {
  /** Digest of the service, the call's number and the recording's: the same message twice is one row. */
  id: string;
  service: 'mango' | 'uis';
  /** Number that the service knows the call by. */
  entry: string;
  /** Number or address of the recording; null in a row that tells of the call. */
  recording: string | null;
  /** JSON of what is known of the call; null in a row that tells of a recording alone. */
  metadata: string | null;
  attempts: number;
  /** Null: there is nothing to fetch, it is fetched, or given up. */
  next_try_at: string | null;
  /** Why the last attempt failed; null when it did not. */
  error: string | null;
  at: string;
}
