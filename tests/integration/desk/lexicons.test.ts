/** The workbench over real servers: a draft is written, tried on the past, published by another, and taken back again. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defaultFolder, readLexiconFiles } from '#lexicons';
import { analyzerConfigSchema, readConfig } from '../../../analyzer/config.ts';
import { seedHistory } from '../../../analyzer/demo/seed/seed-history.ts';
import { type History, openHistory } from '../../../analyzer/open-history.ts';
import { rescoreCalls } from '../../../analyzer/rescore/rescore-calls.ts';
import { judgeSourceOf } from '../../../analyzer/scoring/judge-call.ts';
import { openFactsClient } from '../../../analyzer/storage/facts/client.ts';
import type { Role } from '../../../api/access/permissions.ts';
import { testApp } from '../../support/test-app.ts';
import { waitFor } from '../../support/wait-for.ts';

const given = testApp();
const calls = 60;
let history: History;

const ask = async (role: Role, method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) => {
  const answer = await given.app.inject({
    method,
    url,
    headers: { cookie: given.cookies[role] },
    payload: payload ?? {},
  });
  return { status: answer.statusCode, body: answer.body === '' ? null : JSON.parse(answer.body) };
};
const read = async (role: Role, url: string) => {
  const answer = await given.app.inject({ method: 'GET', url, headers: { cookie: given.cookies[role] } });
  return answer;
};
const get = async (role: Role, url: string) => (await read(role, url)).json();
const ended = new Set(['done', 'failed', 'stopped']);
/** Waits in the store: people do not ask a server every 20 ms, and it would refuse them. */
const done = async (url: string, role: Role = 'trainer') => {
  const id = url.split('/').at(-1) ?? '';
  await waitFor(async () => ended.has((await given.analyzer.workbench.runs.find(id))?.state ?? ''), 180);
  return get(role, url);
};
const rows = async (query: string): Promise<unknown[]> => {
  const client = openFactsClient(history.address);
  try {
    return await (await client.query({ query, format: 'JSONEachRow' })).json();
  } finally {
    await client.close();
  }
};
/** Kinds of what the log of actions says about lexicons, the newest first. */
const logged = async () => {
  const { items } = await get('administrator', '/api/audit?limit=100');
  const kinds = items.map(({ action }: { action: string }) => action);
  return [...new Set(kinds.filter((kind: string) => kind.startsWith('lexicon.')))];
};
const figures = () =>
  rows(`SELECT call_id, round(score, 2) AS score, digest, found_entries, passed, failed, lexicon_version, scorecard_version
        FROM calls FINAL ORDER BY call_id`);

beforeAll(async () => {
  history = await openHistory(readConfig(analyzerConfigSchema, { KAMERTON_DATA_DIR: given.folder }));
  const { source } = await history.judging.inForce();
  await seedHistory(history, source, { calls, months: 2, seed: 'bench', today: '2026-06-01' });
  await given.analyzer.startWorking();
  return () => history.close();
});

const file = 'rules/irritant.yaml';
const entry = {
  id: 'posmotryu',
  pattern: 'посмотрю',
  replacement: 'Уточню',
  hit: ['Сейчас посмотрю.'],
  miss: ['Вижу.'],
};
let draft = { id: '', version: 0 };
let before: unknown[] = [];
let told = { added: 0, removed: 0 };

