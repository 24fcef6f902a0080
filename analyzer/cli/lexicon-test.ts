/**
 * `kamerton lexicon test`: the entries' own examples, precision and recall on a labelled file, and what people agreed on in
 * calibrations: utterances, and criteria of whole calls.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { defaultFolder, readLexiconFiles } from '#lexicons';
import { analyzerConfigSchema, readConfig, statePlaceOf } from '../config.ts';
import { KamertonError } from '../platform/errors.ts';
import {
  type Labelled,
  type LabelledMeasure,
  labelledSchema,
  measureLabelled,
  ratesOf,
} from '../rules/measure-labelled.ts';
import { compileJudge, judgeSourceOf } from '../scoring/judge-call.ts';
import { goldOf } from '../storage/state/calibrations.ts';
import { openStateDatabase } from '../storage/state/database.ts';
import { type GoldCall, readGold, type TestedCriterion, testCriteria } from '../trust/gold-call.ts';
import { readArguments, UsageError } from './arguments.ts';
import { rulebookOf } from './lexicon-folder.ts';
import { tableOf } from './table.ts';
import { writeOut } from './write-out.ts';

/**
 * Prints a table with one row a rule and every error of the labelled file.
 * @returns 0; 1 when an example does not hold or a figure of all rules together is below its threshold
 * @throws UsageError for wrong arguments; KamertonError for a labelled file that cannot be read
 */
export async function lexiconTest(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    labelled: { type: 'string' },
    'without-gold': { type: 'boolean', default: false },
    'min-precision': { type: 'string', default: '0' },
    'min-recall': { type: 'string', default: '0' },
    'min-criteria': { type: 'string', default: '0' },
  });
  const usage =
    'lexicon test [ПАПКА] [--labelled ФАЙЛ.jsonl] [--without-gold] [--min-precision Ч] [--min-recall Ч] [--min-criteria Ч]';
  if (positionals.length > 1) throw new UsageError(`укажите одну папку словарей: ${usage}`);
  const least = {
    precision: share(values['min-precision']),
    recall: share(values['min-recall']),
    criteria: share(values['min-criteria']),
  };
  const labelled = values.labelled === undefined ? [] : await readLabelled(values.labelled);
  const gold = values['without-gold'] ? [] : await readAgreed();
  const utterances = gold.flatMap((call) => call.utterances);
  const items = [...labelled, ...utterances];
  const folder = positionals[0] ?? defaultFolder;
  const rulebook = await rulebookOf(folder);
  if (!rulebook) return 1;
  await writeOut('Примеры записей: все верны.\n');
  const isAsked = gold.some(({ criteria: agreed }) => Object.keys(agreed).length > 0);
  const criteria = isAsked ? testCriteria(gold, await compileJudge(judgeSourceOf(readLexiconFiles(folder)))) : [];
  if (gold.length > 0) await writeOut(agreedLine(gold.length, utterances.length, criteria.length));
  if (items.length === 0) return 0;
  const measure = measureLabelled(items, rulebook);
  await writeOut(report(measure));
  if (criteria.length > 0) await writeOut(criteriaReport(criteria));
  const { precision, recall } = ratesOf(measure.rules);
  const isEnough = precision >= least.precision && recall >= least.recall && rightShare(criteria) >= least.criteria;
  return isEnough ? 0 : 1;
}

function share(text: string): number {
  const value = Number(text.replace(',', '.'));
  if (!(value >= 0 && value <= 1)) throw new UsageError(`порог «${text}» – не число от 0 до 1`);
  return value;
}

/** Nothing where the product has not run yet. */
async function readAgreed(): Promise<GoldCall[]> {
  const place = statePlaceOf(readConfig(analyzerConfigSchema));
  if (!/^postgres(ql)?:/.test(place) && !existsSync(place)) return [];
  const database = await openStateDatabase(place);
  try {
    return (await goldOf(database)).map(readGold);
  } finally {
    await database.destroy();
  }
}

async function readLabelled(path: string): Promise<Labelled[]> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new KamertonError('bad_input', `${path}: файл не читается (${cause.code ?? ''})`, { cause });
  });
  return text.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [labelledLine(line, `${path}:${i + 1}`)]));
}

function labelledLine(line: string, place: string): Labelled {
  const parsed = labelledSchema.safeParse(parseJson(line));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') || 'строка';
  throw new KamertonError('bad_input', `${place}: неверная разметка, поле «${field}»`);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const kinds = { missed: 'пропущено', false: 'ложно', doubtful: 'под вопросом' } as const;

function report({ rules, errors }: LabelledMeasure): string {
  const percent = (value: number) => value.toFixed(3).replace('.', ',');
  const row = (name: string, tallies: LabelledMeasure['rules']) => {
    const { precision, recall } = ratesOf(tallies);
    const counts = (['right', 'falseCount', 'missed', 'doubtful'] as const).map((key) =>
      String(tallies.reduce((sum, tally) => sum + tally[key], 0)),
    );
    return [name, ...counts, percent(precision), percent(recall)];
  };
  const head = ['правило', 'верно', 'ложно', 'пропущено', 'под вопросом', 'точность', 'полнота'];
  const table = tableOf([head, ...rules.map((tally) => row(tally.rule, [tally])), row('все', rules)]);
  const lines = errors.map(
    ({ kind, rule, words, id, text }) => `${kinds[kind]}  ${rule}  «${words}»  ${id}: ${text}\n`,
  );
  return lines.join('') + table;
}

const agreedLine = (calls: number, utterances: number, criteria: number) =>
  `Согласовано на калибровках: звонков ${calls}, реплик ${utterances}, ответов по критериям ${criteria}.\n`;

/** The machine's doubt is no answer: such a criterion waits for a person. */
const isOpen = ({ judged }: TestedCriterion) => judged === 'not_sure';
const isRight = ({ agreed, judged }: TestedCriterion) => agreed === judged;

/** Of the criteria that the machine gives an answer to; 1 where there is none. */
function rightShare(criteria: readonly TestedCriterion[]): number {
  const answered = criteria.filter((one) => !isOpen(one));
  return answered.length === 0 ? 1 : answered.filter(isRight).length / answered.length;
}

const outcomeNames = {
  passed: 'выполнен',
  failed: 'не выполнен',
  not_applicable: 'неприменим',
  not_sure: 'не уверены',
} as const;

function criteriaReport(criteria: readonly TestedCriterion[]): string {
  const row = (name: string, tested: readonly TestedCriterion[]) => {
    const wrong = tested.filter((one) => !isOpen(one) && !isRight(one)).length;
    const counts = [tested.filter(isRight).length, wrong, tested.filter(isOpen).length].map(String);
    return [name, ...counts, rightShare(tested).toFixed(3).replace('.', ',')];
  };
  const names = [...new Set(criteria.map(({ criterion }) => criterion))].sort();
  const rows = names.map((name) =>
    row(
      name,
      criteria.filter(({ criterion }) => criterion === name),
    ),
  );
  const table = tableOf([
    ['критерий', 'верно', 'неверно', 'под вопросом', 'доля верных'],
    ...rows,
    row('все', criteria),
  ]);
  const lines = criteria
    .filter((one) => !isRight(one))
    .map(
      ({ callId, criterion, agreed, judged, reason }) =>
        `${judged === 'not_sure' ? 'под вопросом' : 'неверно'}  ${criterion}  ${callId}: люди – ${outcomeNames[agreed]}, программа – ${outcomeNames[judged]} (${reason})\n`,
    );
  return `\n${lines.join('')}${table}`;
}
