/** The queries of the search of words: one for each number of words, answered by the text indexes or, before they were, by reading. */
import { z } from 'zod';
import { speakerSchema } from '../../../domain/call.ts';
import { factsQuery, inScope, scopedQuery } from '../query.ts';
import { these, theseCalls } from '../these-calls.ts';
import { afterPlace, largestPage, listedCall, listedColumns, newestParams } from './call-list.ts';
import { inFilter } from './period.ts';
import { asked, isPhrase, mayHold, type SaidMode, said, saidByFew, type Way } from './said-conditions.ts';

/** Segments shown of one call. */
export const shownSegments = 20;

const speakersParam = { speakers: z.array(z.string()) };
const forms = z.array(z.string());
const phraseParams = { rough: forms, phrase: z.string() };

const namesOf = (words: number) => Array.from({ length: words }, (_, i) => `w${i + 1}`);

const wordParams = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, forms]));

/**
 * How many segments come into question, counted up to `most` so that what is frequent is not counted to its end. `all`: of each
 * word, in their order. Else: those that may hold the phrase.
 */
function segmentsCounted(mode: SaidMode, words: number) {
  const names = namesOf(words);
  const conditions = mode === 'all' ? names.map(asked.index) : [mayHold('index', mode, names)];
  return factsQuery({
    name: `segments_counted_${mode}_${words}`,
    sql: conditions
      .map(
        (condition, n) => `SELECT toUInt8(${n}) AS n, toUInt32(count()) AS segments FROM (
      SELECT 1 FROM segments WHERE day >= {from:Date} - 1 AND day <= {to:Date} + 1 AND ${condition} LIMIT {most:UInt32})`,
      )
      .join('\n      UNION ALL '),
    params: z.object({ from: z.string(), to: z.string(), most: z.number().int(), ...wordParams(names) }),
    row: z.object({ n: z.number(), segments: z.number() }),
    limit: words,
    seconds: 20,
  });
}

const baseParams = newestParams.extend({
  ...speakersParam,
  not_said: z.boolean(),
});

function callsSaying(way: Way | 'few', mode: SaidMode, words: number) {
  const names = namesOf(words);
  const condition = way === 'few' ? saidByFew(mode, names) : said(way, mode, names);
  return scopedQuery({
    name: `calls_saying_${mode}_${words}_${way}`,
    sql: `SELECT ${listedColumns}, toString(transcript_id) AS transcript FROM calls FINAL WHERE (day, call_id) IN (
      SELECT day, call_id FROM calls FINAL
      WHERE ${afterPlace}
        AND ${inScope} AND ${inFilter} AND NOT erased
        AND (${condition}) != {not_said:Bool}
      ORDER BY day DESC, started_at DESC, call_id DESC LIMIT {size:UInt32})
      ORDER BY day DESC, started_at DESC, call_id DESC`,
    params: baseParams.extend({
      ...wordParams(names),
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
const byMode = <Q>(queryOf: (mode: SaidMode, words: number) => Q) => ({
  all: upToSix((words) => queryOf('all', words)),
  phrase: upToSix((words) => queryOf('phrase', words)),
  near: upToSix((words) => queryOf('near', words)),
});
const queriesOf = (way: Way) => ({
  ...byMode((mode, words) => callsSaying(way, mode, words)),
  segments: segmentsSaying(way),
});

export const saidQueries = { index: queriesOf('index'), text: queriesOf('text') };
/** Only the indexes tell cheaply that few segments come into question. */
export const fewQueries = {
  counted: byMode(segmentsCounted),
  calls: byMode((mode, words) => callsSaying('few', mode, words)),
};
export type CallsSaying = ReturnType<typeof callsSaying>;
export type SaidSegment = z.output<typeof saidQueries.index.segments.row>;
