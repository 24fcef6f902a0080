/** A call made of the files that somebody brings in: what it is called, what is known of it, and whether they may. */
import { type Account, type CallMetadata, callMetadataSchema, type IncomingCall, readTranscript } from '#analyzer';
import { KamertonError } from '#platform';
import { mayBringIn } from '../access/scope.ts';

/** A transcript of a three-hour call with word times is about 5 MB. */
export const mostTranscriptBytes = 33_554_432;

export interface BroughtFiles {
  /** `name`: the stored recording; `filename`: what people call the file. */
  recording: { name: string; filename: string } | null;
  transcript: { bytes: Uint8Array; filename: string } | null;
}

/**
 * What comes in. Words of whoever brings the call (`stated`) go before those of the transcript file.
 * @throws KamertonError `bad_input` for a transcript that cannot be read
 */
export function broughtCall({ recording, transcript }: BroughtFiles, stated: CallMetadata): IncomingCall {
  const read = transcript && readTranscript(transcript.bytes, transcript.filename);
  const filename = recording?.filename ?? transcript?.filename;
  return {
    source: 'upload',
    externalId: read?.id ?? (filename === undefined ? null : nameWithoutExtension(filename)),
    metadata: { ...read?.metadata, ...stated },
    recording: recording?.name ?? null,
    transcript: read?.segments ?? null,
  };
}

/** @throws KamertonError `bad_input` when the text is not the JSON of what is known of a call */
export function readCallMetadata(text: string): CallMetadata {
  try {
    return callMetadataSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new KamertonError('bad_input', 'поле metadata не читается: ожидается JSON со сведениями о звонке', { cause });
  }
}

/** @throws KamertonError `forbidden` when the call's operator is not one of theirs */
export function checkMayBringIn(account: Account, metadata: CallMetadata): void {
  if (!mayBringIn(account, metadata.operator?.id ?? null))
    throw new KamertonError(
      'forbidden',
      'можно загружать звонки операторов своих групп: укажите оператора в сведениях о звонке',
    );
}

/** The name people know the file by; control and direction characters must not reach a screen or a log. */
function nameWithoutExtension(filename: string): string {
  const clean = filename.replace(/[\p{C}]/gu, '').replace(/\.[^.]{1,5}$/, '');
  return clean.slice(0, 120) || 'запись';
}