describe('a draft', () => {
  it('starts from the lexicons of the program, which are version 1', async () => {
    const { inForce, versions, drafts } = await get('manager', '/api/lexicons');
    expect(inForce).toMatchObject({ number: 1, published: false });
    expect(versions).toMatchObject([{ number: 1, publishedAt: null }]);
    expect(drafts).toEqual([]);
    expect(
      (await ask('manager', 'POST', '/api/lexicon-drafts', { id: randomUUID(), from: 'v1', comment: '' })).status,
    ).toBe(403);
    const asked = { id: randomUUID(), from: 'v1', comment: 'раздражители' };
    const make = () => ask('trainer', 'POST', '/api/lexicon-drafts', asked);
    // A double click: the same request twice at once.
    const made = await Promise.all([make(), make()]);
    expect(made.map(({ body }) => body)).toEqual([1, 2].map(() => ({ id: asked.id, version: 1 })));
    expect((await get('trainer', '/api/lexicons')).drafts).toHaveLength(1);
    draft = made[0].body;
    expect(await get('supervisor', `/api/lexicon-drafts/${draft.id}`)).toMatchObject({
      base: 1,
      outdated: false,
      changes: [],
      publishing: 'no_right',
      comment: 'раздражители',
    });
  });

  it('gives its files back byte for byte, and takes one of Excel', async () => {
    for (const name of Object.keys(readLexiconFiles(defaultFolder))) {
      const answer = await read('trainer', `/api/lexicons/file?source=${draft.id}&file=${name}`);
      expect(answer.rawPayload.equals(readFileSync(join(defaultFolder, name))), name).toBe(true);
      expect(answer.headers['content-disposition']).toContain(name.split('/').at(-1));
    }
    const saved = Buffer.from('\uFEFFpattern;replacement;note\r\nЕПД;квитанция;\r\n');
    const loaded = { version: draft.version, file: 'words/jargon.csv', base64: saved.toString('base64') };
    draft = (await ask('trainer', 'PUT', `/api/lexicon-drafts/${draft.id}/file`, loaded)).body;
    const back = await read('trainer', `/api/lexicons/file?source=${draft.id}&file=words/jargon.csv`);
    expect(back.rawPayload.equals(saved)).toBe(true);
    const own = readFileSync(join(defaultFolder, 'words/jargon.csv')).toString('base64');
    draft = (
      await ask('trainer', 'PUT', `/api/lexicon-drafts/${draft.id}/file`, {
        ...loaded,
        ...draft,
        id: undefined,
        base64: own,
      })
    ).body;
    expect((await get('trainer', `/api/lexicon-drafts/${draft.id}`)).changes).toEqual([]);
    const broken = { version: draft.version, file, base64: Buffer.from('rule: [').toString('base64') };
    expect((await ask('trainer', 'PUT', `/api/lexicon-drafts/${draft.id}/file`, broken)).body.code).toBe('bad_lexicon');
  });

  it('helps while an entry is typed: forms, unknown words, look-alikes, collisions, near-misses, places in the last calls', async () => {
    const help = async (fields: object) =>
      (await ask('trainer', 'POST', `/api/lexicon-drafts/${draft.id}/help`, { file, set: '', id: null, fields })).body;
    const forms = await help({ id: 'x', pattern: '~квитанция', hit: ['Нет ошибки в квитанции.'] });
    expect(forms.words[0]).toMatchObject({ word: 'квитанция', anyForm: true, known: true });
    expect(forms.words[0].forms).toEqual(expect.arrayContaining(['квитанция', 'квитанцию', 'квитанциями']));
    expect(forms.problems).toEqual([]);
    const same = await help({ id: 'x', pattern: 'в курсе', hit: ['Я пока не в курсе.'] });
    expect(same.collisions).toContainEqual({ file, id: 'ne-v-kurse', why: 'finds_ours', text: 'Я пока не в курсе.' });
    const theirs = await help({ id: 'x', pattern: 'не в курсе', unless_near: 'пока', hit: ['Он не в курсе.'] });
    expect(theirs.collisions.map(({ why }: { why: string }) => why)).toContain('found_by_us');
    const unknown = await help({ id: 'x', pattern: 'посмотрбю', hit: ['Сейчас посмотрю.'] });
    expect(unknown.problems.map(({ message }: { message: string }) => message)).toEqual([
      expect.stringContaining('не находит свой пример'),
      expect.stringContaining('нет в словаре русского языка'),
    ]);
    expect(unknown.near).toContain('посмотрю');
    expect((await help({ id: 'x', pattern: 'cчёт' })).problems[0].message).toContain('буква «c»');
    const count = async (fields: object) =>
      (
        await ask('trainer', 'POST', `/api/lexicon-drafts/${draft.id}/count`, {
          file,
          set: '',
          id: null,
          fields,
          calls: 50,
        })
      ).body.count;
    const all = await rows(`SELECT call_id FROM segments FINAL WHERE speaker = 'operator'
      AND multiSearchAnyCaseInsensitiveUTF8(text, ['посмотрю']) AND call_id IN
        (SELECT call_id FROM calls FINAL ORDER BY day DESC, started_at DESC, call_id LIMIT 50) GROUP BY call_id`);
    const found = await count(entry);
    expect(found).toMatchObject({ calls: 50, found: all.length });
    expect(found.samples[0].text.toLowerCase()).toBe('посмотрю');
    expect(await count({ pattern: '{' })).toBeNull();
  });

  it('takes an entry, tells what changed, and refuses what two trainers write at once', async () => {
    const put = { version: draft.version, file, set: '', id: null, fields: entry };
    const first = await ask('trainer', 'POST', `/api/lexicon-drafts/${draft.id}/items`, put);
    expect(first.status).toBe(200);
    expect((await ask('trainer', 'POST', `/api/lexicon-drafts/${draft.id}/items`, put)).status).toBe(409);
    draft = first.body;
    const shown = await get('trainer', `/api/lexicon-drafts/${draft.id}`);
    expect(shown.changes).toEqual([{ file, set: '', id: 'posmotryu', before: null, after: entry }]);
    expect(shown.problems).toEqual([]);
    expect(shown.publishing).toBe('own_changes');
  });

  it('is not tried or published while one of its own examples does not hold', async () => {
    const wrong = {
      version: draft.version,
      file,
      set: '',
      id: 'posmotryu',
      fields: { ...entry, miss: ['Я посмотрю.'] },
    };
    draft = (await ask('trainer', 'POST', `/api/lexicon-drafts/${draft.id}/items`, wrong)).body;
    const shown = await get('administrator', `/api/lexicon-drafts/${draft.id}`);
    expect(shown.publishing).toBe('errors');
    expect(shown.problems).toMatchObject([
      { severity: 'error', message: expect.stringContaining('находит то, чего не должна') },
    ]);
    const publish = { version: draft.version, comment: 'проба' };
    const refused = await ask('administrator', 'POST', `/api/lexicon-drafts/${draft.id}/publish`, publish);
    expect(refused.body.code).toBe('bad_lexicon');
    expect((await ask('trainer', 'POST', `/api/lexicon-drafts/${draft.id}/dry-run`)).body.code).toBe('bad_lexicon');
    const right = { ...wrong, version: draft.version, fields: entry };
    draft = (await ask('trainer', 'POST', `/api/lexicon-drafts/${draft.id}/items`, right)).body;
  });
});

