/** Answers of trends about times: table 5 of the standard, hold, silences, talk share. */
import { shareOf } from '#analyzer';
import { inRussianOrder } from '../shapes/russian-order.ts';
import { operatorTitle, rateOf, type TrendDeps } from './trend-answers.ts';
import type { TrendAsk } from './trend-query.ts';
import type { TrendTimes } from './trend-shapes.ts';

type TimeRow = Awaited<ReturnType<TrendDeps['screens']['timesByStep']>>[number];

/** Times by step and by operator, and how many calls keep within table 5. */
export async function timesOf(deps: TrendDeps, ask: TrendAsk): Promise<TrendTimes> {
  const [steps, operators, names, criteria] = await Promise.all([
    deps.screens.timesByStep(ask.scope, { ...ask.filter, step: ask.period.step }),
    deps.screens.timesByOperator(ask.scope, ask.filter),
    deps.screens.scoresByOperator(ask.scope, ask.filter),
    deps.screens.weighed.criteria(ask.scope, ask.judged),
  ]);
  const nameOf = new Map(names.map(({ operator_id: id, operator_name: name }) => [id, name]));
  const rates = new Map(criteria.map((row) => [row.criterion, row]));
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
        operatorName: operatorTitle(operatorId, nameOf.get(operatorId) ?? ''),
        ...timesOfRow(row),
      }))
      .sort((a, b) => inRussianOrder(a.operatorName, b.operatorName)),
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
