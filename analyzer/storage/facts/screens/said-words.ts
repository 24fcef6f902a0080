/** Search of what was said: calls in which words or a phrase were said (or were not), with the segments that hold them. */
import { z } from 'zod';
import { speakerSchema } from '../../../domain/call.ts';
import type { CallScope } from '../../../domain/call-scope.ts';
import type { FactsReader } from '../client.ts';
import { factsQuery, inScope, runFactsQuery, runScopedQuery, scopedQuery } from '../query.ts';
import { saidText } from '../said-text.ts';
import { isServerNewEnough, readServerVersion, textIndexServer } from '../server-version.ts';
import {
  type ListedCall,
  largestPage,
  listedCall,
  listedColumns,
  newestCursorAfter,
  newestParams,
  newestPlace,
  type PageOptions,
} from './call-list.ts';
import { type CallFilter, inFilter } from './period.ts';

/** Segments hold at most so many words of a search; a query has a place for each. */
const places = [1, 2, 3, 4, 5, 6] as const;
/** Segments shown of one call. */
const shownSegments = 20;

const wordsParams = z.object({
  speakers: z.array(z.string()),
  /** Forms of all words. */
  any: z.array(z.string()),
  /** The phrase as a pattern over `saidText`; empty: words anywhere in the call. */
  phrase: z.string(),
});
const groupParams = z.object({
  ...{ w1: z.array(z.string()), w2: z.array(z.string()), w3: z.array(z.string()) },
  ...{ w4: z.array(z.string()), w5: z.array(z.string()), w6: z.array(z.string()) },
});

/** How a segment is asked for words: by the text index, or by reading its text. */
const asked = {
  index: (forms: string) => `hasAnyTokens(${saidText}, {${forms}:Array(String)})`,
  text: (forms: string) => `hasAny(splitByChar(' ', ${saidText}), {${forms}:Array(String)})`,
};

const matching = (has: (forms: string) => string) => `speaker IN {speakers:Array(String)} AND ${has('any')}
  AND ({phrase:String} = '' OR match(${saidText}, {phrase:String}))`;

/** Transcripts in which each of the words was said, in whatever segments. */
const saidIn = (has: (forms: string) => string) => `SELECT day, call_id, analysis_id FROM segments FINAL
    WHERE day >= {from:Date} - 1 AND day <= {to:Date} + 1 AND ${matching(has)}
    GROUP BY day, call_id, analysis_id
    HAVING ${places.map((n) => `(empty({w${n}:Array(String)}) OR max(${has(`w${n}`)}))`).join('\n      AND ')}`;

const searchParams = newestParams.extend({ ...wordsParams.shape, ...groupParams.shape, not_said: z.boolean() });
const searchedCalls = (way: keyof typeof asked) =>
  scopedQuery({
    name: `calls_by_words_${way}`,
    sql: `SELECT ${listedColumns}, toString(transcript_id) AS transcript FROM calls FINAL WHERE (day, call_id) IN (
      SELECT day, call_id FROM calls FINAL
      WHERE day <= toDate({after_at:DateTime64(3, 'UTC')})
        AND (started_at, call_id) < ({after_at:DateTime64(3, 'UTC')}, {after_id:UUID})
        AND ${inScope} AND ${inFilter} AND NOT erased
        AND ((day, call_id, transcript_id) IN (${saidIn(asked[way])})) != {not_said:Bool}
      ORDER BY day DESC, started_at DESC, call_id DESC LIMIT {size:UInt32})
      ORDER BY day DESC, started_at DESC, call_id DESC`,
    params: searchParams,
    row: z
      .looseObject({ transcript: z.string() })
      .transform((row) => ({ call: listedCall.parse(row), transcript: row.transcript })),
    limit: largestPage + 1,
    seconds: 20,
  });

