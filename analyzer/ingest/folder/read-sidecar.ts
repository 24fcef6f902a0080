/** The file beside a recording: what is known of the call, and its words where somebody has them. */
import { z } from 'zod';
import { type CallMetadata, callMetadataSchema, type Segment } from '../../domain/call.ts';
import { KamertonError } from '../../platform/errors.ts';
import { readTranscript } from '../../recognition/ready-transcript.ts';
import type { FoundFile, Place } from '../place.ts';

export interface Sidecar {
  id: string | null;
  metadata: CallMetadata;
  transcript: Segment[] | null;
  /** Its files. */
  paths: string[];
}

const mostBytes = 32 * 2 ** 20;
const idSchema = z.object({ id: z.string().min(1).max(200).optional() });

/** The sidecars of a recording, by its stem: `<stem>.json`, `<stem>.vtt`, `<stem>.srt`, also `<file>.json`. */
export function sidecarsOf(stem: string, file: string, beside: ReadonlyMap<string, FoundFile>): FoundFile[] {
  return [`${stem}.json`, `${file}.json`, `${stem}.vtt`, `${stem}.srt`].flatMap((path) => beside.get(path) ?? []);
}

/**
 * Reads them; the later one wins.
 * @throws KamertonError `bad_transcript` or `bad_input` naming the file
 */
export async function readSidecars(place: Pick<Place, 'readSmall'>, files: readonly FoundFile[]): Promise<Sidecar> {
  const sidecar: Sidecar = { id: null, metadata: {}, transcript: null, paths: files.map(({ path }) => path) };
  for (const file of files) {
    const name = file.path.split('/').at(-1) ?? '';
    const bytes = await place.readSmall(file, mostBytes);
    if (!name.toLowerCase().endsWith('.json') || hasWords(bytes)) {
      const { id, metadata, segments } = readTranscript(bytes, name);
      Object.assign(sidecar, { id: id ?? sidecar.id, transcript: segments });
      Object.assign(sidecar.metadata, metadata);
    } else {
      const value = parsed(bytes, name);
      sidecar.id = idSchema.parse(value).id ?? sidecar.id;
      Object.assign(sidecar.metadata, callMetadataSchema.parse(value));
    }
  }
  return sidecar;
}

const hasWords = (bytes: Buffer) => /"segments"\s*:/.test(bytes.toString('latin1'));

function parsed(bytes: Buffer, name: string): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    idSchema.extend(callMetadataSchema.shape).parse(value);
    return value;
  } catch (cause) {
    const field = cause instanceof z.ZodError ? `, поле ${cause.issues[0]?.path.join('.') ?? ''}` : '';
    throw new KamertonError('bad_input', `${name}: ожидается JSON со сведениями о звонке${field}`, { cause });
  }
}
