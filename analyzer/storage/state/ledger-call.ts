/** A row of the ledger: as it is stored, as the product sees it, and the cursor of a page of them. */
import { type CallMetadata, callMetadataSchema, type Segment } from '../../domain/call.ts';
import type { CallState, StageName } from '../../domain/call-state.ts';
import type { CallsTable } from './tables/calls-table.ts';

/** A call as it was taken in. */
export interface ReceivedCall {
  id: string;
  externalId: string;
  source: 'upload' | 'demo' | 'import';
  metadata: CallMetadata;
  recording: string | null;
  recordingSha256: string | null;
  transcript: Segment[] | null;
}

/** A row of the ledger as the product sees it; the transcript, which may be long, is read apart. */
export interface LedgerCall extends Omit<ReceivedCall, 'transcript'> {
  day: string;
  receivedAt: string;
  /** When the sound, and when the words were deleted because their time was over; null while they are kept. */
  recordingDeletedAt: string | null;
  wordsDeletedAt: string | null;
  duration: number | null;
  state: CallState;
  stage: StageName | null;
  attempts: number;
  run: number;
  error: { code: string; message: string } | null;
}

/** What is read of a row: everything but the transcript, which may be long. */
export const columns = [
  'id',
  'external_id',
  'source',
  'metadata',
  'recording',
  'recording_sha256',
  'recording_deleted_at',
  'words_deleted_at',
  'day',
  'received_at',
  'duration',
  'state',
  'stage',
  'attempts',
  'run',
  'error_code',
  'error_message',
] as const;

/** A stored row as a call. */
export function toCall(row: Pick<CallsTable, (typeof columns)[number]>): LedgerCall {
  return {
    id: row.id,
    externalId: row.external_id,
    source: row.source as ReceivedCall['source'],
    metadata: callMetadataSchema.parse(JSON.parse(row.metadata)),
    recording: row.recording,
    recordingSha256: row.recording_sha256,
    recordingDeletedAt: row.recording_deleted_at,
    wordsDeletedAt: row.words_deleted_at,
    day: row.day,
    receivedAt: row.received_at,
    duration: row.duration,
    state: row.state,
    stage: row.stage,
    attempts: Number(row.attempts),
    run: Number(row.run),
    error: row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
  };
}

/** The place after a call in the list, with the number of calls in it. */
export const writeCursor = (call: LedgerCall, total: number) =>
  Buffer.from(`${call.receivedAt} ${call.id} ${total}`).toString('base64url');

/** What `writeCursor` wrote; null when it is something else. */
export function readCursor(cursor: string): { receivedAt: string; id: string; total: number | undefined } | null {
  const [receivedAt, id, total = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  return receivedAt && id ? { receivedAt, id, total: /^\d{1,12}$/.test(total) ? Number(total) : undefined } : null;
}
