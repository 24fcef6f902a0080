/** Trends as plain tables for files and mail: the same figures as on the page, under Russian headings. */
import type { Cell, Standing } from '#analyzer';
import { criteriaOf, groupsOf, heatMapOf, summaryOf, type TrendDeps } from './trend-answers.ts';
import { phrasesOf } from './trend-phrases.ts';
import type { TrendAsk } from './trend-query.ts';
import type { GroupKind, TrendGroups } from './trend-shapes.ts';
import { timesOf } from './trend-times.ts';
import { wordsInForce } from './words-in-force.ts';

export type TableName =
  | 'summary'
  | 'operators'
  | 'teams'
  | 'topics'
  | 'hours'
  | 'criteria'
  | 'heat'
  | 'times'
  | 'entries';

export interface TrendTable {
  name: TableName;
  title: string;
  headings: string[];
  rows: Cell[][];
}

const standings: Record<Standing, string> = {
  above: 'выше остальных',
  below: 'ниже остальных',
  none: 'нет надёжной разницы',
  few: 'мало звонков',
};

interface Interval {
  n: number;
  value: number | null;
  low: number | null;
  high: number | null;
}
/** A mean in three cells, a share in three cells as per cent. */
const meanCells = ({ value, low, high }: Interval): Cell[] => [value, low, high];
const percentCells = ({ value, low, high }: Interval): Cell[] =>
  [value, low, high].map((share) => (share === null ? null : Math.round(share * 1_000) / 10));
const day = (local: string): Cell => ({ local });

/** Makes one table. */
export async function trendTable(deps: TrendDeps, ask: TrendAsk, name: TableName): Promise<TrendTable> {
  return { name, ...(await makers[name](deps, ask)) };
}

/** All of them, in the order of the page. */
export async function trendTables(deps: TrendDeps, ask: TrendAsk): Promise<TrendTable[]> {
  return Promise.all((Object.keys(makers) as TableName[]).map((name) => trendTable(deps, ask, name)));
}

type Maker = (deps: TrendDeps, ask: TrendAsk) => Promise<Omit<TrendTable, 'name'>>;

const groupTable =
  (by: GroupKind, title: string, heading: string): Maker =>
  async (deps, ask) => {
    const { groups }: TrendGroups = await groupsOf(deps, ask, by);
    return {
      title,
      headings: [
        heading,
        'Звонков',
        'Проверено людьми',
        'С оценкой',
        'Оценка',
        'от',
        'до',
        'Грубых нарушений, %',
        'от, %',
        'до, %',
        'Разница',
      ],
      rows: groups.map(({ title: name, calls, checked, score, fatal, standing }) => [
        ...[name, calls, checked, score.n, ...meanCells(score), ...percentCells(fatal), standings[standing]],
      ]),
    };
  };

const makers: Record<TableName, Maker> = {
  summary: async (deps, ask) => {
    const { steps } = await summaryOf(deps, ask);
    return {
      title: 'Оценка по времени',
      headings: ['С даты', 'Всего звонков', 'С оценкой', 'Оценка', 'от', 'до', 'Грубых нарушений, %', 'от, %', 'до, %'],
      rows: steps.map(({ from, calls, score, fatal }) => [
        ...[day(from), calls, score.n, ...meanCells(score), ...percentCells(fatal)],
      ]),
    };
  },
  operators: groupTable('operator', 'Операторы', 'Оператор'),
  teams: groupTable('team', 'Группы', 'Группа'),
  topics: groupTable('topic', 'Темы', 'Тема'),
  hours: groupTable('hour', 'Часы', 'Час'),
  criteria: async (deps, ask) => {
    const { groups } = await criteriaOf(deps, ask);
    return {
      title: 'Критерии',
      headings: [
        'Критерий',
        'Пункт',
        'Вес',
        'Выполнен',
        'Не выполнен',
        'Под вопросом',
        'Выполнен, %',
        'от, %',
        'до, %',
      ],
      rows: groups.flatMap(({ criteria }) =>
        criteria.map(({ title, section, weight, rate }) => [
          ...[title, section, weight, rate.passed, rate.failed, rate.notSure, ...percentCells(rate)],
        ]),
      ),
    };
  },
  heat: async (deps, ask) => {
    const { criteria, rows } = await heatMapOf(deps, ask);
    return {
      title: 'Операторы и критерии',
      headings: ['Оператор', 'Критерий', 'Судили', 'Выполнен, %', 'от, %', 'до, %', 'Разница'],
      rows: rows.flatMap(({ operatorName, cells }) =>
        cells.flatMap((cell, i) =>
          cell === null
            ? []
            : [[operatorName, criteria[i]?.title ?? '', cell.n, ...percentCells(cell), standings[cell.standing]]],
        ),
      ),
    };
  },
  times: async (deps, ask) => {
    const { operators } = await timesOf(deps, ask);
    return {
      title: 'Время',
      headings: [
        ...[
          'Оператор',
          'Звонков',
          'Гудки, с',
          'Ожидание, с',
          'Обработка, с',
          'Разговор, с',
          'Удержание, с',
          'Тишина, с',
        ],
        ...['Пауз дольше 20 с', 'Перебиваний на звонок', 'Доля речи оператора, %'],
      ],
      rows: operators.map((row) => [
        ...[row.operatorName, row.calls, row.ring, row.queue, row.wrapUp, row.duration, row.hold, row.silence],
        ...[row.deadAir, row.interruptions, row.talkShare === null ? null : Math.round(row.talkShare * 1_000) / 10],
      ]),
    };
  },
  entries: async (deps, ask) => {
    const { entries } = await phrasesOf(deps, ask, await wordsInForce(deps), false);
    return {
      title: 'Слова и обороты',
      headings: [
        'Правило',
        'Запись словаря',
        'Слова',
        'Лучше сказать',
        'Нарушений',
        'Вопросов',
        'В звонках',
        'Звонков, %',
        'от, %',
        'до, %',
      ],
      rows: entries.map(({ rule, entry, words, replacement, count, unsure, inCalls }) => [
        ...[rule, entry, words, replacement, count, unsure, inCalls.calls, ...percentCells(inCalls)],
      ]),
    };
  },
};
