/** Finds compiled phrases among tokens in one pass. */

import type { PhraseEntry } from '#lexicons';
import type { Call } from '../domain/call.ts';
import type { Token } from '../language/tokens.ts';
import type { CompiledEntry, CompiledGuard, CompiledPhrases } from './compile.ts';
import { columnsOf, type TokenColumns } from './token-columns.ts';
import type { TrieStep } from './trie.ts';

/** A phrase found at tokens `from`…`to` (indexes in the given tokens, both inclusive). */
export interface PhraseMatch {
  entry: PhraseEntry;
  from: number;
  to: number;
}

/** What entries may ask about the call beside its words. */
export interface Scene {
  direction?: 'incoming' | 'outgoing' | undefined;
  /** Index of the segment that holds the operator's first utterance. */
  firstUtterance?: number | undefined;
  /** Segments that begin after a hold. */
  afterHold?: ReadonlySet<number> | undefined;
  /** Seconds from the start of the recording to its end. */
  duration?: number | undefined;
}

/** Nobody spoke for so long: the operator was away from the client, seconds. */
const holdSilence = 10;

/** Segments of the operator and the specialist that end a silence as long as a hold. */
export function segmentsAfterHold(segments: Call['segments']): Set<number> {
  const found = new Set<number>();
  let spokenUntil: number | undefined;
  segments.forEach(({ speaker, start, end }, i) => {
    const away = spokenUntil !== undefined && start - spokenUntil >= holdSilence;
    if (away && (speaker === 'operator' || speaker === 'specialist')) found.add(i);
    if (speaker !== 'ivr') spokenUntil = Math.max(spokenUntil ?? 0, end);
  });
  return found;
}

/**
 * Every phrase found, sorted by place, at one place in the order of the entries. An entry gives one match for one first
 * word: the longest. What one entry gives does not depend on the others: a changed entry changes its own matches only.
 * Words of a phrase stand in one clause (or in one turn, where the entry says so) and are spoken by one speaker.
 * @param tokens tokens of a call, or of one side of it; boundaries are read from the tokens themselves
 * @param places token indexes where a phrase may begin, ascending, when the caller knows them
 */
export function matchPhrases(
  compiled: CompiledPhrases,
  tokens: readonly Token[],
  scene: Scene = {},
  places?: readonly number[],
): PhraseMatch[] {
  const { words, entries } = compiled;
  words.learn(tokens);
  const columns = columnsOf(tokens);
  const found: PhraseMatch[] = [];
  let here: { entry: number; to: number }[] = [];
  let start = 0;
  const report = (entry: number, to: number) => {
    const before = here.find((match) => match.entry === entry);
    if (before !== undefined && before.to >= to) return;
    const candidate = entries[entry];
    if (!candidate || !holds(candidate, tokens, start, to, scene)) return;
    if (before === undefined) here.push({ entry, to });
    else before.to = to;
  };
  const count = places?.length ?? tokens.length;
  for (let i = 0; i < count; i += 1) {
    start = places === undefined ? i : (places[i] ?? 0);
    if (!words.begins(columns.forms[start] ?? 0)) continue;
    begin(compiled, tokens, columns, start, report);
    if (here.length === 0) continue;
    if (here.length > 1) here.sort((a, b) => a.entry - b.entry);
    for (const { entry, to } of here) {
      const phrase = entries[entry]?.entry;
      if (phrase) found.push({ entry: phrase, from: start, to });
    }
    here = [];
  }
  return found;
}

type Report = (entry: number, end: number) => void;

/** Reports every phrase that begins with the word at `start`, with its last word. */
function begin(
  compiled: CompiledPhrases,
  tokens: readonly Token[],
  columns: TokenColumns,
  start: number,
  report: Report,
): void {
  const word = compiled.words.symbols(columns.forms[start] ?? 0);
  for (const entry of word.alone) report(entry, start);
  if (word.steps.length > 0) follow(compiled, word.steps, tokens, columns, start, start, report);
}

/** Looks behind the word at `at` for the next words of phrases: those that end are reported, longer ones are followed. */
function follow(
  compiled: CompiledPhrases,
  steps: readonly TrieStep[],
  tokens: readonly Token[],
  columns: TokenColumns,
  start: number,
  at: number,
  report: Report,
): void {
  const { forms, turns } = columns;
  const { words } = compiled;
  const turn = turns[start];
  for (const { gap, mask, next } of steps) {
    for (let place = at + 1; place <= at + 1 + gap && turns[place] === turn; place += 1) {
      const form = forms[place] ?? 0;
      if ((words.mask(form) & mask) === 0) continue;
      for (const symbol of words.symbols(form).ids) {
        const node = next.get(symbol);
        if (node === undefined) continue;
        for (const entry of node.ends) {
          if (sameScope(compiled.entries[entry], tokens, start, place)) report(entry, place);
        }
        if (node.steps.length > 0) follow(compiled, node.steps, tokens, columns, start, place, report);
      }
    }
  }
}

