/** The questions of the screens on hand-made calls: figures counted by hand, pages without gaps, nothing out of scope. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Criterion, Outcome } from '../../../analyzer/domain/criterion.ts';
import type { Finding } from '../../../analyzer/domain/finding.ts';
import { type CallRun, callFacts } from '../../../analyzer/storage/facts/call-facts.ts';
import type { CallFilter } from '../../../analyzer/storage/facts/screens/period.ts';
import type { Ranking } from '../../../analyzer/storage/facts/screens/ranked-calls.ts';
import { type CallScreens, callScreens } from '../../../analyzer/storage/facts/screens/screens.ts';
import { embeddedStore } from '../../support/embedded-store.ts';
import { makeAnalysis } from '../../support/make-analysis.ts';
import { makeRun } from '../../support/make-run.ts';

const store = embeddedStore();
const all = { kind: 'all' } as const;
const month: CallFilter = { from: '2026-03-01', to: '2026-03-31', zone: 'Europe/Moscow' };
const weeks = { ...month, step: 'week' as const };
const newest = { order: 'newest' as const, limit: 50 };
let screens: CallScreens;
let runs: CallRun[];

const finding = (entry: string, text: string, certain = true): Finding => {
  const [rule = ''] = entry.split('/');
  return {
    rule: rule as Finding['rule'],
    segment: 2,
    text,
    start: 9.25,
    end: 9.8,
    speaker: 'operator',
    section: '5.6.3',
    replacement: '',
    entry,
    certain,
    reason: 'для проверки',
  };
};
const criterion = (id: string, outcome: Outcome): Criterion => ({
  id,
  title: id,
  outcome,
  section: '5.6',
  weight: 4,
  earned: outcome === 'passed' ? 4 : 0,
  findings: [],
  evidence: [],
  reason: '',
  fatal: false,
});

/** Four calls in two weeks of two operators; the third begins at 00:30 on Monday by Moscow, still Sunday in UTC. */
function calls(): CallRun[] {
  const made = (
    startedAt: string,
    operatorId: string,
    score: number | null,
    findings: Finding[],
    outcome: Outcome,
    more: Partial<CallRun> = {},
  ) =>
    makeRun({
      startedAt,
      operatorId,
      externalId: startedAt,
      analysis: makeAnalysis('x', {
        score,
        quality: score,
        findings,
        criteria: [criterion('greeting.name', outcome), criterion('speech.rude', 'passed')],
      }),
      ...more,
    });
  return [
    made(
      '2026-03-03T08:00:00.000Z',
      'op-1',
      80,
      [finding('filler/nu', 'Ну'), finding('filler/nu', 'ну', false)],
      'passed',
      {
        source: 'upload',
        metadata: { ring_seconds: 6, queue_seconds: 40, operator: { id: 'op-1', name: 'Марина' }, duration: 100 },
      },
    ),
    made('2026-03-04T08:00:00.000Z', 'op-1', 60, [finding('filler/nu', 'ну'), finding('rude/hren', 'хрен')], 'failed', {
      metadata: { ring_seconds: 10 },
    }),
    made('2026-03-08T21:30:00.000Z', 'op-2', 100, [], 'not_sure', { source: 'demo' }),
    made('2026-03-10T08:00:00.000Z', 'op-2', null, [finding('diminutive/schetik', 'счётик')], 'not_applicable'),
  ];
}

beforeAll(async () => {
  screens = callScreens(store.client);
  runs = calls();
  const [first] = runs;
  if (!first) throw new Error('no calls');
  // An earlier run of the first call found more: none of it may be counted.
  const before = makeAnalysis('x', {
    score: 10,
    findings: [finding('rude/hren', 'хрен'), finding('rude/hren', 'хрен')],
  });
  await callFacts(store.client).write({ ...first, run: 0, analysisId: randomUUID(), analysis: before }, ...runs);
});

