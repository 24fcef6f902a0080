/** Counts by day: whatever is written and rolled in whatever order, a screen shows what its calls say. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Outcome } from '../../../analyzer/domain/criterion.ts';
import type { Finding } from '../../../analyzer/domain/finding.ts';
import { type CallRun, callFacts } from '../../../analyzer/storage/facts/call-facts.ts';
import { callOutcomes } from '../../../analyzer/storage/facts/call-outcomes.ts';
import { openFactsReader } from '../../../analyzer/storage/facts/client.ts';
import {
  dayRoller,
  forgetRolls,
  readDayStates,
  rollDays,
  rolledTables,
} from '../../../analyzer/storage/facts/day-rolls.ts';
import { factsQueries, runScopedQuery, type ScopedQuery } from '../../../analyzer/storage/facts/query.ts';
import type { CallFilter } from '../../../analyzer/storage/facts/screens/period.ts';
import { type CallScreens, callScreens } from '../../../analyzer/storage/facts/screens/screens.ts';
import { storedParts } from '../../../analyzer/storage/facts/stored-parts.ts';
import { embeddedStore } from '../../support/embedded-store.ts';
import { makeAnalysis } from '../../support/make-analysis.ts';
import { makeRun } from '../../support/make-run.ts';

const store = embeddedStore();
const zone = 'Europe/Moscow';
const month: CallFilter = { from: '2026-03-01', to: '2026-03-31', zone };
const all = { kind: 'all' } as const;
let screens: CallScreens;

beforeAll(() => {
  screens = callScreens(store.client);
});
beforeEach(async () => {
  for (const table of ['calls', 'call_outcomes', 'call_topics', 'sampled_calls', ...rolledTables])
    await store.client.command({ query: `TRUNCATE TABLE ${table}` });
});

const entries = ['filler/nu', 'filler/vot', 'rude/hren', 'diminutive/schetik'] as const;
const phrases = ['ну', 'вот', 'хрен', 'счётик'];
const outcomes = ['passed', 'failed', 'not_sure', 'not_applicable'] as const;
interface Made {
  /** Which of a few calls. */
  call: number;
  found: { entry: number; certain: boolean }[];
  outcomes: Outcome[];
  operator: number;
  score: number | null;
}
/** What somebody left of a call: which of its findings still count, what else they found, how they decided a criterion. */
interface Decided {
  decide: number;
  found: number[];
  added: number;
  outcome: Outcome;
  score: number | null;
}

const finding = ({ entry, certain }: Made['found'][number]): Finding => ({
  rule: (entries[entry] ?? '').split('/')[0] as Finding['rule'],
  entry: entries[entry] ?? '',
  certain,
  segment: 2,
  text: phrases[entry] ?? '',
  start: 9.25,
  end: 9.8,
  speaker: 'operator',
  section: '5.6.3',
  replacement: '',
  reason: 'для проверки',
});
const criterion = (id: string, outcome: Outcome) => ({
  id,
  title: id,
  outcome,
  section: '5.6',
  weight: 4,
  earned: 0,
  findings: [],
  evidence: [],
  reason: '',
  fatal: false,
});
/** 21:30 in UTC is the next day in Moscow. */
const moments = [
  '2026-03-01T20:30:00.000Z',
  '2026-03-01T21:30:00.000Z',
  '2026-03-08T21:30:00.000Z',
  '2026-03-20T08:00:00.000Z',
];
const idOf = (call: number) => `00000000-0000-4000-8000-00000000000${call}`;

const plain = {
  found: [{ entry: 0, certain: true }],
  outcomes: ['passed', 'failed'],
  operator: 1,
} satisfies Partial<Made>;

const runOf = ({ call, found, outcomes: told, operator, score }: Made, run: number): CallRun =>
  makeRun({
    callId: idOf(call),
    run,
    analysisId: randomUUID(),
    startedAt: moments[call % moments.length] ?? '',
    operatorId: `op-${operator}`,
    analysis: makeAnalysis('x', {
      score,
      fatal: score === 0 ? ['speech.rude'] : [],
      findings: found.map(finding),
      criteria: told.map((outcome, i) => criterion(['greeting.name', 'speech.rude'][i] ?? '', outcome)),
    }),
  });

