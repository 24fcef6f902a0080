/** From dismissals to an exception: what supervisors dismiss again and again is proposed, tried on the past and put in force. */
import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { CallMetadata, Segment } from '../../../analyzer/domain/call.ts';
import { judgeCall, loadJudge } from '../../../analyzer/scoring/judge-call.ts';
import type { Role } from '../../../api/access/permissions.ts';
import type { CallReview } from '../../../api/features/reviews/reviews.schemas.ts';
import { addJudgedCall } from '../../support/judged-call.ts';
import { testApp } from '../../support/test-app.ts';
import { waitFor } from '../../support/wait-for.ts';

const given = testApp();
const startedAt = '2026-03-11T09:14:05+03:00';
const entry = 'irritant/ne-v-kurse';
const allowed = 'По тарифам не в курсе даже диспетчер.';
/** Three calls in which the words are all right, and one in which they are a fault. */
const harmless: string[] = [];
let faulty = '';

beforeAll(async () => {
  const judge = await loadJudge();
  const add = async (text: string) => {
    const segments: Segment[] = [
      { speaker: 'operator', start: 0, end: 4, text: 'Расчётный центр, Марина. Добрый день!' },
      { speaker: 'client', start: 4, end: 8, text: 'Сколько я плачу?' },
      { speaker: 'operator', start: 8, end: 12, text },
    ];
    const metadata: CallMetadata = { direction: 'incoming', started_at: startedAt, operator: { id: 'op-1' } };
    const scored = judgeCall({ ...metadata, id: 'x', segments }, null, judge);
    const analysis = { ...scored, segments, engine: { name: 'ready', model: '' } };
    return addJudgedCall(given.analyzer, { operatorId: 'op-1', startedAt, metadata, analysis });
  };
  for (let n = 0; n < 3; n += 1) harmless.push(await add(allowed));
  faulty = await add('Не в курсе, что там.');
  await given.analyzer.startWorking();
});

const ask = async (role: Role, method: 'GET' | 'POST', url: string, payload?: object) => {
  const answer = await given.app.inject({
    method,
    url,
    headers: { cookie: given.cookies[role] },
    ...(payload ? { payload } : {}),
  });
  expect(answer.statusCode, `${url} ${answer.body.slice(0, 300)}`).toBe(200);
  return answer.json();
};
const review = (id: string): Promise<CallReview> => ask('supervisor', 'GET', `/api/calls/${id}/review`);
const foundIn = async (id: string) => (await review(id)).findings.filter((finding) => finding.entry === entry);
const ended = (id: string) =>
  waitFor(async () => (await given.analyzer.workbench.runs.find(id))?.state === 'done', 180);

it('dismissed words become a proposal with their sentences', async () => {
  for (const id of harmless) {
    const [finding] = await foundIn(id);
    await ask('supervisor', 'POST', `/api/calls/${id}/decisions`, {
      id: randomUUID(),
      findingId: finding?.id,
      seenVersion: 0,
      decision: { kind: 'dismiss', reason: 'allowed', text: '' },
    });
  }
  const [finding] = await foundIn(faulty);
  const confirm = { id: randomUUID(), findingId: finding?.id, seenVersion: 0, decision: { kind: 'confirm' } };
  await ask('supervisor', 'POST', `/api/calls/${faulty}/decisions`, confirm);
  const { dismissed } = await ask('trainer', 'GET', '/api/lexicons/suggestions');
  expect(dismissed).toMatchObject([
    { entry, text: 'не в курсе', dismissed: 3, confirmed: 1, item: { file: 'rules/irritant.yaml', id: 'ne-v-kurse' } },
  ]);
  expect(dismissed[0].examples[0].sentence).toBe(allowed);
});

it('the exception is written, tried on the past, published by another – and works on the past and on what comes', async () => {
  let draft = await ask('trainer', 'POST', '/api/lexicon-drafts', {
    id: randomUUID(),
    from: 'v1',
    comment: 'исключение',
  });
  const place = { file: 'rules/irritant.yaml', set: '', id: 'ne-v-kurse' };
  const { items } = await ask('trainer', 'GET', `/api/lexicons/items?source=${draft.id}&file=${place.file}`);
  const known = items.find(({ id }: { id: string }) => id === 'ne-v-kurse').fields;
  const fields = { ...known, unless_near: 'тарифам', miss: [...(known.miss ?? []), allowed] };
  draft = await ask('trainer', 'POST', `/api/lexicon-drafts/${draft.id}/items`, {
    ...place,
    version: draft.version,
    fields,
  });
  const run = await ask('trainer', 'POST', `/api/lexicon-drafts/${draft.id}/dry-run`);
  await ended(run.id);
  const { summary } = await ask('trainer', 'GET', `/api/lexicon-runs/${run.id}`);
  expect(summary.findings).toEqual({ added: 0, removed: 3 });
  // Nothing has changed yet.
  expect(await foundIn(harmless[0] ?? '')).toHaveLength(1);

  const publish = { version: draft.version, comment: 'о тарифах можно' };
  await ask('administrator', 'POST', `/api/lexicon-drafts/${draft.id}/publish`, publish);
  const { rescore } = await ask('trainer', 'GET', '/api/lexicons');
  await ended(rescore.id);
  for (const id of harmless) {
    const { findings, totals, orphans } = await review(id);
    expect(findings.filter((finding) => finding.entry === entry)).toEqual([]);
    // The machine now says what people have said; their decision stays in the history.
    expect(totals.current).toEqual(totals.automatic);
    expect(orphans).toHaveLength(1);
  }
  expect(await foundIn(faulty)).toMatchObject([{ counts: true, review: { verdict: 'confirmed' } }]);
  const scoreBy = async (judged: string) =>
    (await ask('manager', 'GET', `/api/trends?from=2026-03-01&to=2026-03-31&basis=all&judged=${judged}`)).score.value;
  await waitFor(async () => (await scoreBy('people')) === (await scoreBy('machine')));
});
