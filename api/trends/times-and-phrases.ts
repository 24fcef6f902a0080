/** Answers of trends about times (table 5, hold, silences, talk share) and about words that are found. */
import { type EntryWords, shareOf } from '#analyzer';
import { rateOf, type TrendDeps } from './trend-answers.ts';
import type { TrendAsk } from './trend-query.ts';
import type { TrendPhrases, TrendTimes } from './trend-shapes.ts';

const mostPhrases = 50;

type TimeRow = Awaited<ReturnType<TrendDeps['screens']['timesByStep']>>[number];

/** Times by step and by operator, and how many calls keep within table 5. */
export async function timesOf(deps: TrendDeps, ask: TrendAsk): Promise<TrendTimes> {
  const [steps, operators, names, criteria] = await Promise.all([
    deps.screens.timesByStep(ask.scope, { ...ask.filter, step: ask.period.step }),
    deps.screens.timesByOperator(ask.scope, ask.filter),
    deps.screens.scoresByOperator(ask.scope, ask.filter),
    deps.screens.weighed.criteria(ask.scope, ask.judged),
  ]);
  const nameOf = new Map(names.map(({ operator_id: id, operator_name: name }) => [id, name || id]));
  const rates = new Map(criteria.map((row) => [row.criterion, row]));
  const { compare } = new Intl.Collator('ru', { numeric: true });
  return {
    period: ask.period,
    standard: deps.desk.scorecard.groups
      .flatMap((group) => group.criteria)
      .flatMap((criterion) =>
        criterion.kind === 'time' && criterion.id.startsWith('time.')
          ? [
              {
                id: criterion.id,
                title: criterion.title,
                limit: limitOf(criterion.unit, criterion.limits),
                rate: rateOf(rates.get(criterion.id)),
              },
            ]
          : [],
      ),
    steps: steps.map(({ step: from, ...row }) => ({ from, ...timesOfRow(row) })),
    operators: operators
      .map(({ operator_id: operatorId, ...row }) => ({
        operatorId,
        operatorName: nameOf.get(operatorId) || 'Оператор не указан',
        ...timesOfRow(row),
      }))
      .sort((a, b) => compare(a.operatorName, b.operatorName)),
  };
}

const timesOfRow = (row: Omit<TimeRow, 'step'>) => ({
  calls: row.calls,
  ring: row.ring,
  ringP90: row.ring_p90,
  queue: row.queue,
  queueP90: row.queue_p90,
  wrapUp: row.wrap_up,
  duration: row.mean_duration,
  hold: row.mean_hold,
  silence: row.mean_silence,
  deadAir: row.dead_air_places,
  deadAirCalls: shareOf({ n: row.calls, weight: row.calls, weight_squares: row.calls }, row.dead_air_calls),
  interruptions: row.calls === 0 ? 0 : Math.round((100 * row.interruption_count) / row.calls) / 100,
  talkShare: row.talk_share,
});

const units = { seconds: 'с', minutes: 'мин', rings: 'гудка', percent: '%' } as const;
/** «25–45 с», «1–5 мин»: good to acceptable; equal figures are one limit. */
function limitOf(unit: 'seconds' | 'rings' | 'percent', limits: { good: number; acceptable: number }): string {
  const inMinutes = unit === 'seconds' && limits.good % 60 === 0 && limits.acceptable % 60 === 0;
  const [good, acceptable] = [limits.good, limits.acceptable].map((limit) => (inMinutes ? limit / 60 : limit));
  return `${good === acceptable ? `до ${good}` : `${good}–${acceptable}`} ${units[inMinutes ? 'minutes' : unit]}`;
}

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
