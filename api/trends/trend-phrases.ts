/** Answers of trends about words: lexicon entries and phrases that are found. */
import { type EntryWords, shareOf } from '#analyzer';
import type { TrendDeps } from './trend-answers.ts';
import type { TrendAsk } from './trend-query.ts';
import type { TrendPhrases } from './trend-shapes.ts';

const mostPhrases = 50;

/** Lexicon entries and phrases found most often. `mayRead`: the reader may see what was said. */
export async function phrasesOf(
  deps: TrendDeps,
  ask: TrendAsk,
  entryWords: EntryWords,
  mayRead: boolean,
): Promise<TrendPhrases> {
  const [entries, phrases, operators] = await Promise.all([
    deps.screens.findingsByEntry(ask.scope, { ...ask.judged, most: mostPhrases }),
    mayRead ? deps.screens.topPhrases(ask.scope, { ...ask.judged, most: mostPhrases }) : null,
    deps.screens.scoresByOperator(ask.scope, ask.filter),
  ]);
  const calls = operators.reduce((sum, row) => sum + row.calls, 0);
  return {
    period: ask.period,
    calls,
    entries: entries.map(({ rule, entry, certain_count: count, unsure_count: unsure, in_calls: found }) => ({
      rule,
      entry,
      count,
      unsure,
      ...(entryWords.get(entry) ?? { words: '', replacement: '' }),
      inCalls: { calls: found, ...shareOf({ n: calls, weight: calls, weight_squares: calls }, found) },
    })),
    phrases:
      phrases?.map(
        ({
          phrase,
          any_rule: rule,
          any_entry: entry,
          certain_count: count,
          unsure_count: unsure,
          in_calls: found,
        }) => ({
          phrase,
          rule,
          entry,
          count,
          unsure,
          calls: found,
        }),
      ) ?? null,
  };
}
