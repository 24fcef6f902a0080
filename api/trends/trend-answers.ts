/** Answers of trends: sums of the store as estimates with intervals, and who differs from the others by more than chance. */
import {
  meanOf,
  type Standing,
  shareOf,
  standingsOfScores,
  standingsOfTable,
  type WeighedOutcomes,
  type WeighedSums,
} from '#analyzer';
import type { ApiDeps } from '../deps.ts';
import { inRussianOrder } from '../shapes/russian-order.ts';
import { marksOf } from './marks.ts';
import type { TrendAsk } from './trend-query.ts';
import type { CriterionSteps, GroupKind, HeatMap, TrendCriteria, TrendGroups, TrendSummary } from './trend-shapes.ts';

export type TrendDeps = Pick<ApiDeps, 'screens' | 'teams' | 'desk' | 'topics' | 'timeZone' | 'workbench'>;

/** Operators of a heat map at most. */
const mostOperators = 200;

/** Whole period and its steps, with the marks of changed versions. */
export async function summaryOf(deps: TrendDeps, ask: TrendAsk): Promise<TrendSummary> {
  const { weighed } = deps.screens;
  const { step } = ask.period;
  const [steps, all, drawn, marks] = await Promise.all([
    weighed.bySteps(ask.scope, { ...ask.judged, step }),
    deps.screens.scoresByStep(ask.scope, { ...ask.unsampled, step }),
    ask.period.basis === 'sample' ? null : weighed.bySteps(ask.scope, { ...ask.judged, step, sampled: true }),
    marksOf(deps, ask),
  ]);
  const byStep = new Map(steps.map((row) => [row.key, row]));
  return {
    period: ask.period,
    calls: sumOf(all.map(({ calls }) => calls)),
    sampled: sumOf((drawn ?? steps).map(({ calls }) => calls)),
    checked: sumOf(steps.map(({ checked_calls: checked }) => checked)),
    ...estimatesOf(together(steps)),
    // Steps without a drawn call stay on the axis: a gap is no missing week.
    steps: all.map(({ step: from, calls }) => ({ from, calls, ...estimatesOf(byStep.get(from) ?? nothing) })),
    marks,
  };
}

/** Scores of operators, teams, topics or hours, and which of them stand out. */
export async function groupsOf(deps: TrendDeps, ask: TrendAsk, by: GroupKind): Promise<TrendGroups> {
  const rows = await groupRows(deps, ask, by);
  const standings = standingsOfScores(rows.map(({ sums }) => sums.spread));
  const groups = rows
    .map(({ key, title, sums }, i) => ({
      key,
      title,
      calls: sums.calls,
      checked: sums.checked_calls,
      ...estimatesOf(sums),
      standing: standings[i] ?? ('few' satisfies Standing),
    }))
    .sort((a, b) => inRussianOrder(a.title, b.title));
  return { period: ask.period, by, groups };
}

async function groupRows(deps: TrendDeps, { scope, judged: filter }: TrendAsk, by: GroupKind) {
  const { weighed } = deps.screens;
  if (by === 'hour') {
    const rows = await weighed.byHours(scope, filter);
    return rows.map(({ key, ...sums }) => ({ key, title: `${key}:00`, sums }));
  }
  if (by === 'topic') {
    const titles = new Map(deps.topics.list.map(({ id, title }) => [id, title]));
    const rows = await weighed.byTopics(scope, filter);
    return rows.map(({ key, ...sums }) => ({ key, title: titles.get(key) ?? (key || 'Тема не определена'), sums }));
  }
  const rows = await weighed.byOperators(scope, filter);
  if (by === 'operator') return rows.map(({ key, name, ...sums }) => ({ key, title: operatorTitle(key, name), sums }));
  const teams = await deps.teams.list();
  const known = new Set(teams.flatMap(({ operatorIds }) => operatorIds));
  const groups = [
    ...teams.map(({ id, name, operatorIds }) => ({ key: id, title: name, own: new Set(operatorIds) })),
    { key: '', title: 'Без группы', own: new Set(rows.map(({ key }) => key).filter((key) => !known.has(key))) },
  ];
  return groups.flatMap(({ key, title, own }) => {
    const members = rows.filter((row) => own.has(row.key));
    return members.length === 0 ? [] : [{ key, title, sums: together(members) }];
  });
}

/** How an operator is called; both are empty where nobody said whose the call is. */
export const operatorTitle = (id: string, name: string): string => name || id || 'Оператор не указан';

/** Pass rates of the criteria, in the order of the scorecard; criteria without a judged call have no rate. */
export async function criteriaOf(deps: TrendDeps, ask: TrendAsk): Promise<TrendCriteria> {
  const rows = new Map((await deps.screens.weighed.criteria(ask.scope, ask.judged)).map((row) => [row.criterion, row]));
  return {
    period: ask.period,
    groups: deps.desk.scorecard.groups.map(({ title, criteria }) => ({
      title,
      criteria: criteria.map(({ id, title: name, section, weight }) => ({
        id,
        title: name,
        section,
        weight,
        rate: rateOf(rows.get(id)),
      })),
    })),
  };
}

