/** Files of watched sources that were taken or refused, and the last look at each source. */
export interface IngestFilesTable {
  /** Digest of the source, the path, the size and the time of change: the same file is known again, a new one is not. */
  id: string;
  source: string;
  /** Name without telephone numbers. The row names no call: it must outlive it, or a file left in its place would come back. */
  name: string;
  state: 'taken' | 'duplicate' | 'refused';
  reason: string | null;
  at: string;
}

export interface IngestSourcesTable {
  name: string;
  looked_at: string;
  /** Files that are there and not taken yet. */
  waiting: number;
  /** Calls that the CDR files of the source tell of; null without CDR. */
  cdr_calls: number | null;
  /** Why the source does not work; null while it does. */
  problem: string | null;
  /** Files in `done` and `rejected`, counted once an hour; null before the first count. */
  kept: number | null;
}
