/** Which stored calls a change of versions can touch: told from the lexicons of most calls and those of today. */
import { loadMorphology } from '../language/morphology.ts';
import type { JudgeSource } from '../scoring/judge-call.ts';
import type { CallFacts } from '../storage/facts/call-facts.ts';
import { wordNumber } from '../storage/facts/call-words.ts';
import type { Narrowing } from '../storage/facts/outdated-runs.ts';
import type { StoredRuns } from '../storage/facts/stored-runs.ts';
import { lexiconsOf } from './lexicon-content.ts';
import { narrowChange } from './narrow-change.ts';

/** Null when every call is to be judged: other engine, other scorecard, unknown lexicons, or a change without bounds. */
export async function findNarrowing(
  { runs, facts, source }: { runs: StoredRuns; facts: CallFacts; source: JudgeSource },
  since: string,
): Promise<Narrowing | null> {
  const { versions, lexicons } = source;
  for (const base of await runs.versions(since, versions)) {
    if (base.engine !== versions.engine || base.scorecard !== versions.scorecard) continue;
    const content = await facts.lexiconOf(base.lexicon);
    if (content === null) continue;
    const touched = narrowChange(lexiconsOf(content), lexicons, await runs.vocabulary(), await loadMorphology());
    if (touched === null) return null;
    const numbers = (forms: readonly string[]) => [...new Set(forms.map(wordNumber))];
    return { base, any: numbers(touched.any), all: touched.all.map((phrase) => phrase.map(numbers)) };
  }
  return null;
}
