/** Reads the JSON of whisper.cpp's `main` (-ojf): tokens become words, bytes become letters. Pure. */
import { z } from 'zod';
import type { RecognizedWord } from './recognizer.ts';

/** First id that is not text in multilingual models: end of text, languages, tasks and timestamps follow. */
const firstSpecialToken = 50_257;

const offsetsSchema = z.object({ from: z.number(), to: z.number() });
const tokenSchema = z.object({
  text: z.string(),
  id: z.number().int(),
  p: z.number().nullable().optional(),
  offsets: offsetsSchema.optional(),
});
const segmentSchema = z.object({ offsets: offsetsSchema, text: z.string(), tokens: z.array(tokenSchema).default([]) });
const outputSchema = z.object({ transcription: z.array(segmentSchema) });
type WhisperSegment = z.infer<typeof segmentSchema>;
type WhisperToken = z.infer<typeof tokenSchema>;

const space = 0x20;
const utf8 = new TextDecoder('utf-8');

/**
 * Words of one whisper.cpp output, seconds.
 * The text is read byte by byte (latin1): version 1.5 splits letters at token borders, so that single tokens are not valid UTF-8;
 * a word begins at a token whose first byte is a space and is decoded as a whole (notes, recognition §2).
 * @throws SyntaxError or ZodError when it is no such output
 */
export function wordsOfWhisperJson(bytes: Uint8Array): RecognizedWord[] {
  const parsed: unknown = JSON.parse(tidyJson(Buffer.from(bytes).toString('latin1')));
  return outputSchema.parse(parsed).transcription.flatMap(wordsOfSegment);
}

/** Raw control characters inside strings and `nan`/`inf` outside of them are no JSON, but the program writes them. */
function tidyJson(text: string): string {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:nan|inf)\b/gs, (match) => {
    if (!match.startsWith('"')) return 'null';
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    return match.replace(/[\u0000-\u001f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  });
}

function wordsOfSegment(segment: WhisperSegment): RecognizedWord[] {
  const words: WhisperToken[][] = [];
  for (const token of segment.tokens) {
    if (token.id >= firstSpecialToken || token.text === '') continue;
    const current = words.at(-1);
    if (current === undefined || token.text.charCodeAt(0) === space) words.push([token]);
    else current.push(token);
  }
  return words.flatMap((tokens) => wordOf(tokens, segment));
}

function wordOf(tokens: WhisperToken[], segment: WhisperSegment): RecognizedWord[] {
  const bytes = Buffer.from(tokens.map((token) => token.text).join(''), 'latin1');
  // Newer versions glue a special token («[_TT_120]») to a letter that was never finished.
  const clean = utf8.decode(bytes).replace(/\ufffd|\[_[^\]]*\]/g, '');
  const text = clean.trim().replace(/\s+/g, ' ');
  // A dash or dots that stand alone are no words.
  if (!/[\p{L}\p{N}]/u.test(text)) return [];
  const start = tokens[0]?.offsets?.from ?? segment.offsets.from;
  const end = tokens.at(-1)?.offsets?.to ?? segment.offsets.to;
  const probabilities = tokens.map((token) => token.p ?? 0);
  return [
    {
      text,
      start: Math.max(0, start) / 1000,
      end: Math.max(0, start, end) / 1000,
      confidence: Math.min(1, Math.max(0, Math.min(...probabilities))),
    },
  ];
}
