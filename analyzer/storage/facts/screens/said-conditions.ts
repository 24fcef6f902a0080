/** What the search of words asks of transcripts, as SQL: which hold words, and which hold them in their order. */
import { saidPairs, saidText } from '../said-text.ts';
import { rowHas } from '../words-by-call.ts';

/** How a segment is asked for the forms of a word: by the text index, or by reading its text. */
export const asked = {
  index: (forms: string) => `hasAnyTokens(${saidText}, {${forms}:Array(String)})`,
  text: (forms: string) => `hasAny(splitByChar(' ', ${saidText}), {${forms}:Array(String)})`,
};
export type Way = keyof typeof asked;
/** `all`: each word in whatever segments. `phrase`: one behind the other. `near`: in order, other words may stand between them. */
export type SaidMode = 'all' | 'phrase' | 'near';

/** `rough` is told cheaply and leaves out most of what only has the words; `phrase` decides, over the text without signs. */
export const isPhrase = `if(multiMatchAny(text, {rough:Array(String)}), match(${saidText}, {phrase:String}), false)`;

/**
 * By `hasAny` and no function of tokens: in parts that have no index yet these would cut the pairs into words. The server knows the
 * needles before it reads: they are made of bound values alone.
 */
const hasPair = (first: string, second: string) => `hasAny(${saidPairs}, arrayFlatten(arrayMap(
            a -> arrayMap(b -> concat(a, ' ', b), {${second}:Array(String)}), {${first}:Array(String)})))`;

/** One segment that can hold a phrase: as much as the index tells of it. */
export function mayHold(way: Way, mode: SaidMode, names: readonly string[]): string {
  const byPairs = way === 'index' && mode === 'phrase' && names.length > 1;
  const held = byPairs ? names.slice(1).map((name, i) => hasPair(names[i] ?? '', name)) : names.map(asked[way]);
  return held.join(' AND ');
}

/** Two words side by side are a pair, and the index has pairs. */
const readsOrder = (way: Way, mode: SaidMode, words: number) =>
  mode === 'near' || (mode === 'phrase' && (way === 'text' || words > 2));

/** Whether the texts themselves are read: for the order of the words, or for want of an index. */
export const readsTexts = (way: Way, mode: SaidMode, words: number) => way === 'text' || readsOrder(way, mode, words);

const ofDays = 'day >= {since:Date} AND day <= {until:Date} AND speaker IN {speakers:Array(String)}';
/** Transcripts with a segment in which the condition holds; by their own id, which is half of what their whole key is to read. */
const saidIn = (condition: string) => `transcript_id IN (
          SELECT analysis_id FROM segments FINAL WHERE ${ofDays} AND ${condition})`;

/** Transcripts that hold several words: the segments are gone through once for all of them. */
const saidTogether = (has: readonly string[]) => `transcript_id IN (
          SELECT analysis_id FROM segments FINAL WHERE ${ofDays} AND (${has.join(' OR ')})
          GROUP BY analysis_id HAVING ${has.map((one) => `max(${one})`).join(' AND ')})`;

/** The row of a call has all of the words, or lacks one. */
const haveWords = (names: readonly string[]) => names.map(rowHas).join(' AND ');
const lackWords = (names: readonly string[]) => `NOT (${haveWords(names)})`;
export const rowsWith = { said: haveWords, unsaid: lackWords };

const ofRows = (condition: string) => `transcript_id IN (
          SELECT analysis_id FROM said_words FINAL WHERE day >= {since:Date} AND day <= {until:Date} AND ${condition})`;

/** The same where every transcript has a row of its words; what few said, and what few did not, are few ids to look for. */
export const byRows = {
  said: (names: readonly string[]) => ofRows(haveWords(names)),
  // Words that were deleted have no row: nobody said them.
  unsaid: (names: readonly string[]) => `(words_erased OR ${ofRows(lackWords(names))})`,
};

/** Segments found by the index alone. Rows that were replaced since may be among them: they only widen what is looked at. */
const among = (key: string, condition: string) => `(${key}) IN (
            SELECT ${key} FROM segments WHERE ${ofDays} AND ${condition})`;

/** The condition over `calls`, by the index or by reading. */
export function said(way: Way, mode: SaidMode, names: readonly string[]): string {
  const has = names.map(asked[way]);
  if (mode === 'all') return way === 'index' && has.length > 1 ? saidTogether(has) : has.map(saidIn).join(' AND ');
  const held = mayHold(way, mode, names);
  return saidIn(readsOrder(way, mode, names.length) ? `${held} AND ${isPhrase}` : held);
}

/**
 * The same for words in their order, where few segments come into question, which the index tells first. Under FINAL the server
 * reads every column that a condition names of all rows of a granule at once; so the keys of the few are found before anything
 * else is read.
 */
export const saidAmongFew = (mode: SaidMode, names: readonly string[]) =>
  saidIn(`${among('day, call_id, analysis_id, seq', mayHold('index', mode, names))} AND ${isPhrase}`);