const questions = [['scoresByOperator', 'scores_by_operator', {}]] as const;
/** For the machine's word and for people's. */
const judgedQuestions = (screens: CallScreens) =>
  [
    [screens.findingsByRule, 'findings_by_rule_of_*_over_all', {}],
    [screens.findingsByEntry, 'findings_by_entry_of_*_over_all', { most: 100 }],
    [screens.topPhrases, 'top_phrases_of_*_over_all', { most: 100 }],
    [screens.weighed.bySteps, 'weighed_by_steps_of_*_over_all', { step: 'week' }],
    [screens.weighed.byOperators, 'weighed_by_operators_of_*_over_all', {}],
    [screens.weighed.byHours, 'weighed_by_hours_of_*_over_all', {}],
    [screens.weighed.byTopics, 'weighed_by_topics_of_*_over_all', {}],
    [screens.weighed.criteria, 'weighed_criteria_of_*_over_all', {}],
    [screens.weighed.criteriaBySteps, 'weighed_criteria_by_steps_of_*_over_all', { step: 'day' }],
    [screens.weighed.criteriaByOperators, 'weighed_criteria_by_operators_of_*_over_all', {}],
  ] as const;

/** What a question over the calls answers. */
const direct = (name: string, filter: CallFilter, more: object, scope: Parameters<CallScreens['list']>[0]) =>
  runScopedQuery(store.client, factsQueries.get(name) as ScopedQuery, scope, { ...filter, ...more });

async function expectEqualAnswers(): Promise<void> {
  const asked: [Parameters<CallScreens['list']>[0], CallFilter][] = [
    [all, month],
    [
      { kind: 'operator', operatorId: 'op-1' },
      { ...month, to: '2026-03-08' },
    ],
    [all, { ...month, operators: ['op-0'] }],
  ];
  for (const [scope, filter] of asked) {
    for (const [screen, name, more] of questions) {
      const ask = screens[screen] as (scope: unknown, params: unknown) => Promise<unknown>;
      expect(await ask(scope, { ...filter, ...more }), name).toEqual(await direct(name, filter, more, scope));
    }
    for (const judge of ['machine', 'people'] as const) {
      // Whose calls are counted is the same text for each question; one narrowed scope stands for the others.
      if (filter.operators !== undefined) continue;
      for (const [question, names, more] of judgedQuestions(screens)) {
        const [ask, name] = [
          question as (scope: unknown, params: unknown) => Promise<unknown>,
          names.replace('*', judge),
        ];
        const rows = await ask(scope, { ...filter, people: judge === 'people', ...more });
        expect(rows, name).toEqual(await direct(name, filter, more, scope));
      }
    }
  }
  for (const judge of ['machine', 'people'] as const) {
    for (const { narrowed, asks } of narrowings) {
      const filter = { ...month, ...narrowed };
      const of = `of_${judge}_over_${filter.sampled === true ? 'sample' : 'all'}`;
      for (const [question, names, more] of judgedQuestions(screens)) {
        if (!asks.test(names)) continue;
        const ask = question as (scope: unknown, params: unknown) => Promise<unknown>;
        const name = names.replace('of_*_over_all', of);
        const rows = await ask(all, { ...filter, people: judge === 'people', ...more });
        expect(rows, `${name} ${JSON.stringify(narrowed)}`).toEqual(await direct(name, filter, more, all));
      }
      for (const order of ['newest', 'worst'] as const) {
        const page = await screens.list(all, { ...filter, people: judge === 'people' }, { order, limit: 50 });
        const rows = (await direct(`calls_${order}_${of}`, filter, wholeList[order], all)) as { id: string }[];
        expect(ids(page.items), `${order} ${of}`).toEqual(ids(rows));
        if (order === 'worst') continue;
        expect((await screens.count(all, { ...filter, people: judge === 'people' })).calls).toBe(rows.length);
      }
    }
  }
}

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
/** What no count by day answers. Every question is asked over the same table: some of them stand for the others. */
const narrowings: { narrowed: Partial<CallFilter>; asks: RegExp }[] = [
  { narrowed: { sampled: true }, asks: /steps|topics|criteria_by_op|entry/ },
  { narrowed: { max_score: 62.5 }, asks: /phrases/ },
  { narrowed: { criteria: ['greeting.name'], topics: ['debt'] }, asks: /weighed_by_operators/ },
];
const noPlace = { after_id: '00000000-0000-0000-0000-000000000000', size: 200 };
const wholeList = {
  newest: {
    ...noPlace,
    ...{ after_at: '2290-01-01 00:00:00.000', since: '1970-01-02', until: '2148-12-31' },
  },
  worst: { ...noPlace, after_score: -1 },
};

