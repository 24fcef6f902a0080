/** The words of a page of stored calls: read in one binary answer, decoded call by call while they are judged. */
import { z } from 'zod';
import type { Segment, Speaker, Word } from '../../domain/call.ts';
import type { FactsClient } from './client.ts';
import { binaryAnswer, factsQuery } from './query.ts';
import { RowBinaryReader } from './row-binary.ts';
import { these, theseCalls } from './these-calls.ts';

/** Calls, and the runs whose rows are meant. */
export const partsOfPage = z.object({ these, analyses: z.array(z.string()) });
export const ofPage = `${theseCalls} AND analysis_id IN {analyses:Array(UUID)}`;

const segmentsOfPage = factsQuery({
  name: 'segments_of_page',
  sql: `SELECT call_id, speaker, start_ms, end_ms, text, word_text, word_start_ms, word_end_ms, word_confidence
        FROM segments FINAL WHERE ${ofPage} ORDER BY day, call_id, seq`,
  params: partsOfPage,
  // Read in binary: the columns' own types are the schema.
  row: z.unknown(),
  limit: 10_000_000,
});

const uuidBytes = 16;
/** As the column's Enum8 numbers them. */
const speakers: readonly (Speaker | undefined)[] = [undefined, 'operator', 'client', 'specialist', 'ivr'];

/** Segments of calls; each call is decoded when it is asked for, in the order of the page. */
export interface PageOfWords {
  segmentsOf(callId: string): Segment[];
}

/** @param page its calls ascending by day and id, as they will be asked for */
export async function readWords(client: FactsClient, page: z.input<typeof partsOfPage>): Promise<PageOfWords> {
  const reader = new RowBinaryReader(await binaryAnswer(client, segmentsOfPage, page));
  /** The call whose rows come next. */
  let next = reader.done ? null : { place: reader.place, id: reader.uuid() };
  return {
    segmentsOf(callId) {
      const segments: Segment[] = [];
      while (next !== null && next.id === callId) {
        segments.push(readSegment(reader));
        if (reader.done) next = null;
        else if (reader.repeats(next.place, uuidBytes)) reader.skip(uuidBytes);
        else next = { place: reader.place, id: reader.uuid() };
      }
      return segments;
    },
  };
}

function readSegment(reader: RowBinaryReader): Segment {
  const speaker = speakers[reader.byte()];
  if (speaker === undefined) throw new Error('a speaker that the table does not have');
  const segment: Segment = {
    speaker,
    start: reader.uint32() / 1000,
    end: reader.uint32() / 1000,
    text: reader.text(),
  };
  const words: Word[] = [];
  for (let left = reader.count(); left > 0; left -= 1) words.push({ text: reader.word(), start: 0, end: 0 });
  reader.count();
  for (const word of words) word.start = reader.uint32() / 1000;
  reader.count();
  for (const word of words) word.end = reader.uint32() / 1000;
  reader.count();
  for (const word of words) {
    const confidence = reader.float32();
    // Float32 keeps 7 digits: 0.97 comes back as 0.9700000286.
    if (confidence >= 0) word.confidence = Math.round(confidence * 1e6) / 1e6;
  }
  if (words.length > 0) segment.words = words;
  return segment;
}
