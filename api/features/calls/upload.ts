/** Reading an upload: a recording streamed to disk, a transcript file and the metadata, in whatever order they come. */
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { CallMetadata, IncomingCall } from '#analyzer';
import { KamertonError } from '#platform';
import type { ApiDeps } from '../../deps.ts';
import { type BroughtFiles, broughtCall, mostTranscriptBytes, readCallMetadata } from '../../intake/brought-call.ts';

/**
 * Reads the parts `recording`, `transcript` and `metadata` of a multipart request.
 * @throws KamertonError in words for the person who uploads; a recording already stored is then left for its next upload.
 */
export async function readUpload(request: FastifyRequest, recordings: ApiDeps['recordings']): Promise<IncomingCall> {
  try {
    return await readParts(request, recordings);
  } catch (error) {
    // The multipart parser throws bare errors for a broken body; errors of the disk and of ours carry a code.
    if (error instanceof Error && !('code' in error)) {
      throw new KamertonError('bad_input', 'загрузка оборвалась или составлена неверно; повторите её', {
        cause: error,
      });
    }
    throw error;
  }
}

async function readParts(request: FastifyRequest, recordings: ApiDeps['recordings']): Promise<IncomingCall> {
  const files: BroughtFiles = { recording: null, transcript: null };
  let stated: CallMetadata = {};
  for await (const part of request.parts()) {
    if (part.fieldname === 'recording' && part.type === 'file') {
      files.recording = { name: (await recordings.take(part.file)).name, filename: part.filename };
    } else if (part.fieldname === 'transcript' && part.type === 'file') {
      files.transcript = { bytes: await readWhole(part), filename: part.filename };
    } else if (part.fieldname === 'metadata' && part.type === 'field') {
      stated = readCallMetadata(String(part.value));
    } else {
      throw new KamertonError('bad_input', 'лишнее поле в загрузке: ожидаются recording, transcript и metadata');
    }
  }
  return broughtCall(files, stated);
}

async function readWhole(part: MultipartFile): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of part.file as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > mostTranscriptBytes) throw new KamertonError('too_large', 'расшифровка больше 32 МБ');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
