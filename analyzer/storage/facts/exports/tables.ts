/** What can be taken out as a table: calls, findings, criteria; their queries, and their columns under Russian headings. */
import { z } from 'zod';
import { inScope, scopedQuery } from '../query.ts';
import { filterParams, inFilter } from '../screens/period.ts';

/** Rows of the largest export; the answer is streamed, the limit only stops a runaway. */
const mostRows = 1_000_000_000;
const longestSeconds = 3_600;
/** Rows without a call behind them are figures only. */
const chosen = `NOT erased AND ${inScope} AND ${inFilter}`;
const ofChosenRuns = `(day, call_id, analysis_id) IN (SELECT day, call_id, analysis_id FROM calls FINAL WHERE ${chosen})`;
const secondsOf = (column: string) => `round(${column} / 1000, 2)`;

/** A cell as the store holds it. */
type StoredCell = string | number | boolean | null;
/** A local moment «2026-03-11 09:14:05» or day «2026-03-11»: a workbook holds it as a date that can be counted with. */
export interface Moment {
  local: string;
}
/** A cell as the formats write it. */
export type Cell = StoredCell | Moment;
/** A row by the names of its SQL. */
export type StoredRow = Record<string, StoredCell>;
/** Looking at each of millions of cells costs more than reading them; what they are is fixed by the SQL of the tables. */
const rowSchema = z.custom<StoredRow>((row) => typeof row === 'object' && row !== null);

const limits = { params: filterParams, row: rowSchema, limit: mostRows, seconds: longestSeconds };

const calls = scopedQuery({
  name: 'export_calls',
  sql: `SELECT toString(call_id) AS call, external_id AS number,
      formatDateTime(started_at, '%Y-%m-%d %H:%i:%S', {zone:String}) AS started, direction AS way, source AS origin,
      operator_id AS operator, operator_name AS name, round(duration, 2) AS length, round(score, 2) AS total,
      round(quality, 2) AS quality_score, compliance AS compliance_score, arrayStringConcat(fatal, ', ') AS fatal_criteria,
      findings AS certain_findings, unsure AS unsure_findings, arrayStringConcat(failed, ', ') AS failed_criteria,
      round(operator_talk, 2) AS operator_seconds, round(client_talk, 2) AS client_seconds, round(hold, 2) AS hold_seconds,
      round(silence, 2) AS silence_seconds, dead_air_over_20s AS long_silences, calls.interruptions AS interruption_count,
      round(ring_seconds, 2) AS ring, round(queue_seconds, 2) AS queue, round(wrap_up_seconds, 2) AS wrap_up,
      lexicon_version AS lexicon, scorecard_version AS scorecard, engine_model AS model
    FROM calls FINAL WHERE ${chosen} ORDER BY day, call_id`,
  ...limits,
});

const findings = scopedQuery({
  name: 'export_findings',
  sql: `SELECT toString(call_id) AS call, toString(day) AS date, operator_id AS operator, rule, entry, text AS words,
      ${secondsOf('start_ms')} AS begins, ${secondsOf('end_ms')} AS ends, speaker AS voice, section AS clause,
      replacement AS better, certain AS sure, reason AS why
    FROM findings FINAL WHERE ${ofChosenRuns} ORDER BY day, call_id, n`,
  ...limits,
});

const criteria = scopedQuery({
  name: 'export_criteria',
  sql: `SELECT toString(call_id) AS call, toString(day) AS date, operator_id AS operator, criterion, title AS heading,
      toString(outcome) AS result, section AS clause, round(weight, 2) AS points, round(earned, 2) AS earned_points,
      fatal AS is_fatal, reason AS why
    FROM criteria FINAL WHERE ${ofChosenRuns} ORDER BY day, call_id, n`,
  ...limits,
});

interface Column {
  key: string;
  /** Heading in CSV and XLSX; JSONL and Parquet carry the key. */
  title: string;
  /** Holds a local moment or day. */
  moment: boolean;
}
const columns = (...given: readonly (readonly [key: string, title: string, kind?: 'moment'])[]): readonly Column[] =>
  given.map(([key, title, kind]) => ({ key, title, moment: kind === 'moment' }));

/** The cells of a row in the order of its table's columns. */
export const cellsOf = (columns: readonly Column[], row: StoredRow): Cell[] =>
  columns.map(({ key, moment }) => {
    const value = row[key] ?? null;
    return moment && typeof value === 'string' ? { local: value } : value;
  });

/** A table that can be exported; times of calls are local, other times are seconds of the recording. */
export const exportTables = {
  calls: {
    query: calls,
    columns: columns(
      ['call', 'Звонок'],
      ['number', 'Номер'],
      ['started', 'Начало', 'moment'],
      ['way', 'Направление'],
      ['origin', 'Откуда'],
      ['operator', 'Оператор'],
      ['name', 'Имя'],
      ['length', 'Длительность, с'],
      ['total', 'Оценка'],
      ['quality_score', 'Качество'],
      ['compliance_score', 'Соблюдение'],
      ['fatal_criteria', 'Грубые нарушения'],
      ['certain_findings', 'Нарушений'],
      ['unsure_findings', 'Под вопросом'],
      ['failed_criteria', 'Не выполнено'],
      ['operator_seconds', 'Речь оператора, с'],
      ['client_seconds', 'Речь клиента, с'],
      ['hold_seconds', 'Удержание, с'],
      ['silence_seconds', 'Тишина, с'],
      ['long_silences', 'Пауз дольше 20 с'],
      ['interruption_count', 'Перебиваний'],
      ['ring', 'Гудки, с'],
      ['queue', 'Ожидание оператора, с'],
      ['wrap_up', 'Обработка после звонка, с'],
      ['lexicon', 'Версия словарей'],
      ['scorecard', 'Версия карты'],
      ['model', 'Речевая модель'],
    ),
  },
  findings: {
    query: findings,
    columns: columns(
      ['call', 'Звонок'],
      ['date', 'День', 'moment'],
      ['operator', 'Оператор'],
      ['rule', 'Правило'],
      ['entry', 'Запись словаря'],
      ['words', 'Слова'],
      ['begins', 'С секунды'],
      ['ends', 'По секунду'],
      ['voice', 'Говорит'],
      ['clause', 'Пункт'],
      ['better', 'Лучше сказать'],
      ['sure', 'Уверенно'],
      ['why', 'Почему'],
    ),
  },
  criteria: {
    query: criteria,
    columns: columns(
      ['call', 'Звонок'],
      ['date', 'День', 'moment'],
      ['operator', 'Оператор'],
      ['criterion', 'Критерий'],
      ['heading', 'Название'],
      ['result', 'Исход'],
      ['clause', 'Пункт'],
      ['points', 'Вес'],
      ['earned_points', 'Баллы'],
      ['is_fatal', 'Грубое'],
      ['why', 'Почему'],
    ),
  },
} as const;
export const exportTableSchema = z.enum(['calls', 'findings', 'criteria']);
export type ExportTable = z.infer<typeof exportTableSchema>;
