/** Reads the JSON that Whisper programs write, where a diarising program has put speakers into it (WhisperX and the like). Pure. */
import { z } from 'zod';
import type { Segment } from '../domain/call.ts';
import { speakerNamesHint, speakerOfName } from './speaker-names.ts';
import { badTranscript, shapeError } from './transcript-errors.ts';

const wordSchema = z.object({
  word: z.string(),
  start: z.number().min(0).optional(),
  end: z.number().min(0).optional(),
  probability: z.number().min(0).max(1).optional(),
  score: z.number().min(0).max(1).optional(),
});
const segmentSchema = z.object({
  start: z.number().min(0),
  end: z.number().min(0),
  text: z.string(),
  speaker: z.string().optional(),
  words: z.array(wordSchema).optional(),
});
const transcriptSchema = z.object({ segments: z.array(segmentSchema) });

/** True for the JSON of a Whisper program: it names the language or the whole text, and knows no exchange format. */
export function looksLikeWhisper(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('transcription' in value) return true;
  return (
    'segments' in value && !('id' in value) && ('text' in value || 'language' in value || 'word_segments' in value)
  );
}

/** Segments of such a transcript. @throws KamertonError `bad_transcript` when it has no speakers or another shape */
export function readWhisperTranscript(value: unknown, name: string): Segment[] {
  const parsed = transcriptSchema.safeParse(value);
  if (!parsed.success) {
    if (typeof value === 'object' && value !== null && 'transcription' in value) throw withoutSpeakers(name);
    throw shapeError(name, parsed.error);
  }
  return parsed.data.segments.map((segment) => {
    const speaker = speakerOfName(segment.speaker ?? '');
    if (speaker === undefined) throw withoutSpeakers(name);
    const words = (segment.words ?? []).flatMap(({ word, start, end, probability, score }) => {
      const text = word.trim();
      if (text === '' || start === undefined || end === undefined) return [];
      const confidence = probability ?? score;
      return [{ text, start, end, ...(confidence === undefined ? {} : { confidence }) }];
    });
    const { start, end, text } = segment;
    return { speaker, start, end, text: text.trim(), ...(words.length > 0 ? { words } : {}) };
  });
}

function withoutSpeakers(name: string) {
  return badTranscript(
    name,
    `в расшифровке Whisper не указано, кто говорит – добавьте поле speaker: ${speakerNamesHint}`,
  );
}
