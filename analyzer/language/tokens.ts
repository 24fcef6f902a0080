/** Tokens of a call: every spoken word with its place in the text, its time, confidence, speaker, turn and clause. */
import type { Call, Segment, Speaker } from '../domain/call.ts';
import { beginForms, formNumber, wordsOf } from './word-forms.ts';
import { timeTokens } from './word-times.ts';

/** A pause between words that ends a clause, seconds (notes/language.md, section 2: without it softeners leak). */
const clausePause = 0.4;
/** Times are sums of fractions: 1.4 − 1.0 is a little less than 0.4. */
const timeStep = 1e-6;

export interface Token {
  /** The word exactly as it stands in the segment's text. */
  text: string;
  /** Normal form with aliases applied («здрасте» → «здравствуйте»). */
  norm: string;
  /** Normal form as it was heard, before aliases («щас» stays «щас»). */
  heard: string;
  /** The number of both (`formNumber`): equal for equal words of a call. */
  form: number;
  /** Index in `call.segments`. */
  segment: number;
  /** Character offsets in the segment's text: `text.slice(from, to) === token.text`. */
  from: number;
  to: number;
  /** Seconds: the word's own times when given, else the segment's time spread over its characters. */
  start: number;
  end: number;
  /** The recogniser's probability of the word; null when it gave none. */
  confidence: number | null;
  speaker: Speaker;
  /** Running number of the turn: consecutive segments of one speaker. */
  turn: number;
  /** Running number of the clause: cut at . ? ! ; …, at a change of turn and at pauses of 0.4 s and more. */
  clause: number;
  /** Running number of the part between commas, colons, dashes or quotation marks inside a clause. */
  part: number;
  /** The clause ends with «?». */
  question: boolean;
  /** Inside «…» or "…": somebody's words or a caption, not the speaker's own. */
  quoted: boolean;
  /** The segment carries punctuation or capitals; when false, a missing comma means nothing. */
  tidy: boolean;
}

/** Abbreviations whose point does not end a clause. */
const abbreviations = new Set(
  'ул д кв г гг р руб коп т п пр др тел стр корп им пос обл пер просп мин сек ч л с см тыс млн'.split(' '),
);
const clauseEnd = /[.?!;…\n]/;
const space = 0x20;
const noAliases: ReadonlyMap<string, string> = new Map();
const partEnd = /[,:()«»"“”„]|[—–]|\s-\s/;

/**
 * Cuts a call into tokens, in the order of its segments.
 * @param aliases heard normal form → meant normal form (`lexicons.aliases`)
 */
export function tokenizeCall(call: Pick<Call, 'segments'>, aliases = noAliases): Token[] {
  beginForms();
  const tokens: Token[] = [];
  let turn = -1;
  let clause = -1;
  let part = -1;
  let last: Token | undefined;
  for (const [index, segment] of call.segments.entries()) {
    const words = wordsOf(segment.text);
    if (words.length === 0) continue;
    const times = timeTokens(segment, words);
    const tidy = /[.,?!:;…]|\p{Lu}/u.test(segment.text);
    let quote = false;
    let previousEnd = 0;
    for (let i = 0; i < words.length; i += 1) {
      const word = words[i];
      const time = times[i];
      if (word === undefined || time === undefined) continue;
      // Most words are parted by one space, which says nothing.
      const marked = word.from !== previousEnd + 1 || segment.text.charCodeAt(previousEnd) !== space;
      const between = marked ? segment.text.slice(previousEnd, word.from) : ' ';
      if (marked) quote = quoteState(quote, between);
      const newTurn = i === 0 && last?.speaker !== segment.speaker;
      if (newTurn) turn += 1;
      const comparable = i === 0 || (time.measured && times[i - 1]?.measured === true);
      const paused = last !== undefined && comparable && time.start - last.end >= clausePause - timeStep;
      const before = i > 0 ? between : lastPunctuation(call, last);
      const endsClause = newTurn || paused || (marked && endsHere(before, last));
      if (endsClause) clause += 1;
      if (endsClause || (marked && partEnd.test(before))) part += 1;
      if (endsClause && last && before.includes('?')) markQuestion(tokens);
      const heard = word.norm;
      const norm = aliases.get(heard) ?? heard;
      last = {
        text: word.text,
        norm,
        heard,
        form: norm === heard ? word.form : formNumber(norm, heard),
        segment: index,
        from: word.from,
        to: word.to,
        start: time.start,
        end: time.end,
        confidence: time.confidence,
        speaker: segment.speaker,
        turn,
        clause,
        part,
        question: false,
        quoted: quote,
        tidy,
      };
      tokens.push(last);
      previousEnd = word.to;
    }
    if (segment.text.includes('?', previousEnd)) markQuestion(tokens);
  }
  return tokens;
}

/** The different normal forms of a call's words, as they were heard: what its tokens have as `heard`. */
export function spokenForms(segments: readonly Segment[]): Set<string> {
  const forms = new Set<string>();
  for (const segment of segments) {
    for (const { norm } of wordsOf(segment.text)) forms.add(norm);
  }
  return forms;
}

/** What stands after the last word of the previous segment, with a space for the border itself. */
function lastPunctuation(call: Pick<Call, 'segments'>, last: Token | undefined): string {
  return last ? `${call.segments[last.segment]?.text.slice(last.to) ?? ''} ` : '';
}

function endsHere(between: string, last: Token | undefined): boolean {
  if (!clauseEnd.test(between)) return false;
  const onlyPoint = /^\.\s*$/.test(between);
  return !(onlyPoint && last && abbreviations.has(last.heard));
}

/** Whether the next word stands inside quotation marks, given what stands between it and the word before. */
function quoteState(inside: boolean, between: string): boolean {
  let state = inside;
  for (const char of between) {
    if (char === '«' || char === '“' || char === '„') state = true;
    else if (char === '»' || char === '”') state = false;
    else if (char === '"') state = !state;
  }
  return state;
}

/** Marks the tokens of the clause that has just ended as a question. */
function markQuestion(tokens: Token[]): void {
  const clause = tokens.at(-1)?.clause;
  for (let i = tokens.length - 1; i >= 0; i -= 1) {
    const token = tokens[i];
    if (!token || token.clause !== clause) return;
    token.question = true;
  }
}
