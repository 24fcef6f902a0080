/** Errors of ready transcripts: one clear line with the place in the file, and nothing of what was said. */
import type { ZodError } from 'zod';
import { KamertonError } from '#platform';

/** `bad_transcript`: «расшифровка call.vtt, строка 12: …». An empty name leaves the file out. */
export function badTranscript(name: string, cause: string, line?: number): KamertonError {
  const place = [name === '' ? '' : `расшифровка ${name}`, line === undefined ? '' : `строка ${line}`].filter(Boolean);
  return new KamertonError('bad_transcript', place.length === 0 ? cause : `${place.join(', ')}: ${cause}`);
}

/** Parses JSON. @throws KamertonError `bad_transcript` with the line where it breaks off, when the engine tells */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const position = /at position (\d+)/.exec(String(error))?.[1];
    const line = position === undefined ? undefined : text.slice(0, Number(position)).split('\n').length;
    throw badTranscript(name, 'это не JSON', text.includes('\n') ? line : undefined);
  }
}

/** The first thing that is wrong with the shape: «segments[3].start: …». */
export function shapeError(name: string, error: ZodError): KamertonError {
  const issue = error.issues[0];
  const field = (issue?.path ?? []).reduce<string>(
    (path, key) => (typeof key === 'number' ? `${path}[${key}]` : path === '' ? String(key) : `${path}.${String(key)}`),
    '',
  );
  return badTranscript(name, `поле ${field === '' ? 'звонка' : field} – ${issue?.message ?? 'неверно'}`);
}