const days = (items: readonly { externalId: string }[]) =>
  items.map(({ externalId }) => Number(externalId.slice(8, 10)));

describe('an operator’s own page', () => {
  const own = (operatorId: string, most = 200) =>
    screens.ownCalls({ kind: 'operator', operatorId }, { ...weeks, most });

  it('sums scores, criteria and entries of the current runs, and lists the newest calls', async () => {
    const page = await own('op-1');
    expect(page.name).toBe('Марина');
    // 80 and 60, both in the week of 2 March.
    expect([...page.steps]).toEqual([['2026-03-02', { n: 2, sum: 140, squares: 10_000 }]]);
    expect(page.criteria).toEqual([
      { criterion: 'greeting.name', passed: 1, failed: 1 },
      { criterion: 'speech.rude', passed: 2, failed: 0 },
    ]);
    expect(page.entries).toEqual([
      { rule: 'filler', entry: 'filler/nu', count: 2, calls: 2 },
      { rule: 'rude', entry: 'rude/hren', count: 1, calls: 1 },
    ]);
    expect(page.newest.map(({ id, score, entries }) => [id, score, entries])).toEqual([
      [runs[1]?.callId, 60, ['filler/nu', 'rude/hren']],
      [runs[0]?.callId, 80, ['filler/nu']],
    ]);
    expect(page.newest[1]).toMatchObject({ startedAt: '2026-03-03T08:00:00.000Z', duration: 100, findings: 1 });
    expect((await own('op-1', 1)).newest.map(({ id }) => id)).toEqual([runs[1]?.callId]);
  });

  it('counts a call in the step of its local day, and one without a score in none', async () => {
    const page = await own('op-2');
    expect([...page.steps]).toEqual([['2026-03-09', { n: 1, sum: 100, squares: 10_000 }]]);
    expect(days(page.newest)).toEqual([10, 8]);
    expect(page.newest[0]?.score).toBeNull();
  });

  it('is empty of somebody without calls', async () => {
    expect(await own('op-3')).toMatchObject({ name: '', criteria: [], entries: [], newest: [] });
  });
});

