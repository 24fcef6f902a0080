/** Trust and calibration over real stores: an unreliable entry stops to count by a version; people judge blind and agree. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Finding } from '../../../analyzer/domain/finding.ts';
import { anchorOf, identifyFindings } from '../../../analyzer/domain/review.ts';
import { goldOf } from '../../../analyzer/storage/state/calibrations.ts';
import { openStateDatabase } from '../../../analyzer/storage/state/database.ts';
import type { NewReviewItem } from '../../../analyzer/storage/state/review-items.ts';
import { readGold } from '../../../analyzer/trust/gold-call.ts';
import type { Role } from '../../../api/access/permissions.ts';
import {
  callSheetSchema,
  sessionSchema,
  sessionsSchema,
} from '../../../api/features/calibration/calibration.schemas.ts';
import { trustSchema } from '../../../api/features/trust/trust.schemas.ts';
import { addJudgedCall } from '../../support/judged-call.ts';
import { testApp } from '../../support/test-app.ts';

const given = testApp();
const ask = async (role: Role, method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) => {
  const answer = await given.app.inject({
    method,
    url,
    headers: { cookie: given.cookies[role] },
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.statusCode === 200 ? answer.json() : answer.body };
};
/** One instant for the whole file: midnight may come between two readings of the clock. */
const startedAt = new Date().toISOString();
const entry = 'filler/nu';

/** A finding of the entry in a call that the lot drew, with the decision of a person about it. */
async function decide(confirmed: boolean, n: number): Promise<void> {
  const { desk, workbench } = given.analyzer;
  const finding: Finding = {
    rule: 'filler',
    segment: 0,
    text: 'ну',
    start: n,
    end: n + 0.2,
    speaker: 'operator',
    section: '5.6.3',
    replacement: '',
    entry,
    certain: true,
    reason: '',
  };
  const id = await addJudgedCall(given.analyzer, {
    operatorId: 'op-1',
    startedAt,
    analysis: { findings: [finding] },
  });
  const day = startedAt.slice(0, 10);
  const drawn = { kind: 'audit', callId: id, day, operatorId: 'op-1', reasons: [], risk: 0 } satisfies NewReviewItem;
  await desk.samples.add(
    {
      seed: `s${n}`,
      operatorId: 'op-1',
      from: day,
      to: day,
      population: 1,
      populationSha256: '',
      size: 1,
      drawnBy: 'test',
    },
    [drawn],
  );
  const [identified] = identifyFindings(id, [finding]);
  await desk.reviews.decide({
    call: { id, day, operatorId: 'op-1' },
    findingId: identified?.id ?? '',
    anchor: anchorOf(finding),
    seenVersion: 0,
    decision: confirmed ? { kind: 'confirm', text: '' } : { kind: 'dismiss', reason: 'wrong_entry', text: '' },
    actor: 'somebody',
    lexiconVersion: (await workbench.inForce()).lexicon,
  });
}

