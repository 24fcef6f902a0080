/** The queries of the search of words: one for each number of words, answered by the text index or, before it was, by reading. */
import { z } from 'zod';
import { speakerSchema } from '../../../domain/call.ts';
import { factsQuery, inScope, scopedQuery } from '../query.ts';
import { saidPairs, saidText } from '../said-text.ts';
import { these, theseCalls } from '../these-calls.ts';
import { afterPlace, largestPage, listedCall, listedColumns, newestParams } from './call-list.ts';
import { inFilter } from './period.ts';

/** Segments shown of one call. */
export const shownSegments = 20;

/** How a segment is asked for words: by the text index, or by reading its text. */
const asked = {
  index: (forms: string) => `hasAnyTokens(${saidText}, {${forms}:Array(String)})`,
  text: (forms: string) => `hasAny(splitByChar(' ', ${saidText}), {${forms}:Array(String)})`,
};
export type Way = keyof typeof asked;
/** `all`: each word in whatever segments. `phrase`: one behind the other. `near`: in order, other words may stand between them. */
export type SaidMode = 'all' | 'phrase' | 'near';

const speakersParam = { speakers: z.array(z.string()) };
const forms = z.array(z.string());
/** `rough` is told cheaply and leaves out most of what only has the words; `phrase` decides, over the text without signs. */
const isPhrase = `if(multiMatchAny(text, {rough:Array(String)}), match(${saidText}, {phrase:String}), false)`;
const phraseParams = { rough: forms, phrase: z.string() };

/** Transcripts of the days with a segment in which the condition holds. */
const saidIn = (condition: string) => `(day, call_id, transcript_id) IN (
          SELECT day, call_id, analysis_id FROM segments FINAL
          WHERE day >= {since:Date} AND day <= {until:Date} AND speaker IN {speakers:Array(String)} AND ${condition})`;

/**
 * By `hasAny` and no function of tokens: in parts that have no index yet these would cut the pairs into words. The server knows the
 * needles before it reads: they are made of bound values alone.
 */
const hasPair = (first: string, second: string) => `hasAny(${saidPairs}, arrayFlatten(arrayMap(
            a -> arrayMap(b -> concat(a, ' ', b), {${second}:Array(String)}), {${first}:Array(String)})))`;

/** Whether the texts themselves are read for the order of the words; two words side by side are a pair, and pairs are in the index. */
const readsOrder = (way: Way, mode: SaidMode, words: number) =>
  mode === 'near' || (mode === 'phrase' && (way === 'text' || words > 2));

function saidCondition(way: Way, mode: SaidMode, names: readonly string[]): string {
  const has = names.map(asked[way]);
  if (mode === 'all') return has.map(saidIn).join('\n        AND ');
  // One segment that holds all of them.
  const pairs = names.slice(1).map((name, i) => hasPair(names[i] ?? '', name));
  const held = way === 'index' && mode === 'phrase' && names.length > 1 ? pairs : has;
  return saidIn([...held, ...(readsOrder(way, mode, names.length) ? [isPhrase] : [])].join(' AND '));
}

const baseParams = newestParams.extend({
  ...speakersParam,
  not_said: z.boolean(),
});

function callsSaying(way: Way, mode: SaidMode, words: number) {
  const names = Array.from({ length: words }, (_, i) => `w${i + 1}`);
  return scopedQuery({
    name: `calls_saying_${mode}_${words}_${way}`,
    sql: `SELECT ${listedColumns}, toString(transcript_id) AS transcript FROM calls FINAL WHERE (day, call_id) IN (
      SELECT day, call_id FROM calls FINAL
      WHERE ${afterPlace}
        AND ${inScope} AND ${inFilter} AND NOT erased
        AND (${saidCondition(way, mode, names)}) != {not_said:Bool}
      ORDER BY day DESC, started_at DESC, call_id DESC LIMIT {size:UInt32})
      ORDER BY day DESC, started_at DESC, call_id DESC`,
    params: baseParams.extend({
      ...Object.fromEntries(names.map((name) => [name, forms])),
      ...(readsOrder(way, mode, words) ? phraseParams : {}),
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
const byWords = (way: Way, mode: SaidMode) => [1, 2, 3, 4, 5, 6].map((words) => callsSaying(way, mode, words));
const queriesOf = (way: Way) => ({
  all: byWords(way, 'all'),
  phrase: byWords(way, 'phrase'),
  near: byWords(way, 'near'),
  segments: segmentsSaying(way),
});

export const saidQueries = { index: queriesOf('index'), text: queriesOf('text') };
/** A call that was found, and the transcript that it was found in. */
export type SaidCall = z.output<(typeof saidQueries.index.all)[number]['row']>;
export type SaidSegment = z.output<typeof saidQueries.index.segments.row>;
