/** What people decide reaches every figure: trends, files, the calls behind them, the standard – and none of the machine's. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CallReview } from '../../../api/features/reviews/reviews.schemas.ts';
import { standardSchema } from '../../../api/features/standard/standard.schemas.ts';
import { trendCallsSchema } from '../../../api/features/trends/trends.schemas.ts';
import { criteriaSchema, groupsSchema, phrasesSchema, summarySchema } from '../../../api/trends/trend-shapes.ts';
import { addJudgedCall } from '../../support/judged-call.ts';
import { makeAnalysis } from '../../support/make-analysis.ts';
import { testApp } from '../../support/test-app.ts';
import { waitFor } from '../../support/wait-for.ts';

const given = testApp();
const march = 'from=2026-03-01&to=2026-03-31&basis=all';
let first = '';
let second = '';

beforeAll(async () => {
  first = await addJudgedCall(given.analyzer, { operatorId: 'op-1' });
  second = await addJudgedCall(given.analyzer, { operatorId: 'op-1' });
});

const get = (url: string, cookie = given.cookies.manager) => given.app.inject({ url, headers: { cookie } });
const read = async <T>(schema: { parse(value: unknown): T }, url: string): Promise<T> => {
  const answer = await get(url);
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  return schema.parse(answer.json());
};
const summary = (more = '') => read(summarySchema, `/api/trends?${march}${more}`);
const review = async (id: string): Promise<CallReview> =>
  (await get(`/api/calls/${id}/review`, given.cookies.supervisor)).json();
const send = (method: 'POST' | 'PUT', url: string, payload: object) =>
  given.app.inject({ method, url, headers: { cookie: given.cookies.supervisor }, payload });
const checked = (count: number) => waitFor(async () => (await summary()).checked === count);

describe('after a decision', () => {
  it('the trends, the call’s page and the operator’s page say the same; the machine’s word stays apart', async () => {
    const finding = (await review(first)).findings[0];
    const decision = { kind: 'dismiss', reason: 'misheard', text: '' };
    const body = { id: randomUUID(), findingId: finding?.id, seenVersion: 0, decision };
    const decided: CallReview = (await send('POST', `/api/calls/${first}/decisions`, body)).json();
    expect(decided.totals.current.score).toBe(100);
    await checked(1);
    // 100 and 87.5.
    expect((await summary()).score).toMatchObject({ n: 2, value: 93.8 });
    expect(await summary('&judged=machine')).toMatchObject({ score: { value: 87.5 }, checked: 0 });
    const own = await get('/api/me?from=2026-03-01&to=2026-03-31', given.cookies.operator);
    expect(own.json()).toMatchObject({ overall: { n: 2, mean: 93.8 } });
    const { groups } = await read(groupsSchema, `/api/trends/groups?${march}&by=operator`);
    expect(groups).toMatchObject([{ key: 'op-1', calls: 2, checked: 1, score: { value: 93.8 } }]);
  });

  it('criteria, words and the calls behind a figure follow', async () => {
    const rateOf = async (more: string) => {
      const { groups } = await read(criteriaSchema, `/api/trends/criteria?${march}${more}`);
      return groups.flatMap(({ criteria }) => criteria).find(({ id }) => id === 'speech.diminutive')?.rate;
    };
    expect(await rateOf('')).toMatchObject({ passed: 1, failed: 1, value: 0.5 });
    expect(await rateOf('&judged=machine')).toMatchObject({ passed: 0, failed: 2, value: 0 });
    const wordsOf = async (more: string) => {
      const { entries } = await read(phrasesSchema, `/api/trends/phrases?${march}${more}`);
      return entries.find(({ entry }) => entry === 'diminutive/sekundochka');
    };
    expect(await wordsOf('')).toMatchObject({ count: 1, inCalls: { calls: 1 } });
    expect(await wordsOf('&judged=machine')).toMatchObject({ count: 2, inCalls: { calls: 2 } });
    const behind = async (more: string) => {
      const url = `/api/trends/calls?${march}&criterion=speech.diminutive${more}`;
      const { items, total } = await read(trendCallsSchema, url);
      return [items.map(({ id }) => id).toSorted(), total];
    };
    expect(await behind('')).toEqual([[second], 1]);
    expect(await behind('&order=worst')).toEqual([[second], 1]);
    expect(await behind('&judged=machine')).toEqual([[first, second].toSorted(), 2]);
    const { items } = await read(trendCallsSchema, `/api/trends/calls?${march}&order=worst`);
    expect(items.map(({ score, findings, unsure }) => [score, findings, unsure])).toEqual([
      [87.5, 1, 1],
      [100, 0, 1],
    ]);
    const csv = await get(`/api/trends/export?${march}&format=csv&table=operators`);
    expect(csv.body.split('\r\n')[1]).toMatch(/^op-1;2;1;2;93,8;/);
    const rule = (await get(`/api/standard/rules/diminutive?${march}`)).json();
    expect(rule.entries[0]).toMatchObject({ found: 1, unsure: 0, calls: 1 });
    // What waits for a person is counted apart: «0 находок в 2 звонках» would contradict itself.
    const page = await read(standardSchema, `/api/standard?${march}`);
    const found = page.sections.flatMap(({ clauses }) => clauses).flatMap(({ rules }) => rules);
    expect(found.find((one) => one.rule === 'filler')).toMatchObject({ found: 0, unsure: 2, calls: 2 });
  });

  it('the list, the queue and the sheet show what counts now, with the machine’s score beside it', async () => {
    const shown = (items: { score: number; machineScore: number; findings?: number }[]) =>
      items.map(({ score, machineScore, findings }) => [score, machineScore, findings]);
    const list = (await get('/api/calls?order=worst', given.cookies.supervisor)).json();
    expect(shown(list.items)).toEqual([
      [87.5, 87.5, 1],
      [100, 87.5, 0],
    ]);
    const { items } = (await get('/api/queue?order=newest', given.cookies.supervisor)).json();
    expect(items.find(({ callId }: { callId: string }) => callId === first)).toMatchObject({
      score: 100,
      machineScore: 87.5,
    });
    const sheet = await get('/api/exports/calls?format=csv', given.cookies.supervisor);
    expect(sheet.body).toMatch(/;100;0;1;.*;87,5\r\n/);
    // What cannot be listed so cannot be exported so: told as any error, and not as a file that breaks off.
    for (const format of ['csv', 'xlsx']) {
      const asked = `/api/exports/calls?format=${format}&order=worst&state=failed`;
      const refused = await get(asked, given.cookies.supervisor);
      expect([refused.statusCode, refused.json().code], format).toEqual([400, 'bad_input']);
    }
  });

  it('an outcome given to a criterion and a finished review count, and «undo» brings the machine’s word back', async () => {
    const url = `/api/calls/${second}/criteria/greeting.name`;
    const verdict = { id: randomUUID(), seenVersion: 0, outcome: 'failed', text: 'имени не слышно' };
    expect((await send('PUT', url, verdict)).statusCode).toBe(200);
    await checked(2);
    // 0 of 4 and 3 of 4: 37.5; with 100 the mean is 68.75.
    expect((await summary()).score.value).toBe(68.8);
    expect((await send('PUT', url, { ...verdict, id: randomUUID(), seenVersion: 1, outcome: null })).statusCode).toBe(
      200,
    );
    await checked(1);
    expect((await summary()).score.value).toBe(93.8);
    expect((await send('POST', `/api/calls/${second}/submission`, { id: randomUUID() })).statusCode).toBe(200);
    await checked(2);
    expect((await summary()).score.value).toBe(93.8);
  });

  it('a call that is judged anew is put together with its decisions again', async () => {
    const call = (await given.analyzer.ledger.find(first)) ?? expect.fail('no call');
    const made = makeAnalysis(first, { score: 50, quality: 50 });
    const run = (await given.analyzer.ledger.restart(first, ['done'])) ?? expect.fail('no new run');
    await given.analyzer.facts.write({
      day: call.day,
      callId: first,
      analysisId: randomUUID(),
      run,
      externalId: 'call',
      startedAt: '2026-03-11T06:14:05.000Z',
      direction: 'incoming',
      operatorId: 'op-1',
      recordingSha256: '',
      metadata: { operator: { id: 'op-1', name: 'op-1' } },
      sound: null,
      analysis: { ...made, criteria: made.criteria.map((one) => ({ ...one, weight: 10, earned: one.earned })) },
    });
    await given.analyzer.ledger.settle({ id: first, run }, 'done');
    // The dismissed finding stays dismissed: 4 of 10 and 10 of 10.
    await waitFor(async () => (await summary()).score.value === 78.8);
    expect((await review(first)).totals.current.score).toBe(70);
  });
});