describe('an entry under its bar', () => {
  const report = async () => trustSchema.parse((await ask('trainer', 'GET', '/api/trust')).body);
  const figure = async (key: string) => (await report()).items.find((one) => one.key === key);

  it('stops to count by a new version, and counts again when a person says so', async () => {
    // 8 of 20: at most 61 %, the bar of a minor fault is 70 %
    for (let n = 0; n < 20; n += 1) await decide(n < 8, n);
    expect(await figure(entry)).toMatchObject({ precision: { hits: 8, n: 20 }, belowBar: true, advisory: false });
    expect((await ask('supervisor', 'POST', '/api/trust/check')).status).toBe(403);
    // Nothing of it happens when a part cannot be written: neither the note nor the re-score is lost on the way.
    const database = await openStateDatabase(`${given.folder}/state/kamerton.sqlite`);
    for (const table of ['trust_events', 'lexicon_runs', 'notifications']) {
      const cut = sql`CREATE TRIGGER cut BEFORE INSERT ON ${sql.table(table)} BEGIN SELECT RAISE(ABORT, 'cut'); END`;
      await cut.execute(database);
      expect((await ask('trainer', 'POST', '/api/trust/check')).status, table).toBeGreaterThanOrEqual(500);
      await sql`DROP TRIGGER cut`.execute(database);
      expect(await report()).toMatchObject({ version: 1, events: [] });
      expect(await given.analyzer.workbench.drafts.list()).toEqual([]);
    }
    await database.destroy();
    expect((await ask('trainer', 'POST', '/api/trust/check')).body).toEqual({ demoted: [entry] });

    const after = await report();
    expect(after.version).toBe(2);
    expect(await figure(entry)).toMatchObject({ advisory: true, demoted: { version: 2 } });
    expect(after.events[0]).toMatchObject({ entry, kind: 'demoted', by: null });
    expect((await given.analyzer.workbench.versions.list())[0]).toMatchObject({ number: 2, author: 'kamerton' });
    // What only advises already is not taken out twice.
    expect((await ask('trainer', 'POST', '/api/trust/check')).body).toEqual({ demoted: [] });

    const { items: told } = (await ask('trainer', 'GET', '/api/notifications')).body;
    expect(told[0]).toMatchObject({ kind: 'entry_demoted', link: '/trust?show=advisory' });
    const { marks } = (await ask('manager', 'GET', '/api/trends?basis=all')).body;
    expect(marks.at(-1)).toMatchObject({ kind: 'demoted', to: expect.stringContaining('Точность ниже порога') });

    // Nobody lets it count again alone: not by a draft of one's own, not by the version before.
    const lift = { id: randomUUID(), key: entry, reason: 'Запись проверена на новых звонках' };
    // The answer was lost: the same request again.
    for (const _ of [1, 2])
      expect((await ask('trainer', 'POST', '/api/trust/lift', lift)).body).toEqual({ draft: lift.id });
    const draft = lift.id;
    expect(await figure(entry)).toMatchObject({ advisory: true });
    const publish = (role: Role) =>
      ask(role, 'POST', `/api/lexicon-drafts/${draft}/publish`, { version: 1, comment: 'Снова считается' });
    expect((await publish('trainer')).status).toBe(403);
    const restore = await ask('administrator', 'POST', '/api/lexicons/versions/1/restore', {
      seq: 2,
      comment: 'назад',
    });
    expect([restore.status, restore.body]).toEqual([403, expect.stringContaining(entry)]);
    expect((await publish('administrator')).body).toEqual({ number: 3 });
    expect(await figure(entry)).toBeUndefined();
    expect((await report()).events[0]).toMatchObject({ entry, kind: 'lifted', by: { name: 'administrator' } });
    expect((await ask('trainer', 'POST', '/api/trust/check')).body).toEqual({ demoted: [] });
    const { items } = (await ask('administrator', 'GET', '/api/audit?limit=50')).body;
    const actions = z.object({ action: z.string(), objectId: z.string().nullable() }).array().parse(items);
    expect(actions).toContainEqual(expect.objectContaining({ action: 'lexicon.demoted', objectId: entry }));
    expect(actions).toContainEqual(expect.objectContaining({ action: 'lexicon.lifted', objectId: entry }));
  });

  it('shows examples with their words only to those who may read calls', async () => {
    const of = async (role: Role) => (await ask(role, 'GET', `/api/trust/examples?key=${entry}`)).body.items;
    expect(await of('trainer')).toHaveLength(20);
    expect((await of('trainer'))[0]).toMatchObject({ text: 'ну' });
    expect((await of('manager'))[0]).toMatchObject({ text: null });
    expect((await ask('operator', 'GET', '/api/trust')).status).toBe(403);
  });
});