const made = fc.record<Made>({
  call: fc.nat(7),
  found: fc.array(fc.record({ entry: fc.nat(3), certain: fc.boolean() }), { maxLength: 4 }),
  outcomes: fc.array(fc.constantFrom(...outcomes), { minLength: 2, maxLength: 2 }),
  operator: fc.nat(2),
  score: fc.constantFrom(null, 0, 50, 62.5, 100),
});
const decided = fc.record<Decided>({
  decide: fc.nat(7),
  found: fc.array(fc.nat(2), { maxLength: 4 }),
  added: fc.nat(1),
  outcome: fc.constantFrom(...outcomes),
  score: fc.constantFrom(null, 0, 62.5, 75),
});
/** What the words of a call are about, told anew. */
interface Told {
  tell: number;
  topics: string[];
}
const told = fc.record<Told>({
  tell: fc.nat(7),
  topics: fc.uniqueArray(fc.constantFrom('debt', 'meters', 'repair')),
});
/** A call that is drawn for the audit. */
interface Drawn {
  draw: number;
}
const drawn = fc.record<Drawn>({ draw: fc.nat(7) });
const step = fc.oneof(
  { weight: 3, arbitrary: drawn },
  { weight: 4, arbitrary: made },
  { weight: 2, arbitrary: decided },
  { weight: 2, arbitrary: told },
  { weight: 2, arbitrary: fc.constant('roll' as const) },
  { weight: 1, arbitrary: fc.constantFrom('merge' as const, 'restamp' as const, 'forget' as const) },
);

/** Writes what people left of the call as it was last judged; of a call that is not there nothing. */
async function decide(
  { decide: call, found, added, outcome, score }: Decided,
  made: Map<number, CallRun>,
  steps: number,
) {
  const run = made.get(call);
  if (run === undefined) return;
  const left = run.analysis.findings.map((_, i) => found[i] ?? 1);
  const ofOutcome = (wanted: Outcome) => (outcome === wanted ? ['greeting.name'] : []);
  const { day, callId, analysisId } = run;
  await callOutcomes(store.client).write([
    {
      ...{ day, callId, analysisId, steps, decisions: 1, reviewed: false, score, quality: score, compliance: null },
      fatal: score === 0 ? ['speech.rude'] : [],
      findings: left.filter((state) => state === 1).length + added,
      unsure: left.filter((state) => state === 2).length,
      found: left,
      addedRules: added === 0 ? [] : ['rude'],
      passed: ofOutcome('passed'),
      failed: ofOutcome('failed'),
      notSure: ofOutcome('not_sure'),
    },
  ]);
}

const tell = ({ tell: call, topics }: Told, made_at: number) =>
  store.client.insert({
    table: 'call_topics',
    values: [
      {
        day: (moments[call % moments.length] ?? '').slice(0, 10),
        call_id: idOf(call),
        analysis_id: randomUUID(),
        topics,
        lists: 'x',
        made_at,
      },
    ],
    format: 'JSONEachRow',
  });

