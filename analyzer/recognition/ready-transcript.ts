/** Reads transcripts that come with a call: our exchange format, WebVTT and SRT with speakers, JSON of Whisper programs. */
import { type Call, type CallMetadata, callMetadataSchema, callSchema, type Segment } from '../domain/call.ts';
import { readSubtitles } from './subtitles.ts';
import { badTranscript, parseJson, shapeError } from './transcript-errors.ts';
import { looksLikeWhisper, readWhisperTranscript } from './whisper-transcript.ts';

export interface ReadyTranscript {
  /** The call's id, where the file names one. */
  id?: string | undefined;
  metadata: CallMetadata;
  segments: Segment[];
}

const transcriptSchema = callSchema.partial({ id: true });

/**
 * Reads one transcript file; what it is, its content says and not its name.
 * @param name file name, for errors
 * @throws KamertonError `bad_transcript` with the line or the field that is wrong
 */
export function readTranscript(content: Uint8Array | string, name: string): ReadyTranscript {
  const text = typeof content === 'string' ? content : decodeText(content);
  const begin = text.trimStart();
  if (begin === '') throw badTranscript(name, 'файл пуст');
  if (begin.startsWith('{') || begin.startsWith('[')) return readJson(text, name);
  if (begin.startsWith('WEBVTT') || text.includes('-->')) {
    return { metadata: {}, segments: readSubtitles(text, name) };
  }
  throw badTranscript(name, 'это не расшифровка: годятся JSON, WebVTT и SRT');
}

/**
 * Reads one call of the exchange format, for example a line of a .jsonl file.
 * @throws KamertonError `bad_transcript`
 */
export function parseCall(json: string): Call {
  const parsed = callSchema.safeParse(parseJson(json, ''));
  if (!parsed.success) throw shapeError('', parsed.error);
  return parsed.data;
}

function readJson(text: string, name: string): ReadyTranscript {
  const value = parseJson(text, name);
  if (looksLikeWhisper(value)) return { metadata: {}, segments: readWhisperTranscript(value, name) };
  if (Array.isArray(value))
    throw badTranscript(name, 'в файле список, а нужен один звонок (списки – в .jsonl, по строке на звонок)');
  const parsed = transcriptSchema.safeParse(value);
  if (!parsed.success) throw shapeError(name, parsed.error);
  const { id, segments } = parsed.data;
  return { id, segments, metadata: callMetadataSchema.parse(value) };
}

/** UTF-8 or UTF-16 with a mark; what is neither is taken for Windows-1251, the other encoding of Russian text files. */
function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}