describe('a dry run', () => {
  it('tells exactly what a full recompute tells, with places to be heard, and writes nothing', async () => {
    before = await figures();
    const { id } = (await ask('trainer', 'POST', `/api/lexicon-drafts/${draft.id}/dry-run`)).body;
    const { run, summary } = await done(`/api/lexicon-runs/${id}`);
    expect(run).toMatchObject({ state: 'done', done: calls, total: calls });
    const content = await given.analyzer.workbench.drafts.find(draft.id);
    const { files } = z.object({ files: z.record(z.string(), z.string()) }).parse(JSON.parse(content?.content ?? ''));
    const parts = { ...history, source: judgeSourceOf(files) };
    const whole = await rescoreCalls(parts, { dryRun: true, narrow: false });
    expect(summary.findings).toEqual(whole.findings);
    expect(summary.entries).toEqual(whole.entries);
    expect(summary.score).toEqual(whole.score);
    // The page names everybody, the summary only those whose calls change.
    const unnamed = (operators: typeof whole.operators) => operators.map(({ name: _name, ...figures }) => figures);
    expect(unnamed(summary.operators)).toEqual(unnamed(whole.operators));
    expect(summary.findings.added).toBeGreaterThan(0);
    expect(summary.samples[0]).toMatchObject({ change: 'added', entry: 'irritant/posmotryu' });
    expect(summary.samples[0].callId).toMatch(/^[0-9a-f-]{36}$/);
    expect(summary.samples[0].sentence.toLowerCase()).toContain('посмотрю');
    // What was said is kept with the call alone, where it can be deleted.
    expect((await given.analyzer.workbench.summaryOf(id))?.samples[0]?.sentence).toBe('');
    told = summary.findings;
    expect(await figures()).toEqual(before);
    // Managers see figures and no words of calls.
    const managed = await get('manager', `/api/lexicon-runs/${id}`);
    expect(managed.summary).toMatchObject({ findings: told, samples: [] });
    expect((await get('trainer', `/api/lexicon-drafts/${draft.id}`)).dryRun).toMatchObject({ id, stale: false });
    // The same from a run that is on its way: an estimate from a sample.
    const { runs } = given.analyzer.workbench;
    const other = await runs.add({ kind: 'dry_run', draftId: null, number: null, sha256: '', actor: 'somebody' });
    const attempt = (await runs.begin(other.id)) ?? expect.fail('not begun');
    const estimate = { sampled: 20, of: 60, from: 1, to: 9 };
    await runs.progress(attempt, 30, calls, { ...(await given.analyzer.workbench.summaryOf(id)), estimate });
    const moving = await get('trainer', `/api/lexicon-runs/${other.id}`);
    expect(moving).toMatchObject({ run: { state: 'running', done: 30 }, summary: { findings: told, estimate } });
    await runs.settle(attempt, 'stopped');
  });
});

