/**
 * Frequent operator phrases that no lexicon covers: candidates for a trainer to look at. Word sequences are cut by the
 * NGrams of `natural` and weighed by its TfIdf (entered by deep paths: its root import prints and loads `.env`).
 */
import ngrams from 'natural/lib/natural/ngrams/ngrams.js';
import TfIdf from 'natural/lib/natural/tfidf/tfidf.js';
import type { Lexicons } from '#lexicons';
import type { Call } from '../domain/call.ts';
import type { Morphology, Reading } from '../language/morphology.ts';
import { type Token, tokenizeCall } from '../language/tokens.ts';
import { compilePhrases } from './compile.ts';
import { matchPhrases } from './match.ts';

export interface Suggestion {
  phrase: string;
  /** How often operators said it, and in how many calls. */
  count: number;
  calls: number;
  /** Sum of TF-IDF over the calls: what every call holds weighs little. */
  weight: number;
}

const lengths = [4, 3, 2];
/** Phrases compared with each other; the rest is too rare to be looked at. */
const mostPhrases = 3000;
/** A phrase without a word of these says nothing by itself. */
const meaningful = ['NOUN', 'VERB', 'INFN', 'ADJF', 'ADJS', 'ADVB', 'PRED', 'INTJ'];

/**
 * Phrases of 2–4 words of operators, heaviest first. Words that some entry of the lexicons matches are left out.
 * @param leastCalls phrases heard in fewer calls are left out
 */
export function suggestPhrases(
  calls: readonly Pick<Call, 'segments'>[],
  lexicons: Lexicons,
  morphology: Morphology,
  leastCalls: number,
): Suggestion[] {
  const entries = [...lexicons.rules.flatMap((rule) => rule.entries), ...Object.values(lexicons.phrases).flat()];
  const known = compilePhrases(entries, { morphology, lists: lexicons.lists });
  const perCall = calls.map((call) => {
    const tokens = tokenizeCall(call, lexicons.aliases).filter(({ speaker }) => speaker === 'operator');
    return phrasesOf(tokens, coveredBy(matchPhrases(known, tokens)), morphology);
  });
  const counts = new Map<string, { count: number; calls: number }>();
  for (const phrases of perCall) {
    for (const phrase of phrases) {
      const seen = counts.get(phrase) ?? { count: 0, calls: 0 };
      seen.count += 1;
      counts.set(phrase, seen);
    }
    for (const phrase of new Set(phrases)) (counts.get(phrase) ?? { calls: 0 }).calls += 1;
  }
  const often = [...counts].filter(([, { calls: inCalls }]) => inCalls >= leastCalls);
  const frequent = withoutParts(often.sort(([, a], [, b]) => b.count - a.count).slice(0, mostPhrases));
  const weights = new TfIdf();
  for (const phrases of perCall) weights.addDocument(phrases.filter((phrase) => frequent.has(phrase)));
  return [...frequent]
    .map(([phrase, { count, calls: inCalls }]) => ({
      phrase,
      count,
      calls: inCalls,
      weight: perCall.reduce((sum, _phrases, i) => sum + weights.tfidf([phrase], i), 0),
    }))
    .sort((a, b) => b.weight - a.weight || (a.phrase < b.phrase ? -1 : 1));
}

function coveredBy(matches: readonly { from: number; to: number }[]): ReadonlySet<number> {
  const covered = new Set<number>();
  for (const { from, to } of matches) for (let i = from; i <= to; i += 1) covered.add(i);
  return covered;
}

/** Phrases inside parts of clauses, none with a covered word; a sequence without a word of meaning is no phrase. */
function phrasesOf(tokens: readonly Token[], covered: ReadonlySet<number>, morphology: Morphology): string[] {
  const runs: string[][] = [];
  let part = -1;
  tokens.forEach((token, i) => {
    const usable = !covered.has(i) && /^[а-я-]+$/.test(token.norm);
    if (usable && part === token.part) runs.at(-1)?.push(token.norm);
    else if (usable) runs.push([token.norm]);
    part = usable ? token.part : -1;
  });
  const means = (word: string) => {
    const readings = morphology.readings(word).filter(({ known }) => known);
    return readings.some(({ tags }) => meaningful.some((tag) => tags.has(tag))) && !readings.some(isService);
  };
  return runs
    .flatMap((run) =>
      lengths.flatMap((length) => ngrams.ngrams(run, length).filter((words) => words.filter(means).length >= 2)),
    )
    .map((words) => words.join(' '));
}

function isService({ tags }: Reading): boolean {
  return ['PREP', 'CONJ', 'PRCL', 'NPRO', 'Apro'].some((tag) => tags.has(tag));
}

/** Drops phrases that are only heard inside a longer one. */
function withoutParts<T extends { count: number }>(phrases: [string, T][]): Map<string, T> {
  const kept = new Map<string, T>();
  const longestFirst = phrases.sort(([a], [b]) => b.split(' ').length - a.split(' ').length || (a < b ? -1 : 1));
  for (const [phrase, counted] of longestFirst) {
    const inside = [...kept].some(
      ([longer, { count }]) => count >= counted.count && ` ${longer} `.includes(` ${phrase} `),
    );
    if (!inside) kept.set(phrase, counted);
  }
  return kept;
}
