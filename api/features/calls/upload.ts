/** Reading an upload: a recording streamed to disk, a transcript file and the metadata, in whatever order they come. */
import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { type CallMetadata, callMetadataSchema, type IncomingCall, readTranscript } from '#analyzer';
import { KamertonError } from '#platform';
import type { ApiDeps } from '../../deps.ts';

/** A transcript of a three-hour call with word times is about 5 MB. */
const mostTranscriptBytes = 33_554_432;

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
  const call: IncomingCall = { source: 'upload', externalId: null, metadata: {}, recording: null, transcript: null };
  let stated: CallMetadata = {};
  for await (const part of request.parts()) {
    if (part.fieldname === 'recording' && part.type === 'file') {
      call.recording = (await recordings.take(part.file)).name;
      call.externalId ??= nameWithoutExtension(part.filename);
    } else if (part.fieldname === 'transcript' && part.type === 'file') {
      const transcript = readTranscript(await readWhole(part), part.filename);
      call.transcript = transcript.segments;
      call.metadata = transcript.metadata;
      call.externalId = transcript.id ?? call.externalId ?? nameWithoutExtension(part.filename);
    } else if (part.fieldname === 'metadata' && part.type === 'field') {
      stated = readMetadata(part);
    } else {
      throw new KamertonError('bad_input', 'лишнее поле в загрузке: ожидаются recording, transcript и metadata');
    }
  }
  return { ...call, metadata: { ...call.metadata, ...stated } };
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

function readMetadata(part: Extract<Multipart, { type: 'field' }>): CallMetadata {
  try {
    return callMetadataSchema.parse(JSON.parse(String(part.value)));
  } catch (error) {
    throw new KamertonError('bad_input', 'поле metadata не читается: ожидается JSON со сведениями о звонке', {
      cause: error,
    });
  }
}

/** The name people know the file by; control and direction characters must not reach a screen or a log. */
function nameWithoutExtension(filename: string): string {
  const clean = filename.replace(/[\p{C}]/gu, '').replace(/\.[^.]{1,5}$/, '');
  return clean.slice(0, 120) || 'запись';
}
