/** What a resumable upload carries: a recording, behind it (or alone) a transcript, and the fields that say so. */
import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import type { Upload } from '@tus/server';
import { z } from 'zod';
import type { CallMetadata, IncomingCall } from '#analyzer';
import { KamertonError } from '#platform';
import type { ApiDeps } from '../../deps.ts';
import { type BroughtFiles, broughtCall, mostTranscriptBytes, readCallMetadata } from '../../intake/brought-call.ts';

export interface SentFields {
  /** Length of the whole upload, bytes. */
  bytes: number;
  filename: string;
  metadata: CallMetadata;
  /** So many bytes at the end are the transcript; 0: there is none. */
  transcriptBytes: number;
  transcriptName: string;
}

const numberSchema = z.coerce.number().int().min(0).max(mostTranscriptBytes);

/** @throws KamertonError `bad_input` for fields that cannot be read, no length or an empty file; `too_large` */
export function sentFields({ size, metadata }: Pick<Upload, 'size' | 'metadata'>): SentFields {
  if (size === undefined)
    throw new KamertonError('bad_input', 'длина загрузки не названа: нужен заголовок Upload-Length');
  if (size === 0) throw new KamertonError('bad_input', 'файл пуст');
  const stated = metadata?.transcript_bytes ?? '';
  const transcriptBytes = numberSchema.safeParse(stated === '' ? 0 : stated);
  if (!transcriptBytes.success || transcriptBytes.data > size)
    throw new KamertonError(
      'bad_input',
      'поле transcript_bytes не читается: ожидается длина расшифровки, не больше 32 МБ',
    );
  const text = metadata?.metadata ?? '';
  return {
    bytes: size,
    filename: metadata?.filename ?? '',
    metadata: text === '' ? {} : readCallMetadata(text),
    transcriptBytes: transcriptBytes.data,
    transcriptName: metadata?.transcript_name ?? '',
  };
}

/**
 * Reads a finished upload: the recording goes into the store, the transcript is read.
 * @throws KamertonError in words for the person who uploads; a recording already stored is then left for its next upload.
 */
export async function readSentCall(
  path: string,
  { bytes, filename, metadata, transcriptBytes, transcriptName }: SentFields,
  recordings: Pick<ApiDeps['recordings'], 'take'>,
): Promise<IncomingCall> {
  const files: BroughtFiles = { recording: null, transcript: null };
  const recordingBytes = bytes - transcriptBytes;
  if (transcriptBytes > 0) {
    const transcript = await buffer(createReadStream(path, { start: recordingBytes }));
    files.transcript = { bytes: transcript, filename: transcriptName || filename };
  }
  if (recordingBytes > 0) {
    const { name } = await recordings.take(createReadStream(path, { end: recordingBytes - 1 }));
    files.recording = { name, filename };
  }
  return broughtCall(files, metadata);
}