describe('the list', () => {
  it('shows the newest first, each call as its current run left it', async () => {
    const { items, nextCursor } = await screens.list(all, month, newest);
    expect(days(items)).toEqual([10, 8, 4, 3]);
    expect(nextCursor).toBeNull();
    expect(items[3]).toMatchObject({
      id: runs[0]?.callId,
      day: '2026-03-03',
      startedAt: '2026-03-03T08:00:00.000Z',
      score: 80,
      findings: 1,
      unsure: 1,
      operatorId: 'op-1',
      operatorName: 'Марина',
      duration: 100,
      failed: [],
    });
  });

  it.each<[string, Partial<CallFilter>, number[]]>([
    ['operator', { operators: ['op-2'] }, [10, 8]],
    ['failed criterion', { criteria: ['greeting.name'] }, [4]],
    ['rule', { rules: ['rude', 'diminutive'] }, [10, 4]],
    ['entry', { entries: ['filler/nu'] }, [4, 3]],
    ['one of three entries', { entries: ['no/such', 'rude/hren', 'no/other'] }, [4]],
    ['one of many entries', { entries: ['a/a', 'b/b', 'c/c', 'd/d', 'diminutive/schetik'] }, [10]],
    ['source', { sources: ['demo'] }, [8]],
    ['score', { min_score: 60, max_score: 80 }, [4, 3]],
    ['lowest score', { min_score: 81 }, [8]],
    ['flag: to be looked at', { flags: ['unsure', 'not_sure_criteria'] }, [8, 3]],
    ['flag: no score', { flags: ['no_score'] }, [10]],
    ['local day', { from: '2026-03-09', to: '2026-03-09' }, [8]],
    ['day in UTC, which is not meant', { from: '2026-03-08', to: '2026-03-08' }, []],
    ['everything at once', { operators: ['op-1'], rules: ['filler'], max_score: 70, flags: ['findings'] }, [4]],
  ])('is narrowed by %s', async (_, filter, expected) => {
    expect(days((await screens.list(all, { ...month, ...filter }, newest)).items)).toEqual(expected);
    expect((await screens.count(all, { ...month, ...filter })).calls).toBe(expected.length);
  });

  it('puts the worst first and leaves out what has no score', async () => {
    const { items } = await screens.list(all, month, { ...newest, order: 'worst' });
    expect(items.map(({ score }) => score)).toEqual([60, 80, 100]);
  });

  it.each(['newest', 'worst'] as const)('%s: pages of one give every call once', async (order) => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await screens.list(all, month, { order, limit: 1, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    const whole = await screens.list(all, month, { order, limit: 50 });
    expect(seen).toEqual(whole.items.map(({ id }) => id));
  });

  it('ranks all judged calls by a figure both ways; without the figure they stand last', async () => {
    const ranked = async (ranking: Ranking, operator?: string) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await screens.ranked(all, ranking, { limit: 1, cursor, operator });
        seen.push(...page.ids);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return seen.map((id) => runs.findIndex(({ callId }) => callId === id));
    };
    expect(await ranked('worst')).toEqual([1, 0, 2, 3]);
    expect(await ranked('best')).toEqual([2, 0, 1, 3]);
    // 1, 2, 0 and 1 certain findings.
    expect((await ranked('most_findings'))[0]).toBe(1);
    expect((await ranked('most_findings'))[3]).toBe(2);
    expect((await ranked('fewest_findings')).slice(1, 3).toSorted()).toEqual([0, 3]);
    expect((await ranked('longest'))[0]).toBe(0);
    expect(new Set(await ranked('shortest'))).toEqual(new Set([0, 1, 2, 3]));
    expect(await ranked('worst', 'op-2')).toEqual([2, 3]);
    const own = await screens.ranked({ kind: 'operator', operatorId: 'op-1' }, 'best', { limit: 50, operator: 'op-2' });
    expect(own).toEqual({ ids: [], nextCursor: null });
  });

  it('refuses a cursor that is not its own', async () => {
    await expect(screens.ranked(all, 'best', { limit: 1, cursor: 'abc' })).rejects.toMatchObject({ code: 'bad_input' });
    for (const cursor of ['', 'abc', Buffer.from('{"after_at":"x"}').toString('base64url')]) {
      await expect(screens.list(all, month, { ...newest, cursor })).rejects.toMatchObject({ code: 'bad_input' });
    }
  });

  it('shows nobody what is out of scope, whatever the filter asks', async () => {
    const seenBy = async (scope: Parameters<CallScreens['list']>[0], filter: Partial<CallFilter> = {}) =>
      days((await screens.list(scope, { ...month, ...filter }, newest)).items);
    expect(await seenBy({ kind: 'operator', operatorId: 'op-1' })).toEqual([4, 3]);
    expect(await seenBy({ kind: 'operator', operatorId: 'op-1' }, { operators: ['op-2'] })).toEqual([]);
    expect(await seenBy({ kind: 'teams', operatorIds: ['op-2', 'op-9'] })).toEqual([10, 8]);
    expect(await seenBy({ kind: 'none' })).toEqual([]);
  });
});

