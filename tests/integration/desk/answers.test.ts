/** What operators answer: disputes, coaching, their own page. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../../api/access/permissions.ts';
import { addJudgedCall } from '../../support/judged-call.ts';
import { testApp } from '../../support/test-app.ts';
import { waitFor } from '../../support/wait-for.ts';

const given = testApp();
let calls: string[];
let foreign: string;
const recent = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString();

beforeAll(async () => {
  calls = [];
  for (const daysAgo of [1, 2, 3]) {
    calls.push(await addJudgedCall(given.analyzer, { operatorId: 'op-1', startedAt: recent(daysAgo) }));
  }
  foreign = await addJudgedCall(given.analyzer, { operatorId: 'op-2', startedAt: recent(1) });
});

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
const as = (role: Role, method: Method, url: string, payload?: object) =>
  given.app.inject({ method, url, headers: { cookie: given.cookies[role] }, ...(payload ? { payload } : {}) });
const review = async (id: string) => (await as('supervisor', 'GET', `/api/calls/${id}/review`)).json();
const kinds = async (role: Role) =>
  (await as(role, 'GET', '/api/notifications')).json().items.map(({ kind }: { kind: string }) => kind);

describe('a dispute', () => {
  it('is opened on an own finding that counts, decided, repaired among its siblings, and proposed as an exception', async () => {
    const [callId = '', second = ''] = calls;
    const [finding, unsure] = (await review(callId)).findings;
    const open = (body: object) => as('operator', 'POST', '/api/disputes', { id: randomUUID(), callId, ...body });
    expect((await open({ findingId: unsure.id, text: 'не говорила' })).statusCode).toBe(409);
    expect((await open({ callId: foreign, findingId: finding.id, text: 'чужая' })).statusCode).toBe(404);
    const dispute = (await open({ findingId: finding.id, text: 'Я повторила слова клиента' })).json();
    expect(dispute).toMatchObject({ state: 'open', finding: { entry: 'diminutive/sekundochka' }, resolution: null });
    expect((await open({ findingId: finding.id, text: 'Я повторила слова клиента' })).json().id).toBe(dispute.id);
    expect((await open({ findingId: finding.id, text: 'и ещё' })).statusCode).toBe(409);
    expect(await kinds('supervisor')).toEqual(['dispute_opened']);
    expect((await as('operator', 'GET', '/api/disputes')).json().items).toHaveLength(1);
    const listed = async (query: string) => (await as('supervisor', 'GET', `/api/disputes?${query}`)).json().items;
    expect(await listed('state=open&operator=op-1')).toMatchObject([
      { id: dispute.id, operatorName: 'op-1', hasRecording: false },
    ]);
    expect(await listed('operator=op-2')).toEqual([]);
    expect(await listed('state=rejected')).toEqual([]);
    const details = (await as('supervisor', 'GET', `/api/disputes/${dispute.id}`)).json();
    expect(details).toMatchObject({ reviewVersion: 0, replacement: 'Минуту, пожалуйста' });
    expect(details.utterance).toContain('секундочку');
    expect((await review(callId)).findings[0].dispute).toMatchObject({
      state: 'open',
      text: 'Я повторила слова клиента',
      resolution: null,
    });

    const url = `/api/disputes/${dispute.id}`;
    const decision = {
      id: randomUUID(),
      accepted: true,
      text: 'слова клиента',
      seenVersion: 0,
      proposeException: true,
    };
    expect((await as('operator', 'POST', `${url}/resolution`, decision)).statusCode).toBe(403);
    const stale = { ...decision, seenVersion: 3 };
    expect((await as('supervisor', 'POST', `${url}/resolution`, stale)).statusCode).toBe(409);
    const resolved = (await as('supervisor', 'POST', `${url}/resolution`, decision)).json();
    expect(resolved.dispute).toMatchObject({ state: 'accepted', resolution: { text: 'слова клиента' } });
    // The answer was lost: the same request again.
    expect((await as('supervisor', 'POST', `${url}/resolution`, decision)).json()).toEqual(resolved);
    const now = await review(callId);
    expect(now.findings[0]).toMatchObject({
      counts: false,
      dispute: { state: 'accepted', resolution: { by: { name: 'supervisor' }, text: 'слова клиента' } },
    });
    expect(now.findings[0].review).toMatchObject({ verdict: 'dismissed', reason: 'dispute_accepted' });
    expect(now.totals.current.score).toBe(100);
    expect(await kinds('operator')).toEqual(['dispute_accepted']);

    // Calls 2 and 3 of the operator and the one of op-2 have the same entry.
    expect(resolved.siblings.map((one: { callId: string }) => one.callId).sort()).toEqual(
      [...calls.slice(1), foreign].sort(),
    );
    const sibling = resolved.siblings.find((one: { callId: string }) => one.callId === second);
    const repair = {
      findings: [
        { callId: second, findingId: sibling.id },
        { callId: second, findingId: randomUUID() },
      ],
    };
    const repaired = (await as('supervisor', 'POST', `${url}/repairs`, repair)).json();
    expect(repaired).toMatchObject({
      dismissed: 1,
      failed: [{ id: repair.findings[1]?.findingId, code: 'not_found' }],
    });
    expect((await as('supervisor', 'GET', `${url}/siblings`)).json().items).toHaveLength(2);

    const proposals = (await as('trainer', 'GET', '/api/exception-proposals')).json().items;
    expect(proposals).toMatchObject([{ entry: 'diminutive/sekundochka', text: 'секундочку', state: 'open' }]);
    expect(await kinds('trainer')).toEqual(['exception_proposed']);
    const close = await as('trainer', 'PATCH', `/api/exception-proposals/${proposals[0].id}`, { state: 'done' });
    expect(close.json().state).toBe('done');
  });

  it('is refused when its window is over: the server measures it', async () => {
    const callId = await addJudgedCall(given.analyzer, { operatorId: 'op-1' });
    const [finding] = (await review(callId)).findings;
    const { desk } = given.analyzer;
    const past = { ...finding, segment: 2 };
    await expect(
      desk.disputes.open({
        findingId: finding.id,
        callId,
        day: '2026-03-11',
        operatorId: 'op-1',
        openedBy: 'x',
        text: 'поздно',
        anchor: past,
        until: recent(1),
      }),
    ).rejects.toMatchObject({ code: 'conflict' });
    const until = (await review(callId)).disputeUntil;
    expect((Date.parse(until) - Date.now()) / 86_400_000).toBeCloseTo(14, 1);
  });

  it('of somebody else does not exist for an operator', async () => {
    expect((await as('operator', 'GET', `/api/disputes/${randomUUID()}`)).statusCode).toBe(404);
  });
});

describe('coaching', () => {
  it('makes a note of findings, which the operator reads; the effect says when there are too few calls', async () => {
    const [, , third = ''] = calls;
    const [finding] = (await review(third)).findings;
    const id = randomUUID();
    const body = {
      id,
      operatorId: 'op-1',
      text: 'Вместо «секундочку» – «минуту, пожалуйста»',
      clips: [{ callId: third, findingId: finding.id }],
    };
    expect((await as('supervisor', 'POST', '/api/coaching', { ...body, operatorId: 'op-2' })).statusCode).toBe(400);
    const note = (await as('supervisor', 'POST', '/api/coaching', body)).json();
    expect(note).toMatchObject({
      id,
      acknowledgedAt: null,
      clips: [{ text: 'секундочку', replacement: 'Минуту, пожалуйста' }],
    });
    expect((await as('supervisor', 'POST', '/api/coaching', body)).json().at).toBe(note.at);
    expect((await as('operator', 'GET', '/api/coaching')).json().items).toMatchObject([{ id }]);
    expect((await as('operator', 'POST', `/api/coaching/${id}/acknowledgement`)).json().acknowledgedAt).not.toBeNull();
    expect(await kinds('supervisor')).toContain('coaching_acknowledged');
    const { effect, rules } = (await as('supervisor', 'GET', `/api/coaching/${id}/effect`)).json();
    expect(rules).toEqual(['diminutive']);
    expect(effect).toMatchObject({
      basis: 'all',
      verdict: 'too_few',
      before: { calls: 3, faulty: 3 },
      after: { calls: 0 },
    });
  });
});

describe('an operator’s own page', () => {
  it('shows the score with its uncertainty, what repeats with the better phrase, and nobody else', async () => {
    const page = (await as('operator', 'GET', '/api/me')).json();
    // Three calls of 87.5 each; the faults of two were dismissed above, which makes them 100.
    // (87.5 + 100 + 100) / 3 = 95.83, deviation 7.217, half of the interval 4.303 × 7.217 / √3 = 17.93
    expect(page.overall).toEqual({ n: 3, mean: 95.8, low: 77.9, high: 100 });
    expect(page.decidedCalls).toBe(2);
    // Weeks without calls have their place on the axis.
    expect(page.steps.length).toBeGreaterThanOrEqual(12);
    expect(page.steps[0]).toMatchObject({ n: 0, mean: null });
    expect(page.calls.map(({ score, machineScore }: Record<string, number>) => [score, machineScore])).toEqual([
      [100, 87.5],
      [100, 87.5],
      [87.5, 87.5],
    ]);
    // Left in one call: no repeated fault any more.
    expect(page.repeated).toEqual([]);
    expect(page.worst).toMatchObject([{ callId: calls[2], about: 'diminutive', start: 9.25 }]);
    expect(page.worst[0].findingId).toBe((await review(calls[2] ?? '')).findings[0].id);
    expect(page.team).toBeNull();
    expect(JSON.stringify(page)).not.toContain('op-2');
    expect((await as('supervisor', 'GET', '/api/me')).statusCode).toBe(403);
  });

  it('is of three years at most, whichever day is named first', async () => {
    const of = async (days: string) => {
      const answer = await as('operator', 'GET', `/api/me?${days}&step=day`);
      expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
      const { from, to, steps } = answer.json();
      return { from, to, steps: steps.length };
    };
    expect(await of('from=2026-05-03&to=2026-05-01')).toEqual({ from: '2026-05-01', to: '2026-05-03', steps: 3 });
    expect(await of('from=2000-01-01&to=2026-01-01')).toEqual({ from: '2022-12-30', to: '2026-01-01', steps: 1_099 });
    for (const url of ['/api/me', '/api/trends', '/api/standard', '/api/search?q=счёт'])
      for (const days of ['to=0000-01-01', 'from=1969-12-31']) {
        const role = url === '/api/me' ? 'operator' : 'trainer';
        const answer = await as(role, 'GET', `${url}${url.includes('?') ? '&' : '?'}${days}`);
        expect([answer.statusCode, answer.json().code], url).toEqual([400, 'bad_input']);
      }
  });

  it('is shown to the supervisor who coaches, and to nobody else', async () => {
    const page = (await as('supervisor', 'GET', '/api/operators/op-1/page')).json();
    expect(page).toEqual((await as('operator', 'GET', '/api/me')).json());
    expect((await as('supervisor', 'GET', '/api/operators/nobody/page')).statusCode).toBe(404);
    for (const role of ['operator', 'trainer', 'manager'] as const)
      expect((await as(role, 'GET', '/api/operators/op-1/page')).statusCode, role).toBe(403);
  });

  it('counts a fault again that nobody dismissed, with the better phrase', async () => {
    calls.push(await addJudgedCall(given.analyzer, { operatorId: 'op-1', startedAt: recent(4) }));
    const page = (await as('operator', 'GET', '/api/me')).json();
    expect(page.repeated).toMatchObject([
      { entry: 'diminutive/sekundochka', replacement: 'Минуту, пожалуйста', count: 2, calls: 2, example: 'секундочку' },
    ]);
    expect(page.repeated[0].newest.callId).toBe(calls[2]);
  });

  it('shows the mean of the team from five operators on', async () => {
    for (const operatorId of ['op-3', 'op-4', 'op-5']) {
      await addJudgedCall(given.analyzer, { operatorId, startedAt: recent(1), analysis: { score: 50 } });
    }
    // What people decided counts for the team too: op-1 has 100, 100, 87.5, 87.5. (93.75 + 87.5 + 50 + 50 + 50) / 5 = 66.25
    await waitFor(async () => {
      const { team } = (await as('operator', 'GET', '/api/me')).json();
      return team?.mean === 66.3 && team.operators === 5;
    });
  });
});
