/** What of the stored calls a change of versions can touch: told from the lexicons and scorecards of most calls and those of today. */
import { loadMorphology } from '../language/morphology.ts';
import type { JudgeSource } from '../scoring/judge-call.ts';
import type { CallFacts } from '../storage/facts/call-facts.ts';
import { wordNumber } from '../storage/facts/call-words.ts';
import type { Narrowing } from '../storage/facts/outdated-runs.ts';
import type { StoredRuns } from '../storage/facts/stored-runs.ts';
import { lexiconsOf, scorecardOf } from './lexicon-content.ts';
import { narrowChange } from './narrow-change.ts';
import { type ScorecardChange, scorecardChange } from './scorecard-change.ts';

export interface NarrowedChange {
  narrowing: Narrowing;
  /** How calls that are not touched are to be weighed; null: as they are. */
  weighing: ScorecardChange | null;
}

type Parts = { runs: StoredRuns; facts: CallFacts; source: JudgeSource };

/** Null when every call is to be judged: another engine, unknown lexicons, or a change without bounds. */
export async function findNarrowing(parts: Parts, since: string): Promise<NarrowedChange | null> {
  const { runs, facts, source } = parts;
  for (const base of await runs.versions(since, source.versions)) {
    if (base.engine !== source.versions.engine) continue;
    const sameCard = base.scorecard === source.versions.scorecard;
    const card = sameCard ? null : await facts.lexiconOf(base.scorecard);
    const weighing = card === null ? null : scorecardChange(scorecardOf(card), source.scorecard);
    if (!sameCard && weighing === null) continue;
    if (base.lexicon === source.versions.lexicon) return { narrowing: { base, words: null }, weighing };
    const content = await facts.lexiconOf(base.lexicon);
    if (content === null) continue;
    const touched = narrowChange(lexiconsOf(content), source.lexicons, await runs.vocabulary(), await loadMorphology());
    if (touched === null) return null;
    const numbers = (forms: readonly string[]) => [...new Set(forms.map(wordNumber))];
    const words = { any: numbers(touched.any), all: touched.all.map((phrase) => phrase.map(numbers)) };
    return { narrowing: { base, words }, weighing };
  }
  return null;
}