describe('a version', () => {
  it('is published by a second person; new calls are judged by it at once, history is brought to it', async () => {
    const publish = { version: draft.version, comment: '«посмотрю» – раздражитель' };
    const own = await ask('trainer', 'POST', `/api/lexicon-drafts/${draft.id}/publish`, publish);
    expect([own.status, own.body.message]).toEqual([403, expect.stringContaining('второй человек')]);
    const answer = await ask('administrator', 'POST', `/api/lexicon-drafts/${draft.id}/publish`, publish);
    expect(answer.body).toEqual({ number: 2 });
    const { inForce, versions, rescore } = await get('trainer', '/api/lexicons');
    expect(inForce).toMatchObject({ number: 2, seq: 2, published: true });
    expect(versions).toMatchObject([
      {
        number: 2,
        base: 1,
        author: { name: 'trainer' },
        publisher: { name: 'administrator' },
        comment: publish.comment,
      },
      { number: 1, base: null },
    ]);
    const { run, summary } = await done(`/api/lexicon-runs/${rescore.id}`);
    expect(run.state).toBe('done');
    expect(summary.findings).toEqual(told);
    expect(await rows('SELECT lexicon_version AS v, toUInt32(count()) AS n FROM calls FINAL GROUP BY v')).toEqual([
      { v: inForce.lexicon, n: calls },
    ]);
    expect((await history.judging.inForce()).number).toBe(2);
    const { changes } = await get('supervisor', '/api/lexicons/compare?from=v1&to=v2');
    expect(changes).toEqual([{ file, set: '', id: 'posmotryu', before: null, after: entry }]);
  });

  it('is taken back: the old content is version 3, and every figure is what it was', async () => {
    const restored = await ask('trainer', 'POST', '/api/lexicons/versions/1/restore', { seq: 2, comment: 'назад' });
    expect(restored.body).toEqual({ number: 3 });
    const stale = await ask('trainer', 'POST', '/api/lexicons/versions/2/restore', { seq: 2, comment: 'нет' });
    expect(stale.status).toBe(409);
    const { rescore, versions } = await get('trainer', '/api/lexicons');
    expect(versions[0]).toMatchObject({ number: 3, base: 1, comment: 'назад' });
    const { summary } = await done(`/api/lexicon-runs/${rescore.id}`);
    expect(summary.findings).toEqual({ added: told.removed, removed: told.added });
    expect(await figures()).toEqual(before);
    const log = await logged();
    expect(log).toEqual(['lexicon.rolled_back', 'lexicon.published', 'lexicon.edited']);
  });

  it('that came out meanwhile: a draft is brought onto it, or told what both have changed', async () => {
    const make = async () =>
      (await ask('trainer', 'POST', '/api/lexicon-drafts', { id: randomUUID(), from: 'v3', comment: '' })).body;
    const [one, two] = [await make(), await make()];
    const put = (id: string | null, fields: object) => ({ version: 1, file, set: '', id, fields });
    await ask('trainer', 'POST', `/api/lexicon-drafts/${one.id}/items`, put(null, entry));
    const other = { ...entry, id: 'glyanu', pattern: 'гляну', hit: ['Сейчас гляну.'] };
    await ask('trainer', 'POST', `/api/lexicon-drafts/${two.id}/items`, put(null, other));
    const publish = { version: 2, comment: 'четвёртая' };
    expect((await ask('administrator', 'POST', `/api/lexicon-drafts/${one.id}/publish`, publish)).body).toEqual({
      number: 4,
    });
    expect((await get('trainer', `/api/lexicon-drafts/${two.id}`)).publishing).toBe('outdated');
    const refused = await ask('administrator', 'POST', `/api/lexicon-drafts/${two.id}/publish`, publish);
    expect(refused.body).toMatchObject({ code: 'conflict', message: expect.stringContaining('вышла версия 4') });
    expect((await ask('trainer', 'POST', `/api/lexicon-drafts/${two.id}/rebase`, { version: 2 })).status).toBe(200);
    expect(await get('trainer', `/api/lexicon-drafts/${two.id}`)).toMatchObject({
      base: 4,
      outdated: false,
      changes: [{ id: 'glyanu', before: null, after: other }],
    });
  });
});

