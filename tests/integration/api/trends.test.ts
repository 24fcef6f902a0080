/** Trends, standard and search by the routes: figures counted by hand, scope, files, who may read what was said. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Criterion, Outcome } from '../../../analyzer/domain/criterion.ts';
import { searchAnswerSchema } from '../../../api/features/search/search.schemas.ts';
import { standardSchema } from '../../../api/features/standard/standard.schemas.ts';
import { trendCallsSchema } from '../../../api/features/trends/trends.schemas.ts';
import {
  criterionStepsSchema,
  groupsSchema,
  heatMapSchema,
  phrasesSchema,
  summarySchema,
  timesSchema,
} from '../../../api/trends/trend-shapes.ts';
import { addJudgedCall } from '../../support/judged-call.ts';
import { signedInAs } from '../../support/sign-in.ts';
import { testApp } from '../../support/test-app.ts';
import { unzip } from '../../support/unzip.ts';

const given = testApp();
const march = 'from=2026-03-01&to=2026-03-31';
const all = `${march}&basis=all`;
let teamId = '';
let teamlead = '';
let reader = '';

const greeting = (outcome: Outcome): Criterion => ({
  id: 'greeting.name',
  title: 'имя',
  outcome,
  section: '5.6.4',
  weight: 3,
  earned: 0,
  findings: [],
  evidence: [],
  reason: '',
  fatal: false,
});

beforeAll(async () => {
  // Ten calls of each: op-1 greets always and has 90, op-2 never and has 50.
  for (const [operatorId, score, outcome] of [
    ['op-1', 90, 'passed'],
    ['op-2', 50, 'failed'],
  ] as const) {
    for (let i = 0; i < 10; i += 1) {
      await addJudgedCall(given.analyzer, {
        operatorId,
        startedAt: `2026-03-${String(2 + i).padStart(2, '0')}T10:00:00+03:00`,
        analysis: { score, quality: score, criteria: [greeting(outcome)] },
      });
    }
  }
  await given.analyzer.topics.catchUp();
  teamId = (await given.analyzer.teams.create('Первая', ['op-1'])) ?? '';
  const password = 'семь зелёных черепах у озера';
  await given.analyzer.accounts.create({
    login: 'teamlead',
    name: 'Бригадир',
    role: 'supervisor',
    operatorId: null,
    password,
    teamIds: [teamId],
  });
  teamlead = await signedInAs(given.app, 'teamlead', password);
  await given.analyzer.accounts.create({
    login: 'reader',
    name: 'Читатель',
    role: 'manager',
    operatorId: null,
    password,
    grants: ['call.read', 'search.words'],
  });
  reader = await signedInAs(given.app, 'reader', password);
});

const get = (url: string, cookie = given.cookies.manager) => given.app.inject({ url, headers: { cookie } });
const read = async <T>(schema: { parse(value: unknown): T }, url: string, cookie?: string): Promise<T> => {
  const answer = await get(url, cookie);
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  return schema.parse(answer.json());
};

describe('the figures', () => {
  it('are those of the calls of the period, with intervals', async () => {
    const { calls, score, steps, sampled } = await read(summarySchema, `/api/trends?${all}`);
    expect({ calls, sampled }).toEqual({ calls: 20, sampled: 0 });
    // Spread 20.52: 2.093 × 20.52 / √20 = 9.6.
    expect(score).toEqual({ n: 20, value: 70, low: 60.4, high: 79.6 });
    expect(steps.map(({ from, calls: n }) => [from, n])).toEqual([
      ['2026-03-02', 14],
      ['2026-03-09', 6],
    ]);
  });

  it('say that the sample is empty instead of showing biased ones', async () => {
    const { calls, sampled, score } = await read(summarySchema, `/api/trends?${march}`);
    expect({ calls, sampled, score }).toEqual({
      calls: 20,
      sampled: 0,
      score: { n: 0, value: null, low: null, high: null },
    });
  });

  it('tell who differs from the others by more than chance', async () => {
    const { groups } = await read(groupsSchema, `/api/trends/groups?${all}&by=operator`);
    expect(groups.map(({ key, standing }) => [key, standing])).toEqual([
      ['op-1', 'above'],
      ['op-2', 'below'],
    ]);
    const { rows, criteria } = await read(heatMapSchema, `/api/trends/heat-map?${all}`);
    expect(criteria.map(({ id }) => id)).toEqual(['greeting.name']);
    expect(rows.map(({ operatorId, cells }) => [operatorId, cells[0]?.value, cells[0]?.standing])).toEqual([
      ['op-1', 1, 'above'],
      ['op-2', 0, 'below'],
    ]);
  });

  it('go by team, topic and hour too', async () => {
    const kinds = { team: ['Без группы', 'Первая'], topic: ['Оплата и долг'], hour: ['10:00'] };
    for (const [by, titles] of Object.entries(kinds)) {
      const { groups } = await read(groupsSchema, `/api/trends/groups?${all}&by=${by}`);
      expect(groups.map(({ title }) => title)).toEqual(titles);
    }
    const { calls } = await read(summarySchema, `/api/trends?${all}&team=${teamId}&hour=10&topic=payments`);
    expect(calls).toBe(10);
    expect((await read(summarySchema, `/api/trends?${all}&hour=3`)).calls).toBe(0);
    expect((await read(summarySchema, `/api/trends?${all}&team=nobody`)).calls).toBe(0);
  });

  it('of one criterion over time, of times and of words', async () => {
    const { steps, title } = await read(criterionStepsSchema, `/api/trends/criteria/greeting.name?${all}`);
    expect(title).toBe('Оператор представился');
    expect(steps[0]?.rate).toMatchObject({ n: 14, passed: 7, failed: 7, value: 0.5 });
    expect((await get(`/api/trends/criteria/no.such?${all}`)).statusCode).toBe(404);
    const times = await read(timesSchema, `/api/trends/times?${all}`);
    expect(times.operators[0]).toMatchObject({ operatorName: 'op-1', calls: 10, talkShare: 0.4633 });
    expect(times.standard.map(({ limit }) => limit)).toContain('25–45 с');
    const { entries, phrases } = await read(phrasesSchema, `/api/trends/phrases?${all}`);
    expect(entries[0]).toMatchObject({ entry: 'diminutive/sekundochka', words: 'секундочка', count: 20 });
    // Management sees no word of what was said, a reader among them does.
    expect(phrases).toBeNull();
    const seen = await read(phrasesSchema, `/api/trends/phrases?${all}`, reader);
    expect(seen.phrases?.map(({ phrase }) => phrase)).toContain('секундочку');
  });

  it('lead to the calls behind them', async () => {
    const url = `/api/trends/calls?${all}&criterion=greeting.name&max=60&order=worst`;
    const { items, total } = await read(trendCallsSchema, url);
    expect(total).toBe(10);
    expect(new Set(items.map(({ operatorId }) => operatorId))).toEqual(new Set(['op-2']));
    expect(items[0]?.failed).toEqual(['Оператор представился']);
  });
});

describe('the scope', () => {
  it('shows a supervisor his team and nobody else, and an operator no trends', async () => {
    const { groups } = await read(groupsSchema, `/api/trends/groups?${all}&by=operator`, teamlead);
    expect(groups.map(({ key }) => key)).toEqual(['op-1']);
    expect((await get(`/api/trends?${all}`, given.cookies.operator)).statusCode).toBe(403);
    const own = await read(standardSchema, `/api/standard?${march}`, given.cookies.operator);
    expect({ basis: own.period.basis, calls: own.calls }).toEqual({ basis: 'all', calls: 10 });
  });

  it('refuses what it does not know', async () => {
    for (const bad of ['from=yesterday', 'hour=24', 'basis=some', 'colour=red', 'step=year'])
      expect((await get(`/api/trends?${bad}`)).statusCode, bad).toBe(400);
  });
});

describe('files', () => {
  it('are CSV for Excel, a workbook of all tables, and a PDF', async () => {
    const csv = await get(`/api/trends/export?${all}&format=csv&table=operators`);
    expect(csv.body.split('\r\n').slice(0, 2)).toEqual([
      expect.stringMatching(/^\uFEFFОператор;Звонков;Проверено людьми;С оценкой;Оценка;от;до/),
      'op-1;10;0;10;90;90;90;0;0;27,8;выше остальных',
    ]);
    const zip = await get(`/api/trends/export?${all}&format=zip`);
    expect(zip.headers['content-disposition']).toContain('kamerton-2026-03-01-2026-03-31.zip');
    expect(unzip(zip.rawPayload, '2. Операторы.csv')).toBe(csv.body);
    expect(unzip(zip.rawPayload, '9. Слова и обороты.csv')).toContain('секундочка');
    const book = await get(`/api/trends/export?${all}&format=xlsx`);
    expect(book.rawPayload.subarray(0, 2).toString()).toBe('PK');
    const paper = await get(`/api/trends/export?${all}&format=pdf`);
    expect(paper.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect(paper.headers['content-disposition']).toContain('kamerton-2026-03-01-2026-03-31.pdf');
  });
});

describe('the standard', () => {
  it('says of every requirement what judges it and how often it is kept', async () => {
    const page = await read(standardSchema, `/api/standard?${all}`);
    const clause = page.sections
      .flatMap(({ clauses }) => clauses)
      .find(({ text }) => text === 'компания, имя, приветствие, предложение помощи');
    expect(clause?.criteria.find(({ id }) => id === 'greeting.name')?.rate).toMatchObject({ n: 20, value: 0.5 });
    const entries = await get(`/api/standard/rules/diminutive?${all}`);
    expect(entries.json().entries[0]).toMatchObject({ words: 'секундочка', found: 20, calls: 20 });
    expect((await get('/api/standard/rules/nothing')).statusCode).toBe(404);
  });
});

describe('the search', () => {
  const supervisor = () => given.cookies.supervisor;
  const found = (query: string, cookie?: string) =>
    read(searchAnswerSchema, `/api/search?${march}&${query}`, cookie ?? supervisor());

  it('finds any form of a word with its second, by channel, said or not', async () => {
    const { items, words } = await found('q=долги');
    expect(words[0]).toContain('долг');
    expect(items).toHaveLength(20);
    expect(items[0]?.said).toEqual([
      { speaker: 'client', start: 4, end: 8.5, text: 'Здравствуйте, есть ли у меня долг?' },
    ]);
    expect((await found('q=долг&channel=operator')).items).toHaveLength(0);
    expect((await found('q=долг&channel=operator&said=no')).items).toHaveLength(20);
    expect((await found('q=меня долг&mode=phrase&max=60')).items).toHaveLength(10);
    expect((await found('q=есть долг&mode=phrase')).items).toHaveLength(0);
    expect((await found('q=есть долг&mode=phrase&distance=3')).items).toHaveLength(20);
    expect((await found('q="долги"')).items).toHaveLength(0);
  });

  it('stays in the scope, and is closed to those who may not read', async () => {
    const { items } = await found('q=долг', teamlead);
    expect(new Set(items.map(({ operatorId }) => operatorId))).toEqual(new Set(['op-1']));
    expect((await get(`/api/search?q=долг`)).statusCode).toBe(403);
    expect((await found('q=долг', reader)).items).toHaveLength(20);
    const empty = await get(`/api/search?q=...`, supervisor());
    expect([empty.statusCode, empty.json().message]).toEqual([400, expect.stringContaining('ни одного слова')]);
  });
});
