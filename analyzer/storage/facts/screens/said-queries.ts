/** The queries of the search of words: one for each number of words, answered by the text indexes or, before they were, by reading. */
import { z } from 'zod';
import { speakerSchema } from '../../../domain/call.ts';
import { factsQuery, inScope, scopedQuery } from '../query.ts';
import { these, theseCalls } from '../these-calls.ts';
import { afterPlace, largestPage, listedCall, listedColumns, newestParams } from './call-list.ts';
import { inFilter } from './period.ts';
import {
  asked,
  byRows,
  isPhrase,
  mayHold,
  rowsWith,
  type SaidMode,
  said,
  saidAmongFew,
  type Way,
} from './said-conditions.ts';

/** Segments shown of one call. */
export const shownSegments = 20;

const speakersParam = { speakers: z.array(z.string()) };
const forms = z.array(z.string());
const phraseParams = { rough: forms, phrase: z.string() };

const namesOf = (words: number) => Array.from({ length: words }, (_, i) => `w${i + 1}`);

const wordParams = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, forms]));

/** How much comes into question, counted up to `most` so that what is frequent is not counted to its end. */
function counted<P extends z.ZodRawShape>(
  name: string,
  table: 'said_words' | 'segments',
  condition: string,
  params: P,
) {
  return factsQuery({
    name,
    sql: `SELECT toUInt32(count()) AS found FROM (
      SELECT 1 FROM ${table} WHERE day >= {from:Date} - 1 AND day <= {to:Date} + 1 AND ${condition} LIMIT {most:UInt32})`,
    params: z.object({ from: z.string(), to: z.string(), most: z.number().int(), ...params }),
    row: z.object({ found: z.number() }),
    limit: 1,
    seconds: 20,
  });
}

type Rows = keyof typeof rowsWith;
/** Calls that said all the words, or did not; rows that were replaced since may be among them. */
const callsCounted = (rows: Rows, words: number) =>
  counted(`calls_counted_${rows}_${words}`, 'said_words', rowsWith[rows](namesOf(words)), {
    ...speakersParam,
    ...wordParams(namesOf(words)),
  });
/** Segments that may hold the phrase; replaced ones too. */
const segmentsCounted = (mode: SaidMode, words: number) =>
  counted(
    `segments_counted_${mode}_${words}`,
    'segments',
    mayHold('index', mode, namesOf(words)),
    wordParams(namesOf(words)),
  );

/** `few`: few segments come into question. `said`, `unsaid`: by the rows of whole calls. */
type SaidWay = Way | 'few' | Rows;

function conditionOf(way: SaidWay, mode: SaidMode, names: readonly string[]): string {
  if (way === 'said' || way === 'unsaid') return byRows[way](names);
  return `(${way === 'few' ? saidAmongFew(mode, names) : said(way, mode, names)}) != {not_said:Bool}`;
}

function callsSaying(way: SaidWay, mode: SaidMode, words: number) {
  const names = namesOf(words);
  const condition = conditionOf(way, mode, names);
  return scopedQuery({
    name: `calls_saying_${mode}_${words}_${way}`,
    sql: `SELECT ${listedColumns}, toString(transcript_id) AS transcript FROM calls FINAL WHERE (day, call_id) IN (
      SELECT day, call_id FROM calls FINAL
      WHERE ${afterPlace}
        AND ${inScope} AND ${inFilter} AND NOT erased
        AND ${condition}
      ORDER BY day DESC, started_at DESC, call_id DESC LIMIT {size:UInt32})
      ORDER BY day DESC, started_at DESC, call_id DESC`,
    params: newestParams.extend({
      ...speakersParam,
      ...wordParams(names),
      ...(condition.includes('{not_said:') ? { not_said: z.boolean() } : {}),
      ...(condition.includes(isPhrase) ? phraseParams : {}),
    }),
    row: z
      .looseObject({ transcript: z.string() })
      .transform((row) => ({ call: listedCall.parse(row), transcript: row.transcript })),
    limit: largestPage + 1,
    seconds: 20,
  });
}

/** Of calls that the reader was found to see. */
const segmentsSaying = (way: Way) =>
  factsQuery({
    name: `segments_saying_${way}`,
    sql: `SELECT toString(call_id) AS id, seq, speaker, start_ms, end_ms, text FROM segments FINAL
      WHERE ${theseCalls} AND analysis_id IN {transcripts:Array(UUID)}
        AND speaker IN {speakers:Array(String)} AND ${asked[way]('any')} AND ({phrase:String} = '' OR ${isPhrase})
      ORDER BY day, call_id, seq LIMIT {most:UInt32} BY call_id`,
    params: z.object({
      ...speakersParam,
      ...phraseParams,
      any: forms,
      most: z.number().int(),
      these,
      transcripts: z.array(z.string()),
    }),
    row: z
      .object({
        id: z.string(),
        seq: z.number(),
        speaker: speakerSchema,
        text: z.string(),
        start_ms: z.number(),
        end_ms: z.number(),
      })
      .transform(({ start_ms, end_ms, ...row }) => ({ ...row, start: start_ms / 1000, end: end_ms / 1000 })),
    limit: largestPage * shownSegments,
    seconds: 20,
  });

/** By number of words, from one on; a longer search has no query. */
const upToSix = <Q>(queryOf: (words: number) => Q) => [1, 2, 3, 4, 5, 6].map(queryOf);
const inOrder = (way: SaidWay) => ({
  phrase: upToSix((words) => callsSaying(way, 'phrase', words)),
  near: upToSix((words) => callsSaying(way, 'near', words)),
});
const inAnyOrder = (way: SaidWay) => ({ all: upToSix((words) => callsSaying(way, 'all', words)) });
const queriesOf = (way: Way) => ({ ...inAnyOrder(way), ...inOrder(way), segments: segmentsSaying(way) });

export const saidQueries = { index: queriesOf('index'), text: queriesOf('text') };
/** Where every call has its row of words. */
export const saidByRows = { said: inAnyOrder('said'), unsaid: inAnyOrder('unsaid') };
/** Where few segments come into question. */
export const saidByFew = inOrder('few');
/** Only the indexes tell cheaply how much comes into question. */
export const saidCounts = {
  said: upToSix((words) => callsCounted('said', words)),
  unsaid: upToSix((words) => callsCounted('unsaid', words)),
  phrase: upToSix((words) => segmentsCounted('phrase', words)),
  near: upToSix((words) => segmentsCounted('near', words)),
};
export type SaidCount = ReturnType<typeof counted>;
export type CallsSaying = ReturnType<typeof callsSaying>;
export type SaidSegment = z.output<typeof saidQueries.index.segments.row>;