describe('a run', () => {
  it('is stopped, goes on where it was, and outlives the process that worked on it', async () => {
    const { rescore } = await get('trainer', '/api/lexicons');
    await done(`/api/lexicon-runs/${rescore.id}`);
    const { workbench } = given.analyzer;
    // Nobody works on it in this moment: it waits, is stopped, and goes on.
    const run = await workbench.runs.add({ kind: 'rescore', draftId: null, number: 4, sha256: '', actor: 'x' });
    expect((await ask('trainer', 'POST', `/api/lexicon-runs/${run.id}/stop`)).body.state).toBe('stopped');
    expect((await ask('trainer', 'POST', `/api/lexicon-runs/${run.id}/stop`)).status).toBe(409);
    expect((await ask('trainer', 'POST', `/api/lexicon-runs/${run.id}/resume`)).body.state).toBe('waiting');
    expect((await done(`/api/lexicon-runs/${run.id}`)).run.state).toBe('done');
    // The process that had begun it is gone, and Redis with its jobs: the store alone knows of it.
    const lost = await workbench.runs.add({ kind: 'rescore', draftId: null, number: 4, sha256: '', actor: 'x' });
    await workbench.runs.begin(lost.id);
    await workbench.requeue();
    expect((await done(`/api/lexicon-runs/${lost.id}`)).run).toMatchObject({ state: 'done', attempt: 2 });
  });

  it('of suggestions finds phrases that no entry covers, in a thread of its own', async () => {
    const { id } = (await ask('trainer', 'POST', '/api/lexicons/suggestions')).body;
    await done(`/api/lexicon-runs/${id}`);
    const { run, calls: looked, phrases } = await get('trainer', '/api/lexicons/suggestions');
    expect(run.state).toBe('done');
    expect(looked).toBe(calls);
    expect(phrases.length).toBeGreaterThan(0);
    expect(phrases[0]).toMatchObject({ phrase: expect.stringMatching(/^[а-я -]+$/), calls: expect.any(Number) });
    expect((await read('supervisor', '/api/lexicons/suggestions')).statusCode).toBe(403);
  });
});