/** Of calls that the reader was found to see. */
const saidSegments = (way: keyof typeof asked) =>
  factsQuery({
    name: `said_segments_${way}`,
    sql: `SELECT toString(call_id) AS id, seq, speaker, start_ms, end_ms, text FROM segments FINAL
      WHERE day IN {days:Array(Date)} AND call_id IN {ids:Array(UUID)} AND analysis_id IN {transcripts:Array(UUID)}
        AND ${matching(asked[way])}
      ORDER BY day, call_id, seq LIMIT {most:UInt32} BY call_id`,
    params: wordsParams.extend({
      ...{ days: z.array(z.string()), ids: z.array(z.string()), transcripts: z.array(z.string()) },
      most: z.number().int(),
    }),
    row: z
      .object({
        ...{ id: z.string(), seq: z.number(), speaker: speakerSchema, text: z.string() },
        ...{ start_ms: z.number(), end_ms: z.number() },
      })
      .transform(({ start_ms, end_ms, ...row }) => ({ ...row, start: start_ms / 1000, end: end_ms / 1000 })),
    limit: largestPage * shownSegments,
    seconds: 20,
  });

const queries = {
  index: { calls: searchedCalls('index'), segments: saidSegments('index') },
  text: { calls: searchedCalls('text'), segments: saidSegments('text') },
};
export type SaidSegment = z.output<typeof queries.index.segments.row>;

const speakersOf = {
  operator: ['operator'],
  client: ['client'],
  both: ['operator', 'client', 'specialist'],
} as const;

export interface WordSearch {
  /** Forms of each word (`searchWords`); six words at most. */
  words: readonly (readonly string[])[];
  /** `all`: each word somewhere in the call. `phrase`: one after another in one segment. */
  mode: 'all' | 'phrase';
  channel: keyof typeof speakersOf;
  /** Calls in which it was not said. */
  notSaid?: boolean;
}

export interface SaidPage {
  /** `said`: the segments, in the order of the call, 20 at most; none when the question was who did not say it. */
  items: (ListedCall & { said: SaidSegment[] })[];
  nextCursor: string | null;
}

/**
 * One page of the calls, newest first. Masked words are found by nothing. A search without words finds nothing.
 * @throws KamertonError `bad_input` for a cursor that is not one of ours
 */
export async function saidPage(
  reader: FactsReader,
  scope: CallScope,
  filter: CallFilter,
  { words, mode, channel, notSaid = false }: WordSearch,
  { limit, cursor }: Omit<PageOptions, 'order'>,
): Promise<SaidPage> {
  if (words.length === 0) return { items: [], nextCursor: null };
  const way = isServerNewEnough(await readServerVersion(reader), textIndexServer) ? 'index' : 'text';
  const size = Math.min(limit, largestPage);
  const sought = {
    speakers: [...speakersOf[channel]],
    any: words.flat(),
    phrase: mode === 'phrase' ? phrasePattern(words) : '',
  };
  const [w1 = [], w2 = [], w3 = [], w4 = [], w5 = [], w6 = []] = words.map((forms) => [...forms]);
  const rows = await runScopedQuery(reader, queries[way].calls, scope, {
    ...{ ...filter, ...newestPlace(cursor), size: size + 1 },
    ...{ ...sought, w1, w2, w3, w4, w5, w6, not_said: notSaid },
  });
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  if (last === undefined) return { items: [], nextCursor: null };
  const said = notSaid
    ? []
    : await runFactsQuery(reader, queries[way].segments, {
        ...sought,
        days: [...new Set(shown.map(({ call }) => call.day))],
        ids: shown.map(({ call }) => call.id),
        transcripts: shown.map(({ transcript }) => transcript),
        most: shownSegments,
      });
  return {
    items: shown.map(({ call }) => ({ ...call, said: said.filter(({ id }) => id === call.id) })),
    nextCursor: rows.length > size ? newestCursorAfter(last.call) : null,
  };
}

/** Words are letters and digits alone: none of them can be read as a sign of the pattern. */
const phrasePattern = (words: readonly (readonly string[])[]): string =>
  `(^| )${words.map((forms) => `(${forms.join('|')})`).join(' ')}( |$)`;