describe('calibration', () => {
  it('is blind until all are in, then shows agreement, and the consensus is gold', async () => {
    const segments = [
      { speaker: 'operator' as const, start: 0, end: 2, text: 'Ну, слушаю Вас.' },
      { speaker: 'client' as const, start: 2, end: 4, text: 'Где мой счёт?' },
      { speaker: 'operator' as const, start: 4, end: 6, text: 'Сейчас проверю.' },
    ];
    const call = await addJudgedCall(given.analyzer, {
      operatorId: 'op-1',
      startedAt,
      analysis: { segments },
    });
    const { people } = sessionsSchema.parse((await ask('supervisor', 'GET', '/api/calibrations')).body);
    const trainer = people.find(({ name }) => name === 'trainer')?.id ?? '';
    const session = { id: randomUUID(), title: 'Июнь', members: [trainer], calls: [call] };
    const create = () => ask('supervisor', 'POST', '/api/calibrations', session);
    // Nobody waits for somebody who is not there or may not take part.
    for (const stranger of [
      randomUUID(),
      (await given.analyzer.accounts.list()).find(({ role }) => role === 'operator')?.id,
    ]) {
      const asked = { ...session, id: randomUUID(), members: [trainer, stranger] };
      expect((await ask('supervisor', 'POST', '/api/calibrations', asked)).status).toBe(400);
    }
    const { id } = z.object({ id: z.string() }).parse((await create()).body);
    // The answer was lost: the same request again.
    expect((await create()).body).toEqual({ id });
    expect((await ask('supervisor', 'GET', '/api/calibrations')).body.items).toHaveLength(1);
    const path = `/api/calibrations/${id}`;
    const sheet = async (role: Role) => callSheetSchema.parse((await ask(role, 'GET', `${path}/calls/${call}`)).body);

    expect((await sheet('trainer')).segments.map(({ judged }) => judged)).toEqual([true, false, true]);
    const mark = { segment: 0, rule: 'filler', quote: 'Ну' };
    const [first, second] = ['greeting.name', 'greeting.offer'];
    const put = (role: Role, what: string, body: object) => ask(role, 'PUT', `${path}/calls/${call}/${what}`, body);
    const mine = { criteria: { [first ?? '']: 'failed', [second ?? '']: 'failed' }, marks: [mark] };
    expect((await put('supervisor', 'answer', mine)).status).toBe(200);
    // Words that stand elsewhere, and utterances of the client, are refused.
    expect((await put('supervisor', 'answer', { criteria: {}, marks: [{ ...mark, segment: 2 }] })).status).toBe(400);
    expect(
      (await put('supervisor', 'answer', { criteria: {}, marks: [{ ...mark, segment: 1, quote: 'счёт' }] })).status,
    ).toBe(400);

    expect(await sheet('trainer')).toMatchObject({ own: null, answers: null, majority: null });
    expect((await ask('trainer', 'POST', `${path}/finish`)).status).toBe(409);
    await put('trainer', 'answer', { criteria: { [first ?? '']: 'failed', [second ?? '']: 'passed' }, marks: [mark] });
    expect((await ask('trainer', 'POST', `${path}/open`)).status).toBe(403);
    expect((await ask('supervisor', 'POST', `${path}/finish`)).body).toMatchObject({ state: 'scoring', pairs: null });
    const shown = sessionSchema.parse((await ask('trainer', 'POST', `${path}/finish`)).body);
    expect(shown.state).toBe('comparing');
    // Two utterances by the two rules that the machine and the people have marked.
    const both = shown.pairs?.find(({ raters }) => !raters.includes('machine'));
    expect(both).toMatchObject({ criteria: { n: 2, raw: 0.5 }, findings: { n: 4, raw: 1 } });

    const opened = await sheet('trainer');
    expect(opened.answers?.map(({ name }) => name).sort()).toEqual(['machine', 'supervisor', 'trainer']);
    expect(opened.majority).toEqual({ criteria: { [first ?? '']: 'failed' }, marks: [mark] });
    expect((await put('trainer', 'answer', mine)).status).toBe(409);
    expect((await put('trainer', 'consensus', mine)).status).toBe(403);
    expect((await put('supervisor', 'consensus', mine)).body).toMatchObject({ consensus: mine });
    expect((await ask('supervisor', 'POST', `${path}/close`)).body).toMatchObject({ state: 'done' });
    expect((await ask('operator', 'GET', path)).status).toBe(403);

    const database = await openStateDatabase(`${given.folder}/state/kamerton.sqlite`);
    const [gold = '[]'] = await goldOf(database);
    await database.destroy();
    const { utterances, call: kept } = readGold(gold);
    expect(utterances.map(({ text, hits }) => [text, hits])).toEqual([
      ['Ну, слушаю Вас.', [['filler', 'Ну']]],
      ['Сейчас проверю.', []],
    ]);
    expect(kept).toMatchObject({ id: call, segments });
  });
});