function sameScope(entry: CompiledEntry | undefined, tokens: readonly Token[], from: number, to: number): boolean {
  return entry?.scope === 'turn' || tokens[from]?.clause === tokens[to]?.clause;
}

function holds(compiled: CompiledEntry, tokens: readonly Token[], from: number, to: number, scene: Scene): boolean {
  if (compiled.placed && !placeHolds(compiled, tokens, from, to, scene)) return false;
  return compiled.guards.every((guard) => guardHolds(guard, tokens, from, to));
}

function placeHolds(
  { entry, positions }: CompiledEntry,
  tokens: readonly Token[],
  from: number,
  to: number,
  scene: Scene,
): boolean {
  const first = tokens[from];
  const last = tokens[to];
  if (!first || !last) return false;
  if (entry.question !== undefined && first.tidy && first.question !== entry.question) return false;
  if (entry.tidy !== undefined && first.tidy !== entry.tidy) return false;
  if (entry.part === 'first_utterance' && first.segment !== scene.firstUtterance) return false;
  if (entry.part === 'after_hold' && !scene.afterHold?.has(first.segment)) return false;
  if (entry.direction !== undefined && scene.direction !== undefined && scene.direction !== entry.direction)
    return false;
  if (entry.first_seconds !== undefined && first.start > entry.first_seconds) return false;
  if (entry.last_seconds !== undefined && last.end < (scene.duration ?? 0) - entry.last_seconds) return false;
  if (positions.size === 0) return true;
  const before = tokens[from - 1];
  const after = tokens[to + 1];
  if (positions.has('turn_start') && before?.turn === first.turn) return false;
  if (positions.has('turn_end') && after?.turn === last.turn) return false;
  if (positions.has('clause_start') && before?.clause === first.clause) return false;
  if (positions.has('clause_end') && after?.clause === last.clause) return false;
  if (positions.has('part_start') && before?.part === first.part) return false;
  if (positions.has('part_end') && after?.part === last.part) return false;
  return true;
}

function guardHolds(guard: CompiledGuard, tokens: readonly Token[], from: number, to: number): boolean {
  const { side, needed } = guard;
  const there =
    side === 'inside'
      ? occurs(guard, tokens, from + 1, to, 0)
      : (side !== 'right' && onLeft(guard, tokens, from)) || (side !== 'left' && onRight(guard, tokens, to));
  return there === needed;
}

/** Guards look no farther than this, words: clauses of raw transcripts may be as long as a segment. */
const farthest = 40;

function onLeft(guard: CompiledGuard, tokens: readonly Token[], from: number): boolean {
  const bound = tokens[from]?.[guard.scope];
  for (let start = from - 1; start >= 0 && tokens[start]?.[guard.scope] === bound; start -= 1) {
    // A guard phrase is at most about eight words long; farther left it cannot reach the window.
    if (from - 1 - start > Math.min(guard.within + 8, farthest)) return false;
    if (occurs(guard, tokens, start, from - 1, from - 1 - guard.within, start)) return true;
  }
  return false;
}

function onRight(guard: CompiledGuard, tokens: readonly Token[], to: number): boolean {
  const bound = tokens[to]?.[guard.scope];
  let end = to;
  while (end - to < farthest && tokens[end + 1]?.[guard.scope] === bound) end += 1;
  const lastStart = Math.min(end, to + 1 + guard.within);
  for (let start = to + 1; start <= lastStart; start += 1) {
    if (occurs(guard, tokens, start, end, 0, start)) return true;
  }
  return false;
}

/** Whether a guard phrase starts in `first`…`lastStart` and ends at `leastEnd`…`last`. */
function occurs(
  guard: CompiledGuard,
  tokens: readonly Token[],
  first: number,
  last: number,
  leastEnd: number,
  lastStart = last,
): boolean {
  const columns = columnsOf(tokens);
  const { words } = guard.phrases;
  words.learn(tokens, first, last);
  let there = false;
  for (let start = first; start <= lastStart && !there; start += 1) {
    if (!words.begins(columns.forms[start] ?? 0)) continue;
    begin(guard.phrases, tokens, columns, start, (_entry, end) => {
      if (end <= last && end >= leastEnd) there = true;
    });
  }
  return there;
}