/** One criterion over time; null for one that the scorecard does not have. */
export async function criterionStepsOf(deps: TrendDeps, ask: TrendAsk, id: string): Promise<CriterionSteps | null> {
  const known = deps.desk.scorecard.groups.flatMap(({ criteria }) => criteria).find((one) => one.id === id);
  if (known === undefined) return null;
  const { step } = ask.period;
  const [rows, all, marks] = await Promise.all([
    deps.screens.weighed.criteriaBySteps(ask.scope, { ...ask.judged, step }),
    deps.screens.scoresByStep(ask.scope, { ...ask.unsampled, step }),
    marksOf(deps, ask),
  ]);
  const own = new Map(rows.filter(({ criterion }) => criterion === id).map((row) => [row.key, row]));
  const steps = all.map(({ step: from }) => ({ from, rate: rateOf(own.get(from)) }));
  return { period: ask.period, id, title: known.title, steps, marks };
}

/** Operators × criteria; a cell stands out against the same criterion of all the others, with all cells taken into account. */
export async function heatMapOf(deps: TrendDeps, ask: TrendAsk): Promise<HeatMap> {
  const [rows, names] = await Promise.all([
    deps.screens.weighed.criteriaByOperators(ask.scope, ask.judged),
    deps.screens.scoresByOperator(ask.scope, ask.filter),
  ]);
  const operators = names
    .map(({ operator_id: id, operator_name: name }) => ({ id, name: operatorTitle(id, name) }))
    .sort((a, b) => inRussianOrder(a.name, b.name));
  const shown = operators.slice(0, mostOperators);
  const judged = new Set(rows.map(({ criterion }) => criterion));
  const criteria = deps.desk.scorecard.groups.flatMap(({ title: group, criteria: own }) =>
    own.filter(({ id, weight }) => weight > 0 && judged.has(id)).map(({ id, title }) => ({ id, title, group })),
  );
  const cells = new Map(rows.map((row) => [`${row.key}\n${row.criterion}`, row]));
  const cellOf = (operator: string, criterion: string) => cells.get(`${operator}\n${criterion}`);
  const standings = standingsOfTable(
    criteria.map(({ id }) =>
      operators.map((operator) => {
        const { passed_calls: hits = 0, failed_calls: failed = 0 } = cellOf(operator.id, id) ?? {};
        return { hits, n: hits + failed };
      }),
    ),
  );
  return {
    period: ask.period,
    criteria,
    rows: shown.map(({ id, name }, r) => ({
      operatorId: id,
      operatorName: name,
      cells: criteria.map((criterion, c) => {
        const cell = cellOf(id, criterion.id);
        return cell === undefined ? null : { ...rateOf(cell), standing: standings[c]?.[r] ?? 'few' };
      }),
    })),
    more: operators.length > shown.length,
  };
}

const noOutcomes: Omit<WeighedOutcomes, 'criterion'> = {
  passed_calls: 0,
  failed_calls: 0,
  not_sure_calls: 0,
  passed_weight: 0,
  weight: 0,
  weight_squares: 0,
};

/** Share of calls that passed among those that passed or failed. */
export function rateOf(row: Omit<WeighedOutcomes, 'criterion'> = noOutcomes) {
  const { passed_calls: passed, failed_calls: failed, not_sure_calls: notSure, passed_weight: hits, ...weights } = row;
  return { ...shareOf({ n: passed + failed, ...weights }, hits), passed, failed, notSure };
}

const nothing: WeighedSums = {
  calls: 0,
  checked_calls: 0,
  call_weight: 0,
  call_weight_squares: 0,
  n: 0,
  weight: 0,
  weight_squares: 0,
  scores: 0,
  score_squares: 0,
  fatal_calls: 0,
  fatal_weight: 0,
  spread: [],
};

const estimatesOf = (sums: WeighedSums) => ({
  score: meanOf(sums),
  fatal: shareOf(
    { n: sums.calls, weight: sums.call_weight, weight_squares: sums.call_weight_squares },
    sums.fatal_weight,
  ),
});

/** Several sums as one. */
function together(rows: readonly WeighedSums[]): WeighedSums {
  const total = { ...nothing };
  const plain = Object.keys(nothing).filter((key) => key !== 'spread') as Exclude<keyof WeighedSums, 'spread'>[];
  for (const row of rows) for (const key of plain) total[key] += row[key];
  const spread = new Map<number, number>();
  for (const { score, calls } of rows.flatMap((row) => row.spread)) spread.set(score, (spread.get(score) ?? 0) + calls);
  return { ...total, spread: [...spread].map(([score, calls]) => ({ score, calls })) };
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