describe('figures', () => {
  it('scores: by week, by operator, by hour', async () => {
    const rows = await screens.scoresByStep(all, weeks);
    expect(rows.map(({ step, calls, n, mean }) => [step, calls, n, mean])).toEqual([
      ['2026-03-02', 2, 2, 70],
      ['2026-03-09', 2, 1, 100],
    ]);
    // 80 and 60: √((10² + 10²) ÷ 1)
    expect(rows[0]?.deviation).toBeCloseTo(14.142, 3);
    expect(rows[1]?.deviation).toBeNull();
    const operators = await screens.scoresByOperator(all, month);
    expect(
      operators.map((row) => [row.operator_id, row.operator_name, row.calls, row.mean, row.finding_count]),
    ).toEqual([
      ['op-1', 'Марина', 2, 70, 3],
      ['op-2', '', 2, 100, 1],
    ]);
    expect(
      (await screens.scoresByOperatorAndStep(all, weeks)).map((row) => [row.operator_id, row.step, row.calls]),
    ).toEqual([
      ['op-1', '2026-03-02', 2],
      ['op-2', '2026-03-09', 2],
    ]);
  });

  it('criteria: passed, failed, not sure; not applicable in none', async () => {
    const shape = (row: { passed_calls: number; failed_calls: number; not_sure_calls: number }) =>
      [row.passed_calls, row.failed_calls, row.not_sure_calls] as const;
    const rates = await screens.weighed.criteria(all, month);
    expect(rates.map((row) => [row.criterion, ...shape(row)])).toEqual([
      ['greeting.name', 1, 1, 1],
      ['speech.rude', 4, 0, 0],
    ]);
    const cells = await screens.weighed.criteriaByOperators(all, month);
    expect(cells.map((row) => [row.criterion, row.key, ...shape(row)])).toEqual([
      ['greeting.name', 'op-1', 1, 1, 0],
      ['greeting.name', 'op-2', 0, 0, 1],
      ['speech.rude', 'op-1', 2, 0, 0],
      ['speech.rude', 'op-2', 2, 0, 0],
    ]);
    const steps = await screens.weighed.criteriaBySteps(all, weeks);
    expect(steps.filter(({ criterion: id }) => id === 'greeting.name').map((row) => [row.key, ...shape(row)])).toEqual([
      ['2026-03-02', 1, 1, 0],
      ['2026-03-09', 0, 0, 1],
    ]);
  });

  it('findings: by rule, entry and phrase; those of replaced runs are gone', async () => {
    const shape = (row: { certain_count: number; unsure_count: number; in_calls: number }) =>
      [row.certain_count, row.unsure_count, row.in_calls] as const;
    expect((await screens.findingsByRule(all, month)).map((row) => [row.rule, ...shape(row)])).toEqual([
      ['filler', 2, 1, 2],
      ['diminutive', 1, 0, 1],
      ['rude', 1, 0, 1],
    ]);
    const entries = await screens.findingsByEntry(all, { ...month, most: 1 });
    expect(entries.map((row) => [row.entry, ...shape(row)])).toEqual([['filler/nu', 2, 1, 2]]);
    const phrases = await screens.topPhrases(all, { ...month, rules: ['filler'], most: 5 });
    expect(phrases.map((row) => [row.phrase, ...shape(row)])).toEqual([['ну', 2, 1, 2]]);
  });

  it('examples: calls of the rule with its findings alone', async () => {
    const { items } = await screens.examples(all, { ...month, rules: ['rude'] }, newest);
    expect(days(items)).toEqual([4]);
    expect(items[0]?.examples).toMatchObject([{ rule: 'rude', text: 'хрен', start: 9.25, end: 9.8, certain: true }]);
  });

  it('times: means over calls that carry the measure', async () => {
    const [week] = await screens.timesByStep(all, weeks);
    // 61.2 of 61.2 + 70.9 seconds of talk in each call
    expect(week).toMatchObject({ calls: 2, ring_n: 2, ring: 8, queue: 40, mean_hold: 0, talk_share: 0.4633 });
    expect(await screens.timesByOperator({ kind: 'operator', operatorId: 'op-2' }, month)).toMatchObject([
      { operator_id: 'op-2', calls: 2, ring_n: 0, ring: null },
    ]);
  });

  it('versions: what judged the calls, from which day to which', async () => {
    expect(await screens.versionMarks(all, month)).toMatchObject([
      { first_day: '2026-03-03', last_day: '2026-03-10', calls: 4, lexicon_version: 'sha256:aa' },
    ]);
  });
});
