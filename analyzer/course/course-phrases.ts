/** Finds the phrases of a call's course (greetings, holds, refusals …) with the pattern language and the phrase lexicons. */
import type { Lexicons, PhraseEntry } from '#lexicons';
import type { Call, Speaker } from '../domain/call.ts';
import type { Evidence } from '../domain/criterion.ts';
import type { Morphology } from '../language/morphology.ts';
import type { Token } from '../language/tokens.ts';
import { type CompiledPhrases, compilePhrases } from '../rules/compile.ts';
import { matchPhrases } from '../rules/match.ts';

/** Sets of lexicons/ru/phrases that the course and the criteria read; a missing one is an error at start-up. */
export const phraseSets = [
  'company',
  'name_cue',
  'operator_name',
  'client_opening',
  'salutation_any',
  'salutation_morning',
  'salutation_day',
  'salutation_evening',
  'offer_of_help',
  'recording_notice',
  'understanding_check',
  'thanks_for_call',
  'invitation',
  'farewell',
  'account_number_request',
  'account_address_request',
  'account_given',
  'address_given',
  'account_topic',
  'account_topic_weak',
  'general_question',
  'name_question',
  'name_own',
  'other_person',
  'dictation_cue',
  'dictation_check',
  'dictated_address',
  'refusal',
  'client_request',
  'not_refusal',
  'alternative',
  'callback_promise',
  'preparation_time',
  'promised_time',
  'transfer_announcement',
  'transfer_busy',
  'redirect',
  'hold_request',
  'hold_work',
  'hold_return',
  'client_complaint',
  'client_accusation',
  'client_abuse',
  'empathy',
  'argument',
  'termination_notice',
  'hang_up',
  'client_done',
  'client_hangs_up',
  'client_pause',
  'invented',
] as const;
export type PhraseSet = (typeof phraseSets)[number];

export interface CoursePhrases {
  /** Every set in one trie: a call is read once. */
  compiled: CompiledPhrases;
  setOf: ReadonlyMap<PhraseEntry, PhraseSet>;
}

/** A phrase heard at one place of the call; shaped as evidence of a criterion. */
export interface Heard extends Evidence {
  segment: number;
  speaker: Speaker;
  entry: string;
  /** The recogniser was unsure of one of the words. */
  doubtful: boolean;
}

/**
 * Compiles the phrase sets once.
 * @throws Error that names the sets missing from the lexicons
 */
export function compileCoursePhrases(lexicons: Lexicons, morphology: Morphology): CoursePhrases {
  const missing = phraseSets.filter((set) => !lexicons.phrases[set]);
  if (missing.length > 0) throw new Error(`в словаре нет наборов фраз: ${missing.join(', ')}`);
  const setOf = new Map(
    phraseSets.flatMap((set) => (lexicons.phrases[set] ?? []).map((entry): [PhraseEntry, PhraseSet] => [entry, set])),
  );
  return { compiled: compilePhrases([...setOf.keys()], { morphology, lists: lexicons.lists }), setOf };
}

/** Words with a probability below this make a phrase doubtful (notes/language.md, section 2). */
const leastConfidence = 0.6;

/** Answers «where was this said, and by whom» about one call. */
export interface PhraseFinder {
  /** Places in time order where the set was said by one of the speakers; overlapping places of a set count once. */
  find(set: PhraseSet, ...speakers: Speaker[]): Heard[];
}

export function phraseFinder(call: Call, tokens: readonly Token[], phrases: CoursePhrases): PhraseFinder {
  const firstUtterance = tokens.find(({ speaker }) => speaker === 'operator')?.segment;
  const scene = { direction: call.direction, firstUtterance, duration: call.duration };
  const heard = new Map<PhraseSet, Heard[]>();
  const covered = new Map<PhraseSet, number>();
  for (const { entry, from, to } of matchPhrases(phrases.compiled, tokens, scene)) {
    const set = phrases.setOf.get(entry);
    const first = tokens[from];
    const last = tokens[to];
    if (!set || !first || !last || from <= (covered.get(set) ?? -1)) continue;
    covered.set(set, to);
    const found: Heard = {
      segment: first.segment,
      speaker: first.speaker,
      start: first.start,
      end: last.end,
      text: quote(call, first, last),
      entry: `${set}/${entry.id}`,
      doubtful: isDoubtful(tokens, from, to),
    };
    const before = heard.get(set);
    if (before) before.push(found);
    else heard.set(set, [found]);
  }
  return {
    find: (set, ...speakers) => heard.get(set)?.filter(({ speaker }) => speakers.includes(speaker)) ?? [],
  };
}

function isDoubtful(tokens: readonly Token[], from: number, to: number): boolean {
  for (let i = from; i <= to; i += 1) {
    const confidence = tokens[i]?.confidence ?? 1;
    if (confidence < leastConfidence) return true;
  }
  return false;
}

/** The same answers without what was heard in the given segments. */
export function withoutSegments(phrases: PhraseFinder, segments: ReadonlySet<number>): PhraseFinder {
  if (segments.size === 0) return phrases;
  return { find: (...asked) => phrases.find(...asked).filter(({ segment }) => !segments.has(segment)) };
}

/** The words as they stand in the first segment of the phrase. */
function quote(call: Call, first: Token, last: Token): string {
  const text = call.segments[first.segment]?.text ?? '';
  return text.slice(first.from, last.segment === first.segment ? last.to : text.length);
}

/** The part of a heard phrase that a criterion keeps. */
export const evidenceOf = ({ segment, start, end, text }: Heard): Evidence => ({ segment, start, end, text });