/** Told twice it is told the same: a drawing never changes. */
const draw = ({ draw: call }: Drawn) =>
  store.client.insert({
    table: 'sampled_calls',
    values: [
      {
        day: (moments[call % moments.length] ?? '').slice(0, 10),
        ...{ call_id: idOf(call), event_id: randomUUID(), sample_id: randomUUID(), operator_id: 'op-1' },
        ...{ period_from: '2026-03-02', period_to: '2026-03-08', population: 1 + call, drawn: 1, at: moments[0] },
      },
    ],
    format: 'JSONEachRow',
  });

describe('counts by day', () => {
  it('are those of the calls after any writes, re-scores, merges and rolls', async () => {
    const facts = callFacts(store.client);
    const property = fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
      const runs = new Map<number, number>();
      const analyses = new Map<number, CallRun>();
      for (const [i, one] of steps.entries()) {
        if (one === 'roll') await rollDays(store.client, zone);
        else if (one === 'forget') await forgetRolls(storedParts(store.client, undefined));
        else if (one === 'merge') await store.client.command({ query: 'OPTIMIZE TABLE calls FINAL' });
        else if (one === 'restamp') {
          const calls = [...runs].map(([call, run]) => {
            runs.set(call, run + 1);
            return { callId: idOf(call), day: (moments[call % moments.length] ?? '').slice(0, 10), run: run + 1 };
          });
          calls.sort((a, b) => (a.day < b.day ? -1 : 1));
          await facts.restamp(calls, { engine: 'e', lexicon: `l${i}`, scorecard: 's' });
        } else if ('decide' in one) await decide(one, analyses, i + 1);
        else if ('tell' in one) await tell(one, i + 1);
        else if ('draw' in one) await draw(one);
        else {
          const run = (runs.get(one.call) ?? 0) + 1;
          runs.set(one.call, run);
          const written = runOf(one, run);
          analyses.set(one.call, written);
          await facts.write(written);
        }
      }
      await expectEqualAnswers();
    });
    await fc.assert(property, { numRuns: 5, seed: 20260311 });
  });

  it('hold for the days that stand as they were, and others are read from their calls', async () => {
    const facts = callFacts(store.client);
    const write = (call: number, run = 1) =>
      facts.write(
        runOf(
          { call, found: [{ entry: 0, certain: true }], outcomes: ['passed', 'failed'], operator: 1, score: 50 },
          run,
        ),
      );
    const held = async () =>
      (await readDayStates(store.client, { zone, from: '2026-03-01', to: '2026-03-31' })).map(({ day, builds }) => [
        day,
        builds.machine !== null,
      ]);
    for (const call of [0, 1, 2, 3]) await write(call);
    expect(await rollDays(store.client, zone)).toBe(4);
    expect(await rollDays(store.client, zone)).toBe(0);
    await write(2, 2);
    expect(await held()).toEqual([
      ['2026-03-01', true],
      ['2026-03-02', true],
      ['2026-03-09', false],
      ['2026-03-20', true],
    ]);
    // Counts that nobody could have made of the calls: the answer says whether they were read.
    await store.client.command({
      query: "ALTER TABLE day_counts UPDATE first = 100 WHERE kind = 'rule'",
      clickhouse_settings: { mutations_sync: '1' },
    });
    const rules = async () => (await screens.findingsByRule(all, month)).map((row) => row.certain_count);
    expect(await rules()).toEqual([301]);
    // Any other filter asks the copies of the calls; another zone has none.
    const ofScore = async () =>
      (await screens.findingsByRule(all, { ...month, max_score: 100 })).map((row) => row.certain_count);
    expect(await ofScore()).toEqual([4]);
    await store.client.command({
      query: "ALTER TABLE day_calls UPDATE found_certain = [true, true], found_rules = ['filler', 'filler'] WHERE true",
      clickhouse_settings: { mutations_sync: '1' },
    });
    expect(await ofScore()).toEqual([7]);
    expect((await screens.findingsByRule(all, { ...month, zone: 'UTC' })).map((row) => row.certain_count)).toEqual([4]);
    // Forgotten between the question what holds and the counts themselves.
    const late = callScreens({
      exec: store.client.exec,
      close: store.client.close,
      query: (async (request) => {
        const answer = await store.client.query(request);
        if (request.query.includes('states_of_days')) await forgetRolls(storedParts(store.client, undefined));
        return answer;
      }) as typeof store.client.query,
    });
    expect((await late.findingsByRule(all, month)).map((row) => row.certain_count)).toEqual([4]);
    expect(await rules()).toEqual([4]);
  });

  it('for people’s word hold while nobody decides anything, the machine’s whatever people do', async () => {
    const facts = callFacts(store.client);
    const written = new Map([0, 3].map((call) => [call, runOf({ ...plain, call, score: 50 }, 1)]));
    await facts.write(...written.values());
    expect(await rollDays(store.client, zone)).toBe(2);
    await decide({ decide: 3, found: [0], added: 1, outcome: 'passed', score: 75 }, written, 1);
    const held = async () =>
      (await readDayStates(store.client, { zone, from: '2026-03-01', to: '2026-03-31' })).map(({ day, builds }) => [
        day,
        builds.machine !== null,
        builds.people !== null,
      ]);
    expect(await held()).toEqual([
      ['2026-03-01', true, true],
      ['2026-03-20', true, false],
    ]);
    const scores = async (people: boolean) =>
      (await screens.weighed.byOperators(all, { ...month, people })).map((row) => [
        row.calls,
        row.checked_calls,
        row.scores,
      ]);
    expect(await scores(true)).toEqual([[2, 1, 125]]);
    expect(await rollDays(store.client, zone)).toBe(1);
    expect(await held()).toEqual([
      ['2026-03-01', true, true],
      ['2026-03-20', true, true],
    ]);
    // Sums that nobody could have made of the calls: the answer says which were read.
    await store.client.command({
      query: "ALTER TABLE day_scores UPDATE scores = scores + if(checked > 0, 1000, 10) WHERE kind = 'day'",
      clickhouse_settings: { mutations_sync: '1' },
    });
    expect(await scores(true)).toEqual([[2, 1, 1135]]);
    expect(await scores(false)).toEqual([[2, 0, 120]]);
  });

  it('of topics hold until a call’s topics are told anew', async () => {
    await callFacts(store.client).write(runOf({ ...plain, call: 0, score: 50 }, 1));
    expect(await rollDays(store.client, zone)).toBe(1);
    await tell({ tell: 0, topics: ['debt', 'meters'] }, 1);
    const topics = async () => (await screens.weighed.byTopics(all, month)).map(({ key, calls }) => [key, calls]);
    expect(await topics()).toEqual([
      ['debt', 1],
      ['meters', 1],
    ]);
    expect(await rollDays(store.client, zone)).toBe(1);
    // Counts that nobody could have made of the calls: the answer says which were read.
    await store.client.command({
      query: "ALTER TABLE day_topics UPDATE calls = 100 WHERE topic = 'debt'",
      clickhouse_settings: { mutations_sync: '1' },
    });
    expect(await topics()).toEqual([
      ['debt', 100],
      ['meters', 1],
    ]);
  });

  it('are looked up once for questions that are asked together, after the last of them', async () => {
    await callFacts(store.client).write(runOf({ ...plain, call: 3, score: 50 }, 1));
    await rollDays(store.client, zone);
    // A merge of its parts would be one more change.
    await store.client.command({ query: 'OPTIMIZE TABLE day_rolls FINAL' });
    const lookedUp: string[] = [];
    // By the account that the product reads with.
    const reader = openFactsReader(store.server.address);
    onTestFinished(() => reader.close());
    const counting = callScreens({
      exec: reader.exec,
      close: reader.close,
      query: (request) => {
        lookedUp.push(/states_of_days|parts_of_states|counted/.exec(request.query)?.[0] ?? '');
        return reader.query(request);
      },
    });
    const ask = () => counting.findingsByRule(all, month);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(Array(3).fill(await screens.findingsByRule(all, month)));
    expect(lookedUp.splice(0)).toEqual(['parts_of_states', 'states_of_days', 'counted', 'counted', 'counted']);
    await ask();
    expect(lookedUp.splice(0)).toEqual(['parts_of_states', 'counted']);
    await callFacts(store.client).write(runOf({ ...plain, call: 2, score: 50 }, 1));
    expect(await ask()).toEqual(await screens.findingsByRule(all, month));
    expect(lookedUp).toEqual(['parts_of_states', 'states_of_days', 'counted']);
  });

  it('are looked up once again after the store was away for a moment', async () => {
    await callFacts(store.client).write(runOf({ ...plain, call: 3, score: 50 }, 1));
    await rollDays(store.client, zone);
    // A merge of its parts would be one more change.
    await store.client.command({ query: 'OPTIMIZE TABLE day_rolls FINAL' });
    let isAway = true;
    let lookedUp = 0;
    const shaken = callScreens({
      exec: store.client.exec,
      close: store.client.close,
      query: ((request) => {
        if (isAway && request.query.includes('system.parts')) throw new Error('The server is shutting down');
        if (request.query.includes('states_of_days')) lookedUp += 1;
        return store.client.query(request);
      }) as typeof store.client.query,
    });
    const rows = await shaken.findingsByRule(all, month);
    isAway = false;
    for (let asked = 0; asked < 5; asked += 1) expect(await shaken.findingsByRule(all, month)).toEqual(rows);
    expect(lookedUp).toBe(2);
  });

  it('are found to hold by every question where the account sees no system tables', async () => {
    await callFacts(store.client).write(runOf({ ...plain, call: 3, score: 50 }, 1));
    await rollDays(store.client, zone);
    const blind = callScreens({
      exec: store.client.exec,
      close: store.client.close,
      query: ((request) => {
        if (request.query.includes('system.parts')) throw new Error('Not enough privileges');
        return store.client.query(request);
      }) as typeof store.client.query,
    });
    expect(await blind.findingsByRule(all, month)).toEqual(await screens.findingsByRule(all, month));
    await callFacts(store.client).write(runOf({ ...plain, call: 2, score: 50 }, 1));
    expect(await blind.findingsByRule(all, month)).toEqual(await screens.findingsByRule(all, month));
  });

  it('are made of a day when nothing has come to it for five minutes', async () => {
    const facts = callFacts(store.client);
    let now = 0;
    const roll = dayRoller(store.client, zone, () => now);
    const rolledAfter = (minutes: number) => {
      now += minutes * 60_000;
      return roll();
    };
    const quiet: Made = { call: 0, found: [], outcomes: ['passed', 'failed'], operator: 1, score: 50 };
    await facts.write(runOf(quiet, 1), runOf({ ...quiet, call: 2 }, 1));
    expect(await rolledAfter(0)).toBe(0);
    expect(await rolledAfter(4)).toBe(0);
    await facts.write(runOf(quiet, 2));
    expect(await rolledAfter(1)).toBe(1);
    expect(await rolledAfter(4)).toBe(0);
    expect(await rolledAfter(1)).toBe(1);
    expect(await rolledAfter(9)).toBe(0);
  });

  it('are not read any more long before the store may drop them', async () => {
    await callFacts(store.client).write(
      runOf({ call: 0, found: [], outcomes: ['passed', 'failed'], operator: 1, score: 50 }, 1),
    );
    expect(await rollDays(store.client, zone)).toBe(1);
    const [state] = await readDayStates(store.client, { zone, from: '2026-03-01', to: '2026-03-31' });
    const old = (state?.builds.machine ?? 0) - 26 * 86_400_000_000;
    await store.client.command({ query: 'TRUNCATE TABLE day_rolls' });
    const values = [{ zone, day: state?.day, print: state?.prints.machine, build: old, people_build: old }];
    await store.client.insert({ table: 'day_rolls', values, format: 'JSONEachRow' });
    expect(await rollDays(store.client, zone)).toBe(1);
  });
});
