/** Sums over the audit sample and over all calls, topics and hours, counted by hand on calls made by hand. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Criterion, Outcome } from '../../../analyzer/domain/criterion.ts';
import { callFacts } from '../../../analyzer/storage/facts/call-facts.ts';
import { callTopics } from '../../../analyzer/storage/facts/call-topics.ts';
import type { CallFilter } from '../../../analyzer/storage/facts/screens/period.ts';
import { type CallScreens, callScreens } from '../../../analyzer/storage/facts/screens/screens.ts';
import { embeddedStore } from '../../support/embedded-store.ts';
import { makeAnalysis } from '../../support/make-analysis.ts';
import { makeRun } from '../../support/make-run.ts';

const store = embeddedStore();
const all = { kind: 'all' } as const;
const month: CallFilter = { from: '2026-03-01', to: '2026-03-31', zone: 'Europe/Moscow' };
const sampled = { ...month, sampled: true };
const topics = [
  { id: 'debt', forms: ['долг', 'долга'] },
  { id: 'meters', forms: ['счетчик', 'счетчика'] },
];
let screens: CallScreens;

const greeting = (outcome: Outcome): Criterion => ({
  id: 'greeting.name',
  title: '',
  outcome,
  section: '5.6',
  weight: 4,
  earned: 0,
  findings: [],
  evidence: [],
  reason: '',
  fatal: false,
});
const call = (operatorId: string, at: string, score: number | null, outcome: Outcome, asked: string) =>
  makeRun({
    operatorId,
    startedAt: at,
    analysis: makeAnalysis('x', {
      score,
      quality: score,
      fatal: score === 0 ? ['speech.rude'] : [],
      criteria: [greeting(outcome)],
      segments: [
        { speaker: 'client', start: 0, end: 1, text: asked },
        { speaker: 'operator', start: 1, end: 2, text: 'Долг и счётчик оператора не считаются' },
      ],
    }),
  });

const calls = [
  call('op-1', '2026-03-03T08:00:00.000Z', 90, 'passed', 'Есть ли у меня долг?'),
  call('op-1', '2026-03-03T09:00:00.000Z', 70, 'failed', 'Сколько долга и как сдать счётчик?'),
  call('op-1', '2026-03-10T21:30:00.000Z', null, 'not_applicable', 'Алло'),
  call('op-2', '2026-03-11T08:00:00.000Z', 0, 'failed', 'Поверка счётчика'),
];

beforeAll(async () => {
  screens = callScreens(store.client);
  await callFacts(store.client).write(...calls);
  // The lot drew one of 30 calls of the first operator, twice the first and the last call's operator once of 10.
  const drawn = [
    { call: calls[0], population: 30, drawn: 1 },
    { call: calls[3], population: 10, drawn: 1 },
  ];
  await store.client.insert({
    table: 'sampled_calls',
    format: 'JSONEachRow',
    values: drawn.flatMap(({ call: one, ...counts }) =>
      one === undefined
        ? []
        : [
            {
              day: one.day,
              call_id: one.callId,
              event_id: randomUUID(),
              sample_id: randomUUID(),
              ...counts,
              operator_id: one.operatorId,
              period_from: one.day,
              period_to: one.day,
              at: '2026-03-20 00:00:00.000',
            },
          ],
    ),
  });
  await callTopics(store.client).catchUp(topics, 'lists-1');
});

describe('sums', () => {
  it('weigh every call of all calls alike, without a score it only counts as a call', async () => {
    const [step, next] = await screens.weighed.bySteps(all, { ...month, step: 'week' });
    expect(step).toMatchObject({ key: '2026-03-02', calls: 2, n: 2, weight: 2, weight_squares: 2, scores: 160 });
    expect(step).toMatchObject({ score_squares: 8_100 + 4_900, fatal_calls: 0, call_weight: 2 });
    expect(step?.spread).toEqual([
      { score: 70, calls: 1 },
      { score: 90, calls: 1 },
    ]);
    expect(next).toMatchObject({ key: '2026-03-09', calls: 2, n: 1, scores: 0, fatal_calls: 1, fatal_weight: 1 });
  });

  it('weigh drawn calls by what they stand for, and see no other', async () => {
    const rows = await screens.weighed.byOperators(all, sampled);
    expect(rows).toMatchObject([
      { key: 'op-1', calls: 1, n: 1, weight: 30, weight_squares: 900, scores: 2_700 },
      { key: 'op-2', calls: 1, n: 1, weight: 10, weight_squares: 100, scores: 0, fatal_weight: 10 },
    ]);
    expect(await screens.weighed.criteria(all, sampled)).toMatchObject([
      { criterion: 'greeting.name', passed_calls: 1, failed_calls: 1, passed_weight: 30, weight: 40 },
    ]);
  });

  it('go by local hour and by criterion and operator', async () => {
    const hours = await screens.weighed.byHours(all, month);
    expect(hours.map(({ key, calls: n }) => [key, n])).toEqual([
      ['0', 1],
      ['11', 2],
      ['12', 1],
    ]);
    expect(await screens.weighed.criteriaByOperators(all, month)).toMatchObject([
      { key: 'op-1', passed_calls: 1, failed_calls: 1, weight: 2 },
      { key: 'op-2', passed_calls: 0, failed_calls: 1, weight: 1 },
    ]);
  });
});

describe('topics', () => {
  const counted = async () =>
    (await screens.weighed.byTopics(all, month)).map(({ key, calls: n }) => [key, n] as const);

  it('are told by the client’s words, several or none of a call, whatever the operator says', async () => {
    expect(await counted()).toEqual([
      ['', 1],
      ['debt', 2],
      ['meters', 2],
    ]);
    const { items } = await screens.list(
      all,
      { ...month, topics: ['debt'], hours: [12] },
      { order: 'newest', limit: 9 },
    );
    expect(items.map(({ id }) => id)).toEqual([calls[1]?.callId]);
  });

  it('are told once under the same lists and anew under others', async () => {
    const follower = callTopics(store.client);
    expect(await follower.catchUp(topics, 'lists-1')).toBe(0);
    expect(await follower.catchUp(topics.slice(0, 1), 'lists-2')).toBe(3);
    expect(await counted()).toEqual([
      ['', 2],
      ['debt', 2],
    ]);
  });
});

describe('scope', () => {
  it('hides the calls of others from every sum', async () => {
    const own = { kind: 'operator', operatorId: 'op-2' } as const;
    expect(await screens.weighed.byOperators(own, month)).toMatchObject([{ key: 'op-2' }]);
    expect(await screens.weighed.criteria(own, month)).toMatchObject([{ failed_calls: 1, passed_calls: 0 }]);
  });
});
