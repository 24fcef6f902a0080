/** How often an entry would find something in the last calls: only calls that hold its words are read. */
import type { Lexicons, PhraseEntry } from '#lexicons';
import type { Morphology } from '../language/morphology.ts';
import { type Token, tokenizeCall } from '../language/tokens.ts';
import { compileAnchors } from '../rules/anchors.ts';
import { compilePhrases } from '../rules/compile.ts';
import { matchPhrases, segmentsAfterHold } from '../rules/match.ts';
import { wordNumber } from '../storage/facts/call-words.ts';
import type { StoredRuns } from '../storage/facts/stored-runs.ts';

export interface RecentCount {
  /** Last calls that were looked through by their words. */
  calls: number;
  /** Those that hold the words and were read; `more` further ones hold them too and were not read. */
  read: number;
  more: number;
  /** Calls and places in them where the entry finds something. */
  found: number;
  places: number;
  samples: { callId: string; start: number; text: string; sentence: string }[];
}

/** Calls that are read at most: the answer is for a person who types. */
const mostRead = 150;
const mostSamples = 5;
/** With more forms than this nearly every call is touched. */
const mostForms = 3_000;

/**
 * Personal data stays masked: what is counted is what the reader may see.
 * @param forms every form that some call holds
 */
export async function countRecent(
  runs: Pick<StoredRuns, 'recent' | 'read'>,
  entry: PhraseEntry,
  lexicons: Lexicons,
  forms: readonly string[],
  morphology: Morphology,
  calls: number,
): Promise<RecentCount> {
  const words = wordsToAsk(entry, lexicons, forms, morphology);
  const recent = await runs.recent({ calls, ...words });
  const touched = recent.filter((call) => call.touched);
  const chosen = touched
    .slice(0, mostRead)
    .sort((a, b) => (a.day === b.day ? order(a.callId, b.callId) : order(a.day, b.day)));
  const page = chosen.length === 0 ? [] : await runs.read(chosen);
  const compiled = compilePhrases([entry], { morphology, lists: lexicons.lists });
  const count = { found: 0, places: 0 };
  const samples: RecentCount['samples'] = [];
  for (const { callId, segments } of page) {
    const tokens = tokenizeCall({ segments }, lexicons.aliases).filter(isJudged);
    const scene = {
      firstUtterance: tokens.find(({ speaker }) => speaker === 'operator')?.segment,
      afterHold: segmentsAfterHold(segments),
      duration: segments.at(-1)?.end ?? 0,
    };
    const matches = matchPhrases(compiled, tokens, scene);
    count.places += matches.length;
    count.found += Number(matches.length > 0);
    const [first] = matches;
    if (first === undefined || samples.length >= mostSamples) continue;
    const [from, to] = [tokens[first.from], tokens[first.to]];
    const sentence = segments[from?.segment ?? 0]?.text ?? '';
    samples.push({ callId, start: from?.start ?? 0, text: sentence.slice(from?.from, to?.to), sentence });
  }
  return { calls: recent.length, read: page.length, more: touched.length - chosen.length, ...count, samples };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isJudged = ({ speaker, quoted }: Token): boolean =>
  !quoted && (speaker === 'operator' || speaker === 'specialist');

/** Numbers of the forms that a call must hold. */
function wordsToAsk(entry: PhraseEntry, lexicons: Lexicons, forms: readonly string[], morphology: Morphology) {
  const anchors = compileAnchors([entry], { morphology, lists: lexicons.lists });
  const formsOf = new Map<number, number[]>();
  for (const heard of forms) {
    for (const symbol of anchors.symbolsOf({ norm: lexicons.aliases.get(heard) ?? heard, heard })) {
      formsOf.set(symbol, [...(formsOf.get(symbol) ?? []), wordNumber(heard)]);
    }
  }
  const any = new Set<number>();
  const all: number[][][] = [];
  for (const sequence of anchors.sequences) {
    const words = sequence.map((symbol) => formsOf.get(symbol) ?? []).sort((a, b) => a.length - b.length);
    const [rarest = []] = words;
    if (rarest.length === 0) continue;
    if (words.length === 1 || all.length > 100) for (const form of rarest) any.add(form);
    else all.push(words.slice(0, 2));
  }
  const narrow = all.flat(2).length <= mostForms ? all : [];
  return { any: [...any, ...(narrow === all ? [] : all.flatMap(([rarest = []]) => rarest))], all: narrow };
}
